using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class Ad5941Tests
{
    private static readonly (int Address, uint Value)[] Mandatory =
    [
        (0x0908, 0x02C9),
        (0x0C08, 0x206C),
        (0x21F0, 0x0010),
        (0x0410, 0x02C9),
        (0x0A28, 0x0009),
        (0x238C, 0x0104),
        (0x0A04, 0x4859),
        (0x0A04, 0xF27B),
        (0x0A00, 0x8009),
        (0x22F0, 0x0000),
        (0x2230, 0xDE87A5AF),
        (0x2250, 0x103F),
        (0x22B0, 0x203C),
        (0x2230, 0xDE87A5A0),
    ];

    private readonly VirtualTime time = new();
    private readonly VirtualChips chips;
    private readonly Ad5941 driver;

    public Ad5941Tests()
    {
        chips = new VirtualChips(time, new PlainBoard());
        driver = new Ad5941(chips.WaveformBus, 0);
    }

    [Fact]
    public void ShortRegistersHave16BitsAndWideOnes32()
    {
        RecordingBus bus = new();
        Ad5941 recorded = new(bus, 0);
        recorded.WriteRegister(0x0A04, 0x4859);
        recorded.WriteRegister(0x2230, 0xDE87A5AF);
        recorded.ReadRegister(0x0404);
        recorded.ReadRegister(0x2078);
        Assert.Equal(
            ["200A04", "2D4859", "202230", "2DDE87A5AF", "200404", "6D000000", "202078", "6D0000000000"],
            bus.Frames
        );
    }

    [Fact]
    public void TheMandatoryWritesComeFirstAndInOrder()
    {
        RecordingBus bus = new(chips.WaveformBus);
        Assert.Equal(FrontEndFault.None, new Ad5941(bus, 0).Initialize());
        List<string> expected = [];
        foreach ((int address, uint value) in Mandatory)
        {
            expected.Add($"20{address:X4}");
            expected.Add(address is >= 0x1000 and <= 0x3014 ? $"2D{value:X8}" : $"2D{value:X4}");
        }

        Assert.Equal(expected, bus.Frames.Skip(4).Take(expected.Count));
        Assert.Equal(0, chips.WaveformGenerator.ProtocolErrors);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void AStuckLineIsAMissingChip(byte level)
    {
        chips.WaveformBus.Plant(0, new BusFault { StuckAt = level });
        Assert.Equal(FrontEndFault.ChipMissing, driver.Initialize());
    }

    [Theory]
    [InlineData(0.010, 0, 0x1001)]
    [InlineData(0.050, 1, 0x1000)]
    [InlineData(0.100, 2, 0x0001)]
    [InlineData(0.500, 3, 0x0000)]
    public void AmplitudesTakeTheFinestGain(double peak, int setting, int bits)
    {
        Assert.Equal(setting, ExcitationSetting.SettingFor(peak));
        Assert.Equal(bits, ExcitationSetting.ControlBits(setting));
        int word = ExcitationSetting.WordFor(setting, peak);
        Assert.InRange(ExcitationSetting.PeakOf(setting, word), peak * 0.995, peak);
    }

    [Fact]
    public void FiveMillivoltIsWord511WithBothGains() =>
        Assert.InRange(ExcitationSetting.WordFor(0, 5e-3), 510, 512);

    [Theory]
    [InlineData(0, 0.0152)]
    [InlineData(1, 0.0758)]
    [InlineData(2, 0.121)]
    [InlineData(3, 0.607)]
    public void TheSwingEndsAtTheDataSheets(int setting, double peak) =>
        Assert.Equal(peak, ExcitationSetting.PeakOf(setting, ExcitationSetting.LargestWord), peak * 0.005);

    [Fact]
    public void SequencerWordsHaveTheDataSheetsForm()
    {
        Assert.Equal(0x80000000u | 0x123456u, (uint)MeasuringSequence.WriteWord(0x2000, 0x123456));
        Assert.Equal(0xEA000046u, (uint)MeasuringSequence.WriteWord(0x21A8, 0x46));
        Assert.Equal(0x3FFFFFFFu, (uint)MeasuringSequence.WaitWord(0x3FFFFFFF));
    }

    [Fact]
    public void ADftIsReadWithTheRightSignAndScale()
    {
        Bench bench = new(new VirtualChipOptions { NoiseScale = 0 });
        bench.Initialized();
        Ad5941 generator = new(bench.Chips.WaveformBus, 0);
        Latch(bench, LatchChain.Reference100Ohm);
        CoherentPlan plan = new();
        CoherentPlanner.Find(50e3, 1, plan);
        generator.StartExcitation(plan, 3, 500);
        generator.LoadSequence(plan, 4, 3, 3);
        bench.Advance(0.001);
        generator.Trigger();
        DftPair pair = new();
        Assert.Equal(FrontEndFault.Busy, generator.Collect(pair));
        bench.Advance(generator.SequenceMicroseconds * 1e-6);
        Assert.Equal(FrontEndFault.None, generator.Collect(pair));
        double peak = ExcitationSetting.PeakOf(3, 500) * 100 / 222;
        double codes = peak * 4 / Ad5941.CodeVolt;
        double size = Math.Sqrt(
            pair.VoltageReal * pair.VoltageReal + pair.VoltageImaginary * pair.VoltageImaginary
        );
        Assert.Equal(1, size / codes, 0.002);

        // The shunt with its stray capacitance lags, so that the voltage at R_cal leads it.
        double lead =
            Math.Atan2(pair.VoltageImaginary, pair.VoltageReal)
            - Math.Atan2(pair.CurrentImaginary, pair.CurrentReal);
        Assert.Equal(2 * Math.PI * plan.FrequencyHz * 100 * 206e-12, lead, 2e-4);
        generator.ReadDft(out double real, out double imaginary);
        Assert.Equal(1, Math.Sqrt(real * real + imaginary * imaginary) / codes, 0.003);
    }

    [Fact]
    public void NothingThatIsDemandedIsSkippedAfterTheDriversOwnStart()
    {
        Assert.Equal(Ad5941Poison.None, PoisonAfter(_ => { }));
    }

    [Fact]
    public void AMissingMandatoryWritePoisonsTheResults() =>
        Assert.Equal(
            Ad5941Poison.MandatorySequence,
            PoisonOfMandatory([.. Mandatory[..3], .. Mandatory[4..]])
        );

    [Fact]
    public void MandatoryWritesInAnotherOrderPoisonTheResults() =>
        Assert.Equal(
            Ad5941Poison.MandatorySequence,
            PoisonOfMandatory([Mandatory[1], Mandatory[0], .. Mandatory[2..]])
                & Ad5941Poison.MandatorySequence
        );

    [Fact]
    public void UnlockedCalibrationPoisonsTheResults() =>
        Assert.Equal(Ad5941Poison.CalibrationLock, PoisonAfter(d => d.WriteRegister(0x2230, 0xDE87A5AF)));

    [Fact]
    public void TheInternalOscillatorPoisonsTheResults() =>
        Assert.Equal(Ad5941Poison.Clock, PoisonAfter(d => d.WriteRegister(Ad5941Register.ClockSelect, 0)));

    [Fact]
    public void AnotherNegativeInputPoisonsTheResults() =>
        Assert.Equal(
            Ad5941Poison.Bias,
            PoisonAfter(d => d.WriteRegister(Ad5941Register.ConverterControl, 0x0407))
        );

    [Fact]
    public void MissingBandwidthPoisonsTheResults() =>
        Assert.Equal(
            Ad5941Poison.Bandwidth,
            PoisonAfter(d => d.WriteRegister(Ad5941Register.FrequencyWord, 0x666666))
        );

    [Fact]
    public void ConversionsBeforeTheReferencesSettlePoisonTheResults() =>
        Assert.Equal(Ad5941Poison.Reference, PoisonAfter(_ => { }, wake: 0.005));

    [Fact]
    public void ConversionsBeforeTheConverterSettlesPoisonTheResults() =>
        Assert.Equal(Ad5941Poison.Converter, PoisonAfter(_ => { }, converterWake: 100e-6));

    [Fact]
    public void ConversionsBeforeTheMultiplexerSettlesPoisonTheResults() =>
        Assert.Equal(
            Ad5941Poison.Multiplexer,
            PoisonAfter(
                _ => { },
                beforeConversion: d => d.WriteRegister(Ad5941Register.ConverterControl, 0x0806)
            )
        );

    [Fact]
    public void CalibrationRegistersAreLocked()
    {
        driver.Initialize();
        driver.WriteRegister(0x2244, 0x1234);
        Assert.Equal(0x4000u, driver.ReadRegister(0x2244));
        driver.WriteRegister(0x2230, 0xDE87A5AF);
        driver.WriteRegister(0x2244, 0x1234);
        Assert.Equal(0x1234u, driver.ReadRegister(0x2244));
    }

    private static void Latch(Bench bench, int position)
    {
        LatchChain latch = new(bench.Chips.ConverterBus, 4);
        latch[LatchChain.MultiplexerByte] = position;
        Assert.Equal(FrontEndFault.None, latch.Write());
    }

    private Ad5941Poison PoisonOfMandatory((int Address, uint Value)[] writes)
    {
        driver.Initialize();
        driver.WriteRegister(Ad5941Register.ResetKey, 0x12EA);
        driver.WriteRegister(Ad5941Register.SoftwareReset, 0xA158);
        foreach ((int address, uint value) in writes)
            driver.WriteRegister(address, value);
        driver.WriteRegister(Ad5941Register.OscillatorKey, 0xCB14);
        driver.WriteRegister(Ad5941Register.OscillatorControl, 7);
        driver.WriteRegister(Ad5941Register.ClockSelect, 5);
        driver.WriteRegister(Ad5941Register.ConverterControl, 0x0807);
        Convert(0.04, 250e-6, _ => { });
        return chips.WaveformGenerator.Poison;
    }

    private Ad5941Poison PoisonAfter(
        Action<Ad5941> mistake,
        double wake = 0.04,
        double converterWake = 250e-6,
        Action<Ad5941>? beforeConversion = null
    )
    {
        Assert.Equal(FrontEndFault.None, driver.Initialize());
        driver.WriteRegister(Ad5941Register.ConverterControl, 0x0807);
        driver.WriteRegister(Ad5941Register.FrequencyWord, 0x10000);
        mistake(driver);
        Convert(wake, converterWake, beforeConversion ?? (_ => { }));
        Assert.Equal(1, chips.WaveformGenerator.Results);
        return chips.WaveformGenerator.Poison;
    }

    private void Convert(double wake, double converterWake, Action<Ad5941> beforeConversion)
    {
        uint idle = Ad5941Register.AfeDacReference | Ad5941Register.AfeCurrentLimit;
        driver.WriteRegister(Ad5941Register.AfeControl, idle);
        Advance(wake);
        driver.WriteRegister(Ad5941Register.AfeControl, idle | Ad5941Register.AfeConverter);
        Advance(converterWake);
        beforeConversion(driver);
        driver.WriteRegister(
            Ad5941Register.AfeControl,
            idle | Ad5941Register.AfeConverter | Ad5941Register.AfeConvert | Ad5941Register.AfeDft
        );
        Advance(0.5);
        driver.ReadRegister(Ad5941Register.InterruptFlag);
    }

    private void Advance(double seconds) => time.AdvanceTo(time.ElapsedMicroseconds + (long)(seconds * 1e6));
}
