using System.Device.Gpio;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The comparator on the 12 V: low below 9.4 V, when about 20 ms are left.</summary>
    public sealed class PowerInput : IPowerInput
    {
        private readonly GpioPin pin;

        /// <summary>Opens the pin.</summary>
        public PowerInput(GpioController gpio)
        {
            pin = gpio.OpenPin(Pins.PowerFail, PinMode.InputPullUp);
        }

        /// <inheritdoc/>
        public bool IsFailing
        {
            get { return pin.Read() == PinValue.Low; }
        }
    }
}
