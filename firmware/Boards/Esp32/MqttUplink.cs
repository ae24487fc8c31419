using System;
using System.Security.Cryptography.X509Certificates;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Provisioning;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// The broker by M2Mqtt, with TLS and the device's own certificate where it has one, and a last will that says it has gone. The client would keep
    /// any number of messages in memory: here no more than a few are on the way, and the tester keeps the rest in its journal. The control loop
    /// publishes, a thread of the network connects.
    /// </summary>
    public sealed class MqttUplink : IUplink
    {
        private const int MostOnTheWay = 16;
        private const int MostWaiting = 8;
        private const ushort KeepAliveSeconds = 20;
        private readonly DeviceSettings settings;
        private readonly IClock clock;
        private readonly MessageQueue received = new MessageQueue(MostWaiting);
        private readonly object counting = new object();
        private MqttClient? client;
        private int onTheWay;

        /// <summary>Takes the settings; nothing is sent before <see cref="Connect"/>.</summary>
        public MqttUplink(DeviceSettings settings, IClock clock)
        {
            this.settings = settings;
            this.clock = clock;
        }

        /// <inheritdoc/>
        public bool IsConnected
        {
            get
            {
                MqttClient? now = client;
                return now != null && now.IsConnected;
            }
        }

        /// <inheritdoc/>
        public long LinkMicroseconds
        {
            get { return clock.ElapsedMicroseconds; }
        }

        /// <inheritdoc/>
        public int ConnectionCount { get; private set; }

        /// <summary>Connects anew; false where the broker cannot be reached or refuses. May take as long as the client's own timeout: not for the control loop.</summary>
        public bool Connect()
        {
            Close();
            string serial = settings.Text(SettingName.Serial);
            MqttClient? fresh = null;
            try
            {
                fresh = Make();
                fresh.Settings.InflightQueueSize = MostOnTheWay;
                fresh.MqttMsgPublishReceived += Arrived;
                fresh.MqttMsgPublished += Confirmed;
                lock (counting)
                    onTheWay = 0;
                MqttReasonCode answer = fresh.Connect(
                    serial,
                    "",
                    "",
                    true,
                    MqttQoSLevel.AtLeastOnce,
                    true,
                    Topics.State(serial),
                    Topics.Offline,
                    true,
                    KeepAliveSeconds
                );
                if (answer != MqttReasonCode.Success)
                {
                    fresh.Close();
                    return false;
                }
                fresh.Subscribe(
                    new string[] { Topics.DownFilter(serial) },
                    new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce }
                );
            }
            catch (Exception)
            {
                Discard(fresh);
                return false;
            }
            client = fresh;
            ConnectionCount++;
            return true;
        }

        /// <summary>Lets the connection go.</summary>
        public void Close()
        {
            MqttClient? old = client;
            client = null;
            Discard(old);
        }

        /// <inheritdoc/>
        public bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain)
        {
            MqttClient? now = client;
            if (now == null || !now.IsConnected)
                return false;
            lock (counting)
            {
                if (atLeastOnce && onTheWay >= MostOnTheWay)
                    return false;
                if (atLeastOnce)
                    onTheWay++;
            }
            // The client keeps what it is given until it is confirmed.
            byte[] message = new byte[count];
            Array.Copy(payload, 0, message, 0, count);
            try
            {
                now.Publish(
                    topic,
                    message,
                    "",
                    null,
                    atLeastOnce ? MqttQoSLevel.AtLeastOnce : MqttQoSLevel.AtMostOnce,
                    retain
                );
                return true;
            }
            catch (Exception)
            {
                if (atLeastOnce)
                    Release();
                return false;
            }
        }

        /// <inheritdoc/>
        public bool TryReceive(byte[] buffer, out int count)
        {
            return received.TryTake(buffer, out count);
        }

        private MqttClient Make()
        {
            string broker = settings.Text(SettingName.Broker);
            string authority = settings.Text(SettingName.Authority);
            if (authority.Length == 0)
                return new MqttClient(broker, settings.Port, false, null, null, MqttSslProtocols.None);
            string certificate = settings.Text(SettingName.Certificate);
            X509Certificate? own =
                certificate.Length == 0
                    ? null
                    : new X509Certificate2(certificate, settings.Text(SettingName.PrivateKey), "");
            return new MqttClient(
                broker,
                settings.Port,
                true,
                new X509Certificate(authority),
                own,
                MqttSslProtocols.TLSv1_2
            );
        }

        private void Arrived(object sender, MqttMsgPublishEventArgs e)
        {
            received.Put(e.Message);
        }

        private void Confirmed(object sender, MqttMsgPublishedEventArgs e)
        {
            Release();
        }

        private void Release()
        {
            lock (counting)
            {
                if (onTheWay > 0)
                    onTheWay--;
            }
        }

        private static void Discard(MqttClient? old)
        {
            if (old == null)
                return;
            try
            {
                if (old.IsConnected)
                    old.Disconnect();
                old.Close();
            }
            catch (Exception)
            {
                // What is gone anyway may say so.
            }
        }
    }
}
