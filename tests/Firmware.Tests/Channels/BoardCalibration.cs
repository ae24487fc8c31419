using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>
/// Calibrates a virtual board as people do: with standards whose values are known and with what the board shows of them, never with what the model knows.
/// Every standard means a power-up, as the standards are changed by hand.
/// </summary>
internal sealed class BoardCalibration
{
    private const double Asked = 0.00042;
    private static readonly double[] Loads = [50, 1000, 10e3, 100e3];
    private readonly int seed;
    private readonly int channels;
    private readonly bool hasModule;
    private readonly FrontEndCalibration calibration;

    private BoardCalibration(int seed, int channels, bool hasModule)
    {
        this.seed = seed;
        this.hasModule = hasModule;
        this.channels = channels;
        calibration = new FrontEndCalibration { Name = $"bench {seed}" };
    }

    /// <summary>The calibration of a board.</summary>
    /// <param name="seed">Which board.</param>
    /// <param name="channels">Channels whose impedance is calibrated; voltages and currents are on all eight.</param>
    /// <param name="direct">Whether voltages, currents and common ground are, too.</param>
    /// <param name="hasModule">Whether the board has the 1 MHz option module, which is calibrated then.</param>
    public static FrontEndCalibration Of(
        int seed,
        int channels = 1,
        bool direct = true,
        bool hasModule = false
    )
    {
        BoardCalibration made = new(seed, channels, hasModule);
        if (direct)
            made.Voltages();
        made.Short();
        made.Open(direct);
        for (int range = 0; range < Loads.Length; range++)
            made.Load(range, direct);
        return made.calibration;
    }

    /// <summary>A board with one kind of cell on all channels.</summary>
    public static CellBench Bench(
        int seed,
        FrontEndCalibration calibration,
        Func<CellModel> cell,
        bool hasModule = false
    ) =>
        new(
            [.. Enumerable.Range(0, 8).Select(_ => cell())],
            new VirtualChipOptions
            {
                Seed = (ulong)seed,
                WithErrors = true,
                HasModule = hasModule,
            },
            seed,
            calibration
        );

    private int[] Rows(params int[] ranges) => hasModule ? [.. ranges, Compensation.Module] : ranges;

    private void Voltages()
    {
        foreach (
            (double volt, CalibrationKind kind) in ((double, CalibrationKind)[])
                [(5, CalibrationKind.CoarseVoltage), (0.25, CalibrationKind.FineVoltage)]
        )
        {
            double[] low = OpenCircuit($"standard-minus-{(volt > 1 ? "5-v" : "250-mv")}");
            double[] high = OpenCircuit($"standard-plus-{(volt > 1 ? "5-v" : "250-mv")}");
            for (int k = 0; k < 8; k++)
                Apply(kind, k, 0, -volt, low[k], volt, high[k]);
        }
    }

    private double[] OpenCircuit(string standard)
    {
        CellBench bench = Bench(seed, calibration, () => CellCatalogue.Load(standard), hasModule);
        bench.Run(0.5);
        return bench.MeanVoltages(40);
    }

    private void Short()
    {
        CellBench bench = Bench(seed, calibration, () => CellCatalogue.Load("standard-short"), hasModule);
        for (int k = 0; k < channels; k++)
            Points(bench, k, CalibrationKind.Short, Rows(0), 0, 5e-3, true);
    }

    private void Open(bool direct)
    {
        CellBench bench = Bench(seed, calibration, () => CellCatalogue.Load("standard-open"), hasModule);
        if (direct)
        {
            double[] low = Held(bench, -5);
            double[] high = Held(bench, 5);
            for (int k = 0; k < 8; k++)
                Apply(CalibrationKind.Leakage, k, 0, -5, low[k], 5, high[k]);
        }
        for (int k = 0; k < channels; k++)
            Points(bench, k, CalibrationKind.Open, Rows(0, 1), 0, 0.5, false);
    }

