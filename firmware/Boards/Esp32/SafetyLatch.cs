using System.Device.Gpio;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// The board's own supervisor: relays hold only while the heartbeat goes on and the latch was armed. Only the control loop beats; nothing else
    /// may, or a loop that hangs would keep its cells connected.
    /// </summary>
    public sealed class SafetyLatch : IWatchdog
    {
        private readonly GpioPin heartbeat;
        private readonly GpioPin arm;
        private readonly GpioPin safe;
        private bool isHigh;

        /// <summary>Opens the pins; the board is not armed.</summary>
        public SafetyLatch(GpioController gpio)
        {
            heartbeat = gpio.OpenPin(Pins.Heartbeat, PinMode.Output);
            arm = gpio.OpenPin(Pins.Arm, PinMode.Output);
            arm.Write(PinValue.Low);
            safe = gpio.OpenPin(Pins.Safe, PinMode.Input);
        }

        /// <summary>Whether the board is armed.</summary>
        public bool IsArmed
        {
            get { return safe.Read() == PinValue.High; }
        }

        /// <summary>One edge for the supervisor.</summary>
        public void Feed()
        {
            isHigh = !isHigh;
            heartbeat.Write(isHigh ? PinValue.High : PinValue.Low);
        }

        /// <summary>Lets the latch's outputs through. The latch must have been written before.</summary>
        public void Arm()
        {
            Feed();
            arm.Write(PinValue.High);
            arm.Write(PinValue.Low);
        }
    }
}
