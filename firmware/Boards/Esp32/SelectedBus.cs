using System;
using System.Device.Gpio;
using System.Device.Spi;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// SPI1 in mode 0 with one pin for each chip: AD5941 and FRAM. The driver's own chip selects are not used, because they could not hold a chip
    /// through a frame that is sent in parts, and three devices a bus are all it has.
    /// </summary>
    public sealed class SelectedBus : ISpiBus
    {
        private readonly SpiDevice device;
        private readonly GpioPin[] selects;

        /// <summary>Opens the bus; all chips are let go.</summary>
        public SelectedBus(GpioController gpio, int busId, int clockHz, int[] selectPins)
        {
            selects = new GpioPin[selectPins.Length];
            for (int k = 0; k < selectPins.Length; k++)
            {
                selects[k] = gpio.OpenPin(selectPins[k], PinMode.Output);
                selects[k].Write(PinValue.High);
            }
            SpiConnectionSettings settings = new SpiConnectionSettings(busId, -1);
            settings.Mode = SpiMode.Mode0;
            settings.ClockFrequency = clockHz;
            settings.DataBitLength = 8;
            device = SpiDevice.Create(settings);
        }

        /// <inheritdoc/>
        public void Transfer(int chipSelect, byte[] write, byte[] read, int count)
        {
            GpioPin select = selects[chipSelect];
            select.Write(PinValue.Low);
            try
            {
                device.TransferFullDuplex(new SpanByte(write, 0, count), new SpanByte(read, 0, count));
            }
            catch (Exception)
            {
                BusSilence.Fill(read, count);
            }
            select.Write(PinValue.High);
        }
    }
}