    private static double[] Held(CellBench bench, double volt)
    {
        for (int k = 0; k < 8; k++)
            Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveVoltage(k, volt, 3));
        bench.Run(1);
        return bench.MeanCurrents(80);
    }

    private void Load(int range, bool direct)
    {
        double ohm = Loads[range];
        CellBench bench = Bench(seed, calibration, () => CellBench.Resistor(ohm), hasModule);
        if (direct)
        {
            if (range == 0)
                Ground(bench);
            Currents(bench, range, ohm);
        }
        for (int k = 0; k < channels; k++)
            Points(
                bench,
                k,
                CalibrationKind.Load,
                range == 0 ? Rows(0) : [range],
                ohm,
                range == 0 ? 0.1 : 0.2,
                false
            );
    }

    private void Ground(CellBench bench)
    {
        for (int k = 0; k < 8; k++)
            bench.FrontEnd.Disconnect(k);
        for (int other = 0; other < 8; other++)
        {
            bench.Run(0.2);
            double[] quiet = bench.MeanCurrents(80);
            bench.FrontEnd.DriveCurrent(other, 8e-3, 0);
            bench.Run(0.3);
            double[] lifted = bench.MeanCurrents(80);
            bench.FrontEnd.Disconnect(other);
            for (int k = 0; k < 8; k++)
                if (k != other)
                    Apply(CalibrationKind.CommonGround, k, other, 0, quiet[k], lifted[other], lifted[k]);
        }
        calibration.LookAtFixture();
    }

    private void Currents(CellBench bench, int range, double ohm)
    {
        double fullScale = bench.FrontEnd.RangeFullScale(range);
        (double[] volts, double[] amperes)[] levels =
        [
            .. ((double[])[-0.8, 0.8]).Select(share =>
            {
                for (int k = 0; k < 8; k++)
                    Assert.Equal(
                        FrontEndFault.None,
                        bench.FrontEnd.DriveCurrent(k, share * fullScale, range)
                    );
                bench.Run(0.6);
                return bench.Means(60);
            }),
        ];
        for (int k = 0; k < 8; k++)
            Apply(
                CalibrationKind.Current,
                k,
                range,
                levels[0].volts[k] / ohm,
                levels[0].amperes[k],
                levels[1].volts[k] / ohm,
                levels[1].amperes[k]
            );
    }

    private void Points(
        CellBench bench,
        int channel,
        CalibrationKind kind,
        int[] rows,
        double ohm,
        double amplitude,
        bool galvanostatic
    )
    {
        FrontEndFault fault = galvanostatic
            ? bench.FrontEnd.DriveCurrent(channel, 0, 0)
            : bench.FrontEnd.DriveVoltage(channel, 0, 0);
        Assert.Equal(FrontEndFault.None, fault);
        bench.Run(0.2);
        // All that is read of a standard is read with the calibration before it.
        List<CalibrationPoint> points = [];
        foreach (int row in rows)
        {
            for (int node = Compensation.CountOf(row) - 1; node >= 0; node--)
            {
                PointResult point = bench.Point(
                    channel,
                    Compensation.HzOf(row, node),
                    amplitude,
                    galvanostatic,
                    kind == CalibrationKind.Load ? Asked : 0
                );
                Assert.Equal(row == Compensation.Module ? 0 : row, point.Range);
                points.Add(
                    new CalibrationPoint
                    {
                        Kind = kind,
                        Channel = (byte)channel,
                        Range = (byte)row,
                        TrueLow = point.FrequencyHz,
                        TrueHigh = ohm,
                        ReadLow = point.RealOhm,
                        ReadHigh = point.ImaginaryOhm,
                    }
                );
            }
        }
        bench.FrontEnd.Disconnect(channel);
        // The lowest frequency of the first range stands for the ranges after it until they have their own.
        foreach (CalibrationPoint point in points.OrderBy(point => point.Range))
            Apply(point);
    }

    private void Apply(
        CalibrationKind kind,
        int channel,
        int range,
        double trueLow,
        double readLow,
        double trueHigh,
        double readHigh
    ) =>
        Apply(
            new CalibrationPoint
            {
                Kind = kind,
                Channel = (byte)channel,
                Range = (byte)range,
                TrueLow = trueLow,
                ReadLow = readLow,
                TrueHigh = trueHigh,
                ReadHigh = readHigh,
            }
        );

    private void Apply(CalibrationPoint point)
    {
        Assert.True(
            CalibrationAdjustment.Apply(calibration, point),
            $"{point.Kind} channel {point.Channel} range {point.Range}: true {point.TrueLow} {point.TrueHigh}, read {point.ReadLow} {point.ReadHigh}"
        );
        calibration.LookAtFixture();
    }
}
