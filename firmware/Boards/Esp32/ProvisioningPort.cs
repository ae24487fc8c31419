using System;
using System.IO.Ports;
using System.Threading;
using EdgeTester.Firmware.Provisioning;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The console's serial port, on which a host may set the device up at any time. A thread of its own; a restart waits for the control loop.</summary>
    public sealed class ProvisioningPort
    {
        /// <summary>Bits a second.</summary>
        public const int BitRate = 115200;

        private readonly SerialPort port;
        private readonly ProvisioningSession session;
        private readonly byte[] one = new byte[1];

        /// <summary>Opens the port.</summary>
        public ProvisioningPort(string name, ProvisioningSession session)
        {
            this.session = session;
            port = new SerialPort(name, BitRate);
            port.ReadTimeout = 1000;
            port.Open();
        }

        /// <summary>Whether the host asked for a restart.</summary>
        public bool MustRestart
        {
            get { return session.MustRestart; }
        }

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
                    if (port.BytesToRead == 0)
                    {
                        Thread.Sleep(20);
                        continue;
                    }
                    if (port.Read(one, 0, 1) != 1)
                        continue;
                    string answer = session.Take(one[0]);
                    if (answer.Length > 0)
                        port.Write(answer);
                }
                catch (Exception)
                {
                    // A cable that is pulled, a line of noise: the next byte may be better.
                    Thread.Sleep(100);
                }
            }
        }
    }
}
