using System;
using System.Device.Gpio;
using System.IO;
using System.Threading;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Provisioning;
using EdgeTester.Firmware.Runner;
using nanoFramework.Hardware.Esp32;
using nanoFramework.System.IO.FileSystem;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>Which part is which on CellNode-8.</summary>
    public sealed class Composition
    {
        private const int WaveformBus = 1;
        private const int ConverterBus = 2;
        private const int WaveformSelect = 0;
        private const int MemorySelect = 1;

        // The AD5941 takes 16 MHz, the isolators' delay and the ESP32's own pin matrix less.
        private const int BusClockHz = 8000000;
        private const int MostSegments = 2048;
        private const string Card = "D:\\";
        private readonly ControlLoop loop;
        private readonly NetworkKeeper network;

        /// <summary>Puts it together; nothing runs yet, and every relay is open.</summary>
        public Composition(
            GpioController gpio,
            DeviceClock clock,
            StatusLight light,
            ProvisioningPort provisioning,
            DeviceSettings settings,
            string flash
        )
        {
            SetPins();
            SafetyLatch latch = new SafetyLatch(gpio);
            ResetWaveformChip(gpio);
            SelectedBus waveform = new SelectedBus(
                gpio,
                WaveformBus,
                BusClockHz,
                new int[] { Pins.WaveformSelect, Pins.MemorySelect }
            );
            DecodedBus converters = new DecodedBus(gpio, ConverterBus, BusClockHz);
            IFrontEnd frontEnd = new LatchedFrontEnd(
                new CellNodeFrontEnd(waveform, converters, clock, new FrontEndCalibration()),
                latch
            );
            MqttUplink uplink = new MqttUplink(settings, clock);
            network = new NetworkKeeper(settings, uplink, clock);
            Tester tester = new Tester(
                OptionsOf(settings),
                clock,
                frontEnd,
                uplink,
                new Fram(waveform, MemorySelect),
                OpenStore(flash)
            );
            tester.Watchdog = latch;
            tester.Power = new PowerInput(gpio);
            loop = new ControlLoop(tester, frontEnd, uplink, clock, gpio, light, provisioning);
        }

        /// <summary>Runs until the device restarts.</summary>
        public void Run()
        {
            network.Start();
            loop.Run();
        }

        private static TesterOptions OptionsOf(DeviceSettings settings)
        {
            TesterOptions options = new TesterOptions();
            options.Serial = settings.Text(SettingName.Serial);
            options.Board = "CellNode-8";
            options.Firmware = Program.Version;
            options.MinimumVoltage = -SignalChain.VoltageClip;
            options.MaximumVoltage = SignalChain.VoltageClip;
            // One reading: what a real board sees must not be later than the converter allows.
            options.MaximumTickMicroseconds = options.MinimumTickMicroseconds;
            options.WindowFrames = 16;
            return options;
        }

        private static void SetPins()
        {
            Configuration.SetPinFunction(Pins.WaveformDataOut, DeviceFunction.SPI1_MOSI);
            Configuration.SetPinFunction(Pins.WaveformDataIn, DeviceFunction.SPI1_MISO);
            Configuration.SetPinFunction(Pins.WaveformClock, DeviceFunction.SPI1_CLOCK);
            Configuration.SetPinFunction(Pins.ConverterDataOut, DeviceFunction.SPI2_MOSI);
            Configuration.SetPinFunction(Pins.ConverterDataIn, DeviceFunction.SPI2_MISO);
            Configuration.SetPinFunction(Pins.ConverterClock, DeviceFunction.SPI2_CLOCK);
            Configuration.SetPinFunction(Pins.CardClock, DeviceFunction.SDMMC1_CLOCK);
            Configuration.SetPinFunction(Pins.CardCommand, DeviceFunction.SDMMC1_COMMAND);
            Configuration.SetPinFunction(Pins.CardData, DeviceFunction.SDMMC1_D0);
        }

        private static void ResetWaveformChip(GpioController gpio)
        {
            GpioPin reset = gpio.OpenPin(Pins.WaveformReset, PinMode.Output);
            reset.Write(PinValue.Low);
            Thread.Sleep(10);
            reset.Write(PinValue.High);
            Thread.Sleep(10);
        }

        // Months on a card, about a week in flash.
        private static ISegmentStore OpenStore(string flash)
        {
            try
            {
                SDCardMmcParameters parameters = new SDCardMmcParameters();
                parameters.slotIndex = 0;
                parameters.dataWidth = SDCard.SDDataWidth._1_bit;
                SDCard card = new SDCard(parameters, null);
                card.Mount();
                return new FlashSegmentStore(Card + "journal", RoomOf(Card), MostSegments);
            }
            catch (Exception)
            {
                return new FlashSegmentStore(flash + "journal", RoomOf(flash), MostSegments);
            }
        }

        // A file system that is full to the brim gets slow and refuses small things too.
        private static long RoomOf(string drive)
        {
            return new DriveInfo(drive).TotalSize / 10 * 8;
        }
    }
}
