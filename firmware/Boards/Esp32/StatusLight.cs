using System.Device.Gpio;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The light: on = all is well, a slow blink = no broker, a quick blink = a channel has a fault, short flashes = not set up yet.</summary>
    public sealed class StatusLight
    {
        private readonly GpioPin pin;
        private bool isOn;

        /// <summary>Opens the pin.</summary>
        public StatusLight(GpioController gpio)
        {
            pin = gpio.OpenPin(Pins.StatusLed, PinMode.Output);
        }

        /// <summary>Shows how things stand.</summary>
        /// <param name="nowMicroseconds">Monotonic time.</param>
        /// <param name="isSetUp">The device has settings.</param>
        /// <param name="hasFault">A channel has a fault.</param>
        /// <param name="isConnected">The broker is there.</param>
        public void Show(long nowMicroseconds, bool isSetUp, bool hasFault, bool isConnected)
        {
            long phase = nowMicroseconds / 125000;
            bool wanted = true;
            if (!isSetUp)
                wanted = phase % 16 == 0;
            else if (hasFault)
                wanted = phase % 2 == 0;
            else if (!isConnected)
                wanted = phase % 16 < 8;
            if (wanted == isOn)
                return;
            isOn = wanted;
            pin.Write(wanted ? PinValue.High : PinValue.Low);
        }
    }
}
