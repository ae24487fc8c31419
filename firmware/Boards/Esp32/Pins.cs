namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// Pins of the ESP32-S3 on CellNode-8. Written by hardware/Design from the schematic's source (./edgetester verify-hardware --write);
    /// change them there.
    /// </summary>
    public static class Pins
    {
        /// <summary>GPIO 10: SPI1 chip select 0: AD5941, active low.</summary>
        public const int WaveformSelect = 10;

        /// <summary>GPIO 11: SPI1 MOSI (mode 0).</summary>
        public const int WaveformDataOut = 11;

        /// <summary>GPIO 12: SPI1 clock.</summary>
        public const int WaveformClock = 12;

        /// <summary>GPIO 13: SPI1 MISO.</summary>
        public const int WaveformDataIn = 13;

        /// <summary>GPIO 14: SPI1 chip select 1: FRAM, active low.</summary>
        public const int MemorySelect = 14;

        /// <summary>GPIO 8: GPIO0 of the AD5941, active low.</summary>
        public const int WaveformInterrupt = 8;

        /// <summary>GPIO 21: reset of the AD5941, active low.</summary>
        public const int WaveformReset = 21;

        /// <summary>GPIO 15: SPI2 MOSI (mode 1).</summary>
        public const int ConverterDataOut = 15;

        /// <summary>GPIO 16: SPI2 clock.</summary>
        public const int ConverterClock = 16;

        /// <summary>GPIO 18: SPI2 MISO.</summary>
        public const int ConverterDataIn = 18;

        /// <summary>GPIO 4: bit 0 of the chip select of SPI2.</summary>
        public const int ConverterAddress0 = 4;

        /// <summary>GPIO 5: bit 1.</summary>
        public const int ConverterAddress1 = 5;

        /// <summary>GPIO 6: bit 2.</summary>
        public const int ConverterAddress2 = 6;

        /// <summary>GPIO 7: low while the addressed chip of SPI2 is selected.</summary>
        public const int ConverterEnable = 7;

        /// <summary>GPIO 9: falls with every conversion of U1 to U3: count it.</summary>
        public const int DataReady = 9;

        /// <summary>GPIO 38: any edge within 0.6 s keeps the relays: the control loop alone toggles it.</summary>
        public const int Heartbeat = 38;

        /// <summary>GPIO 39: a rising edge lets the latch's outputs through, after the latch was written.</summary>
        public const int Arm = 39;

        /// <summary>GPIO 40: low when the 12 V are below 9.4 V: about 20 ms are left.</summary>
        public const int PowerFail = 40;

        /// <summary>GPIO 17: high while the board is armed.</summary>
        public const int Safe = 17;

        /// <summary>GPIO 41: I2C data of the clock.</summary>
        public const int ClockData = 41;

        /// <summary>GPIO 42: I2C clock of the clock.</summary>
        public const int ClockClock = 42;

        /// <summary>GPIO 47: microSD clock (one-bit mode).</summary>
        public const int CardClock = 47;

        /// <summary>GPIO 48: microSD command.</summary>
        public const int CardCommand = 48;

        /// <summary>GPIO 2: microSD data 0.</summary>
        public const int CardData = 2;

        /// <summary>GPIO 1: status light, high is on.</summary>
        public const int StatusLed = 1;

        /// <summary>GPIO 0: low at reset starts the loader; afterwards a button.</summary>
        public const int BootButton = 0;

        /// <summary>GPIO 19: USB D-.</summary>
        public const int UsbMinus = 19;

        /// <summary>GPIO 20: USB D+.</summary>
        public const int UsbPlus = 20;

        /// <summary>GPIO 43: UART 0, console.</summary>
        public const int SerialOut = 43;

        /// <summary>GPIO 44: UART 0, console.</summary>
        public const int SerialIn = 44;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_COARSE.</summary>
        public const int SelectCoarse = 0;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_SHUNT.</summary>
        public const int SelectShunt = 1;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_FINE.</summary>
        public const int SelectFine = 2;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_DAC.</summary>
        public const int SelectDac = 3;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_LATCH.</summary>
        public const int SelectLatch = 4;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nSYNC.</summary>
        public const int SelectSync = 5;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_TRIPS.</summary>
        public const int SelectTrips = 6;

        /// <summary>Address on SPI2 (ConverterAddress2..0) of nCS_OPTION.</summary>
        public const int SelectTemperature = 7;
    }
}
