using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Provisioning;
using nanoFramework.Networking;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// A thread that keeps the device on its network and at its broker: wireless where a name was given, else Ethernet, each try later than the one
    /// before. The control loop neither waits for it nor knows of it.
    /// </summary>
    public sealed class NetworkKeeper
    {
        private const int LookMilliseconds = 1000;
        private const int TryMilliseconds = 30000;
        private readonly DeviceSettings settings;
        private readonly MqttUplink uplink;
        private readonly Telemetry.RetryPace pace;
        private bool timeIsAsked;

        /// <summary>Takes what it connects.</summary>
        public NetworkKeeper(DeviceSettings settings, MqttUplink uplink, IClock clock)
        {
            this.settings = settings;
            this.uplink = uplink;
            pace = new Telemetry.RetryPace((uint)clock.ElapsedMicroseconds);
        }

        /// <summary>Whether the device has an address.</summary>
        public bool HasAddress { get; private set; }

        /// <summary>Starts the thread.</summary>
        public void Start()
        {
            new Thread(Run).Start();
        }

        private void Run()
        {
            while (true)
            {
                try
                {
                    Look();
                }
                catch (Exception)
                {
                    // An error that escaped would end the thread and with it the connection for ever.
                    pace.Failed();
                }
                Thread.Sleep(
                    pace.WaitMilliseconds > LookMilliseconds ? pace.WaitMilliseconds : LookMilliseconds
                );
            }
        }

        private void Look()
        {
            HasAddress = FindAddress();
            if (!HasAddress)
            {
                uplink.Close();
                if (TryNetwork())
                    pace.Succeeded();
                else
                    pace.Failed();
                return;
            }
            AskTime();
            if (uplink.IsConnected || uplink.Connect())
                pace.Succeeded();
            else
                pace.Failed();
        }

        private bool TryNetwork()
        {
            CancellationTokenSource limit = new CancellationTokenSource(TryMilliseconds);
            string name = settings.Text(SettingName.WirelessName);
            return name.Length == 0
                ? NetworkHelper.SetupAndConnectNetwork(limit.Token, false)
                : WifiNetworkHelper.ConnectDhcp(
                    name,
                    settings.Text(SettingName.WirelessPassword),
                    WifiReconnectionKind.Automatic,
                    false,
                    0,
                    limit.Token
                );
        }

        private void AskTime()
        {
            if (timeIsAsked)
                return;
            string server = settings.Text(SettingName.TimeServer);
            Sntp.Server1 = server.Length > 0 ? server : settings.Text(SettingName.Broker);
            Sntp.Start();
            timeIsAsked = true;
        }

        private static bool FindAddress()
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int k = 0; k < all.Length; k++)
            {
                string address = all[k].IPv4Address;
                if (address != null && address.Length > 0 && address != "0.0.0.0")
                    return true;
            }
            return false;
        }
    }
}
