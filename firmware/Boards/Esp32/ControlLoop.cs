using System;
using System.Device.Gpio;
using System.Threading;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using nanoFramework.Runtime.Native;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// The one loop that steps the tester, with every conversion of the converters or when the tester wants it; a whole step feeds the supervisor.
    /// Whatever goes wrong in it opens the relays first.
    /// </summary>
    public sealed class ControlLoop
    {
        private const int ShortestWaitMilliseconds = 4;
        private const int LongestWaitMilliseconds = 100;
        private const int MostErrors = 3;
        private const long RestMicroseconds = 500000;
        private readonly Tester tester;
        private readonly IFrontEnd frontEnd;
        private readonly IUplink uplink;
        private readonly IClock clock;
        private readonly StatusLight light;
        private readonly ProvisioningPort provisioning;
        private readonly GpioPin dataReady;
        private readonly AutoResetEvent reading = new AutoResetEvent(false);
        private int errors;

        /// <summary>Takes what it drives.</summary>
        public ControlLoop(
            Tester tester,
            IFrontEnd frontEnd,
            IUplink uplink,
            IClock clock,
            GpioController gpio,
            StatusLight light,
            ProvisioningPort provisioning
        )
        {
            this.tester = tester;
            this.frontEnd = frontEnd;
            this.uplink = uplink;
            this.clock = clock;
            this.light = light;
            this.provisioning = provisioning;
            dataReady = gpio.OpenPin(Pins.DataReady, PinMode.InputPullUp);
            dataReady.ValueChanged += DataReadyChanged;
        }

        /// <summary>Runs until the device restarts.</summary>
        public void Run()
        {
            try
            {
                tester.Start();
            }
            catch (Exception)
            {
                // Without a start there is nothing to go on with: the next boot may find more.
                Restart();
            }
            while (true)
            {
                long next = clock.ElapsedMicroseconds + RestMicroseconds;
                try
                {
                    next = tester.Step();
                    light.Show(clock.ElapsedMicroseconds, true, HasFault(), uplink.IsConnected);
                    errors = 0;
                }
                catch (Exception)
                {
                    frontEnd.DisconnectAll();
                    errors++;
                    if (errors >= MostErrors)
                        Restart();
                }
                if (provisioning.MustRestart && IsIdle())
                    Restart();
                Wait(next);
            }
        }

        private void Restart()
        {
            frontEnd.DisconnectAll();
            Power.RebootDevice();
        }

        private void Wait(long next)
        {
            // Where the tester wants to go on at once it waits for a reading, which wakes it; the other threads need time too.
            long milliseconds = (next - clock.ElapsedMicroseconds) / 1000;
            if (milliseconds < ShortestWaitMilliseconds)
                milliseconds = ShortestWaitMilliseconds;
            reading.WaitOne(
                milliseconds < LongestWaitMilliseconds ? (int)milliseconds : LongestWaitMilliseconds,
                false
            );
        }

        private void DataReadyChanged(object sender, PinValueChangedEventArgs e)
        {
            if (e.ChangeType == PinEventTypes.Falling)
                reading.Set();
        }

        private bool HasFault()
        {
            for (int k = 0; k < tester.ChannelCount; k++)
                if (tester.ChannelAt(k).State == ChannelState.Faulted)
                    return true;
            return false;
        }

        private bool IsIdle()
        {
            for (int k = 0; k < tester.ChannelCount; k++)
                if (tester.ChannelAt(k).State == ChannelState.Running)
                    return false;
            return true;
        }
    }
}
