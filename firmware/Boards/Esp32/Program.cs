using System.Device.Gpio;
using System.Threading;
using EdgeTester.Firmware.Provisioning;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The tester on CellNode-8. Without settings it waits for them on the serial port, with every relay open.</summary>
    public static class Program
    {
        /// <summary>Version of the firmware.</summary>
        public const string Version = "0.1.0";

        private const string Flash = "I:\\";

        /// <summary>Runs until the device restarts.</summary>
        public static void Main()
        {
            GpioController gpio = new GpioController();
            DeviceClock clock = new DeviceClock();
            StatusLight light = new StatusLight(gpio);
            DeviceSettings settings = new DeviceSettings();
            SettingsStore store = new SettingsStore(new FlashSettingsFiles(Flash));
            bool isSetUp = store.TryLoad(settings) && settings.Fault().Length == 0;
            ProvisioningPort port = OpenPort(settings, store);
            if (!isSetUp)
                WaitForSettings(clock, light, port);
            new Composition(gpio, clock, light, port, settings, Flash).Run();
        }

        private static ProvisioningPort OpenPort(DeviceSettings settings, SettingsStore store)
        {
            Configuration.SetPinFunction(Pins.SerialOut, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(Pins.SerialIn, DeviceFunction.COM2_RX);
            // What is put while the tester runs must not change what it runs with.
            DeviceSettings edited = new DeviceSettings();
            store.TryLoad(edited);
            ProvisioningSession session = new ProvisioningSession(
                edited,
                store,
                "CellNode-8 " + Version + " " + settings.Text(SettingName.Serial)
            );
            ProvisioningPort port = new ProvisioningPort("COM2", session);
            port.Start();
            return port;
        }

        private static void WaitForSettings(DeviceClock clock, StatusLight light, ProvisioningPort port)
        {
            while (!port.MustRestart)
            {
                light.Show(clock.ElapsedMicroseconds, false, false, false);
                Thread.Sleep(50);
            }
            Power.RebootDevice();
        }
    }
}
