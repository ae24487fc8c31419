namespace EdgeTester.Hardware.Model;

/// <summary>What a processor pin is used as.</summary>
public enum PinUse
{
    /// <summary>Driven by the processor.</summary>
    Output,

    /// <summary>Read by the processor.</summary>
    Input,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>One pin of the processor.</summary>
/// <param name="Name">Constant in the firmware's Pins.</param>
/// <param name="Gpio">Number.</param>
/// <param name="Net">On the processor's sheet.</param>
/// <param name="Use">Direction.</param>
/// <param name="Meaning">One line for the firmware and the pin-out.</param>
public sealed record PlannedPin(string Name, int Gpio, string Net, PinUse Use, string Meaning);

/// <summary>
/// The processor's pins: the only place where they are written down. The schematic, hardware/pin-out.md and the firmware's Pins.cs are made
/// from it.
/// </summary>
public static class PinPlan
{
    /// <summary>All pins of the ESP32-S3 that are in use.</summary>
    public static readonly IReadOnlyList<PlannedPin> Pins =
    [
        new("WaveformSelect", 10, "CS_AFE", PinUse.Output, "SPI1 chip select 0: AD5941, active low"),
        new("WaveformDataOut", 11, "MOSI1", PinUse.Output, "SPI1 MOSI (mode 0)"),
        new("WaveformClock", 12, "SCLK1", PinUse.Output, "SPI1 clock"),
        new("WaveformDataIn", 13, "MISO1", PinUse.Input, "SPI1 MISO"),
        new("MemorySelect", 14, "CS_FRAM", PinUse.Output, "SPI1 chip select 1: FRAM, active low"),
        new("WaveformInterrupt", 8, "AFE_INT", PinUse.Input, "GPIO0 of the AD5941, active low"),
        new("WaveformReset", 21, "RST_AFE", PinUse.Output, "reset of the AD5941, active low"),
        new("ConverterDataOut", 15, "MOSI2", PinUse.Output, "SPI2 MOSI (mode 1)"),
        new("ConverterClock", 16, "SCLK2", PinUse.Output, "SPI2 clock"),
        new("ConverterDataIn", 18, "MISO2", PinUse.Input, "SPI2 MISO"),
        new("ConverterAddress0", 4, "SEL_A0", PinUse.Output, "bit 0 of the chip select of SPI2"),
        new("ConverterAddress1", 5, "SEL_A1", PinUse.Output, "bit 1"),
        new("ConverterAddress2", 6, "SEL_A2", PinUse.Output, "bit 2"),
        new(
            "ConverterEnable",
            7,
            "SEL_EN",
            PinUse.Output,
            "low while the addressed chip of SPI2 is selected"
        ),
        new("DataReady", 9, "DRDY", PinUse.Input, "falls with every conversion of U1 to U3: count it"),
        new(
            "Heartbeat",
            38,
            "HEARTBEAT",
            PinUse.Output,
            "any edge within 0.6 s keeps the relays: the control loop alone toggles it"
        ),
        new(
            "Arm",
            39,
            "ARM",
            PinUse.Output,
            "a rising edge lets the latch's outputs through, after the latch was written"
        ),
        new(
            "PowerFail",
            40,
            "PWR_FAIL",
            PinUse.Input,
            "low when the 12 V are below 9.4 V: about 20 ms are left"
        ),
        new("Safe", 17, "SAFE_BACK", PinUse.Input, "high while the board is armed"),
        new("ClockData", 41, "SDA", PinUse.Both, "I2C data of the clock"),
        new("ClockClock", 42, "SCL", PinUse.Output, "I2C clock of the clock"),
        new("CardClock", 47, "SD_CLK", PinUse.Output, "microSD clock (one-bit mode)"),
        new("CardCommand", 48, "SD_CMD", PinUse.Both, "microSD command"),
        new("CardData", 2, "SD_D0", PinUse.Both, "microSD data 0"),
        new("StatusLed", 1, "LED", PinUse.Output, "status light, high is on"),
        new("BootButton", 0, "BOOT", PinUse.Input, "low at reset starts the loader; afterwards a button"),
        new("UsbMinus", 19, "USB_DN", PinUse.Both, "USB D-"),
        new("UsbPlus", 20, "USB_DP", PinUse.Both, "USB D+"),
        new("SerialOut", 43, "UART_TX", PinUse.Output, "UART 0, console"),
        new("SerialIn", 44, "UART_RX", PinUse.Input, "UART 0, console"),
    ];

    /// <summary>The pin of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static PlannedPin Of(string name) =>
        Pins.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"no pin {name}");
}
