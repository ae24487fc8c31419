using System;
using System.Device.Gpio;
using System.Device.Spi;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>SPI2 in mode 1: eight chips behind a 74HC138 whose address stands before its enable falls.</summary>
    public sealed class DecodedBus : ISpiBus
    {
        private readonly SpiDevice device;
        private readonly GpioPin[] address = new GpioPin[3];
        private readonly GpioPin enable;
        private int selected;

        /// <summary>Opens the bus; no chip is selected.</summary>
        public DecodedBus(GpioController gpio, int busId, int clockHz)
        {
            enable = gpio.OpenPin(Pins.ConverterEnable, PinMode.Output);
            enable.Write(PinValue.High);
            address[0] = gpio.OpenPin(Pins.ConverterAddress0, PinMode.Output);
            address[1] = gpio.OpenPin(Pins.ConverterAddress1, PinMode.Output);
            address[2] = gpio.OpenPin(Pins.ConverterAddress2, PinMode.Output);
            selected = -1;
            SpiConnectionSettings settings = new SpiConnectionSettings(busId, -1);
            settings.Mode = SpiMode.Mode1;
            settings.ClockFrequency = clockHz;
            settings.DataBitLength = 8;
            device = SpiDevice.Create(settings);
        }

        /// <inheritdoc/>
        public void Transfer(int chipSelect, byte[] write, byte[] read, int count)
        {
            Address(chipSelect);
            enable.Write(PinValue.Low);
            try
            {
                device.TransferFullDuplex(new SpanByte(write, 0, count), new SpanByte(read, 0, count));
            }
            catch (Exception)
            {
                BusSilence.Fill(read, count);
            }
            enable.Write(PinValue.High);
        }

        // A pin that stands right is left alone: a write takes a third of a millisecond.
        private void Address(int chipSelect)
        {
            for (int bit = 0; bit < 3; bit++)
            {
                int wanted = (chipSelect >> bit) & 1;
                if (selected < 0 || ((selected >> bit) & 1) != wanted)
                    address[bit].Write(wanted == 1 ? PinValue.High : PinValue.Low);
            }
            selected = chipSelect;
        }
    }
}
