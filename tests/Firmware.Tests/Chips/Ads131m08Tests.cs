using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class Ads131m08Tests
{
    private readonly VirtualTime time = new();
    private readonly PlainBoard board = new();
    private readonly VirtualChips chips;
    private readonly Ads131m08 driver;

    public Ads131m08Tests()
    {
        chips = new VirtualChips(time, board, new VirtualChipOptions { NoiseScale = 0 });
        driver = new Ads131m08(chips.ConverterBus, 0);
    }

    [Fact]
    public void AWriteIsTheDataSheetsFrame()
    {
        RecordingBus bus = new();
        _ = new Ads131m08(bus, 0).WriteRegister(Ads131m08Register.Clock, 0xFF0E);
        Assert.StartsWith("618000FF0E00DA1400", bus.Frames[0]);
        Assert.Equal(60, bus.Frames[0].Length);
    }

    [Fact]
    public void AResetIsAFullFrameWithItsChecksum()
    {
        RecordingBus bus = new();
        _ = new Ads131m08(bus, 0).Initialize(0);
        Assert.StartsWith("001100FCDE00", bus.Frames[1]);
        Assert.Equal(60, bus.Frames[1].Length);
    }

    [Fact]
    public void TheDataSheetsReplyIsUnderstood()
    {
        RecordingBus bus = new();
        bus.Replies.Enqueue(
            Convert.FromHexString("05FF00000001000002000003000004000005000006000007000008CF0700")
        );
        Ads131m08 reader = new(bus, 0);

        // Bit 10 of this status says that the part was reset, which a running driver must not ignore.
        Assert.Equal(FrontEndFault.ChipMissing, reader.Read());
        Assert.Equal(0x05FF, reader.Response);
    }

    [Fact]
    public void CodesAreTwosComplement()
    {
        byte[] frame = Convert.FromHexString("00FF007FFFFF800000FFFFFF000001000000000000000000000000000000");
        ushort checksum = Crc16Ccitt.Compute(frame, 0, 27);
        frame[27] = (byte)(checksum >> 8);
        frame[28] = (byte)checksum;
        RecordingBus bus = new();
        bus.Replies.Enqueue(frame);
        Ads131m08 reader = new(bus, 0);
        Assert.Equal(FrontEndFault.None, reader.Read());
        Assert.Equal([8388607, -8388608, -1, 1, 0, 0, 0, 0], Enumerable.Range(0, 8).Select(reader.Code));
    }

    [Fact]
    public void InitialiseSetsGainsChecksumAndClearsTheResetFlag()
    {
        Assert.Equal(FrontEndFault.None, driver.Initialize(2));
        Ads131m08Chip chip = chips.Converter(0);
        Assert.Equal(0x2222, chip.Register(Ads131m08Register.GainLow));
        Assert.Equal(0x2222, chip.Register(Ads131m08Register.GainHigh));
        Assert.Equal(0x1110, chip.Register(Ads131m08Register.Mode));
        Assert.Equal(0, chip.Register(Ads131m08Register.Status) & Ads131m08Register.StatusReset);
    }

    [Fact]
    public void TheRatesAreTheDataSheets()
    {
        driver.Initialize(0);
        driver.Configure(0xFF, Ads131m08.Oversampling16256, false);
        Assert.Equal(246.063, 1 / chips.Converter(0).PeriodSeconds, 1e-3);
        driver.Configure(0xFF, Ads131m08.Oversampling16256, true);
        Assert.Equal(82.0, 1 / chips.Converter(0).PeriodSeconds, 0.1);
        driver.Configure(0xFF, 5, false);
        Assert.Equal(976.56, 1 / chips.Converter(0).PeriodSeconds, 0.01);
    }

    [Fact]
    public void AReadingIsThereOnceItsConversionEnded()
    {
        Start(chop: true);
        Assert.Equal(FrontEndFault.Busy, driver.Read());
        time.AdvanceTo(12_200);
        Assert.Equal(FrontEndFault.None, driver.Read());
        Assert.Equal(FrontEndFault.Busy, driver.Read());
    }

    [Fact]
    public void AfterAPauseTheFirstReadingIsOldAndTheSecondNew()
    {
        board.SourceVolt[0] = 1.2;
        Start(chop: true);
        time.AdvanceTo(12_200);
        driver.Read();
        int before = driver.Code(0);
        board.SourceVolt[0] = 2.4;
        time.AdvanceTo(500_000);
        Assert.Equal(FrontEndFault.None, driver.Read());
        Assert.Equal(before, driver.Code(0));
        Assert.Equal(FrontEndFault.None, driver.Read());
        Assert.Equal(2 * before, driver.Code(0), 4.0);
        Assert.Equal(FrontEndFault.Busy, driver.Read());
    }

    [Fact]
    public void TheFirstTwoReadingsOfTheFilterHaveNotSettled()
    {
        board.SourceVolt[0] = 6;
        Start(chop: false);
        double[] shares = new double[4];
        for (int k = 0; k < 4; k++)
        {
            time.AdvanceTo((k + 1) * 4064 + 1);
            driver.Read();
            shares[k] = driver.Code(0) / 8388608.0 * 1.2;
        }

        Assert.InRange(shares[0], 0.1, 0.3);
        Assert.InRange(shares[1], 0.7, 0.9);
        Assert.Equal(1, shares[2], 1e-6);
        Assert.Equal(1, shares[3], 1e-6);
    }

    [Fact]
    public void TheNoiseIsTheDataSheets()
    {
        VirtualChips noisy = new(time, board);
        Ads131m08 reader = new(noisy.ConverterBus, 0);
        reader.Initialize(0);
        reader.Configure(0xFF, Ads131m08.Oversampling16256, false);
        List<double> readings = [];
        for (int k = 0; k < 400; k++)
        {
            time.AdvanceTo((long)((k + 4) * 4064.0) + 1);
            if (reader.Read() == FrontEndFault.None && k > 4)
                readings.AddRange(Enumerable.Range(0, 8).Select(n => reader.Code(n) * 1.2 / 8388608));
        }

        double mean = readings.Average();
        Assert.Equal(1.90e-6, Math.Sqrt(readings.Average(x => (x - mean) * (x - mean))), 0.1e-6);
    }

    [Fact]
    public void EveryBadFrameIsCountedAndNoneIsUsed()
    {
        Start(chop: true);
        chips.ConverterBus.Plant(0, new BusFault { CorruptEveryReply = 10 });
        int bad = 0;
        for (int k = 1; k <= 200; k++)
        {
            time.AdvanceTo(k * 12_200);
            if (driver.Read() == FrontEndFault.Checksum)
                bad++;
        }

        Assert.Equal(20, bad);
        Assert.Equal(20u, driver.ChecksumErrors);
    }

    [Fact]
    public void AWriteThatWasBentOnTheWayIsCarriedOutByThePartAndFoundByTheReadBack()
    {
        Start(chop: true);
        chips.ConverterBus.Plant(0, new BusFault { CorruptEveryCommand = 3 });
        FrontEndFault[] faults =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(_ => driver.WriteRegister(Ads131m08Register.Configuration, 0x0700)),
        ];
        foreach (FrontEndFault fault in faults)
        {
            Assert.True(fault is FrontEndFault.None or FrontEndFault.ReadBack or FrontEndFault.Checksum);
        }

        Assert.Contains(FrontEndFault.ReadBack, faults);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void AStuckLineIsAMissingChip(byte level)
    {
        chips.ConverterBus.Plant(0, new BusFault { StuckAt = level });
        Assert.Equal(FrontEndFault.ChipMissing, driver.Initialize(0));
        Assert.Equal(FrontEndFault.ChipMissing, driver.Read());
    }

    [Fact]
    public void ADacInTheConvertersPlaceIsNotTakenForOne() =>
        Assert.NotEqual(FrontEndFault.None, new Ads131m08(chips.ConverterBus, 3).Initialize(0));

    private void Start(bool chop)
    {
        Assert.Equal(FrontEndFault.None, driver.Initialize(0));
        Assert.Equal(FrontEndFault.None, driver.Configure(0xFF, Ads131m08.Oversampling16256, chop));
    }
}
