using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;
using MathNet.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Charge per voltage of a half cycle. Between two rows the charge is spread evenly over their voltages; the whole is smoothed by a
/// Gaussian. The voltage need not rise steadily: charge that passed while it fell counts at the voltage at which it passed.
/// </summary>
internal sealed class CapacityDensity
{
    private const double WidthToDeviation = 2.354820045030949;

    /// <summary>Beyond so many deviations a Gaussian is nothing.</summary>
    private const double Reach = 6;

    private readonly double[] _charge;
    private readonly double[] _volt;
    private readonly double _noise;
    private readonly bool _isCharge;

    private CapacityDensity(double[] charge, double[] volt, bool isCharge)
    {
        (_charge, _volt, _isCharge) = (charge, volt, isCharge);
        var noise = RobustScatter.Noise(volt);
        _noise = double.IsFinite(noise) ? noise : 0;
        FinestResolution = Finest();
    }

    /// <summary>Rows of the half cycle.</summary>
    public int Rows => _charge.Length;

    /// <summary>Three times the noise, or the distance of rows where most charge passes, in V.</summary>
    public double FinestResolution { get; }

    public static CapacityDensity Of(CellRecord record, FullHalf half)
    {
        var held = half.Pieces.Where(p => p.Step is not { Excitation: Excitation.ConstantVoltage }).ToArray();
        var (charge, volt) = FullCycles.Curve(record, held.Length > 0 ? held : half.Pieces);
        return new CapacityDensity(charge, volt, half.Pieces[0].Direction > 0);
    }

    /// <summary>Voltages in V at a fifth of the resolution.</summary>
    public double[] Grid(double resolution)
    {
        var (low, high) = (_volt.Min(), _volt.Max());
        var count = (int)Math.Clamp(Math.Ceiling((high - low) / (resolution / 5)) + 1, 2, 200_000);
        return Enumerable.Range(0, count).Select(k => low + (high - low) * k / (count - 1)).ToArray();
    }

    /// <summary>dQ/dV in C/V at rising voltages.</summary>
    public double[] At(double[] grid, double resolution)
    {
        var density = new double[grid.Length];
        var deviation = resolution / WidthToDeviation;
        var step = grid.Length > 1 ? grid[1] - grid[0] : 1;
        for (var k = 1; k < _charge.Length; k++)
        {
            var passed = _charge[k] - _charge[k - 1];
            if (passed <= 0)
                continue;
            var (low, high) = Ordered(_volt[k - 1], _volt[k]);
            var first = Math.Max(0, (int)((low - Reach * deviation - grid[0]) / step));
            var last = Math.Min(grid.Length - 1, (int)((high + Reach * deviation - grid[0]) / step) + 1);
            for (var j = first; j <= last; j++)
                density[j] += passed * Spread(grid[j], low, high, deviation);
        }
        return density;
    }

    /// <summary>Maxima above a share of the highest, with their errors.</summary>
    public IReadOnlyList<RawPeak> Peaks(double resolution, double leastHeight)
    {
        var grid = Grid(resolution);
        var density = At(grid, resolution);
        if (density.Length < 5)
            return [];
        var bound = leastHeight * density.Max();
        var peaks = new List<RawPeak>();
        for (var j = 1; j + 1 < grid.Length; j++)
        {
            if (density[j] < bound || density[j] <= density[j - 1] || density[j] < density[j + 1])
                continue;
            // The ends of the half cycle cut the smoothing off and make maxima that are none.
            if (grid[j] - grid[0] < resolution || grid[^1] - grid[j] < resolution)
                continue;
            peaks.Add(Refine(grid[j], density[j], resolution));
        }
        return Prominent(peaks, grid, density);
    }

    /// <summary>The highest maximum; null where there is none.</summary>
    public RawPeak? Highest(double resolution) => Peaks(resolution, 0.5).MaxBy(p => p.Height);

    /// <summary>
    /// The zero of the derivative, and how far the noise of each row moves it: a row's charge shifts with its voltage, so that the variance
    /// of the derivative is the sum of squared shifts.
    /// </summary>
    private RawPeak Refine(double near, double height, double resolution)
    {
        var deviation = resolution / WidthToDeviation;
        var at = near;
        for (var pass = 0; pass < 20; pass++)
        {
            var (slope, bend) = Derivatives(at, deviation);
            if (!(bend < 0))
                break;
            var move = Math.Clamp(-slope / bend, -resolution / 10, resolution / 10);
            at += move;
            if (Math.Abs(move) < 1e-6 * resolution)
                break;
        }
        if (Math.Abs(at - near) > resolution)
            at = near;
        var (_, curvature) = Derivatives(at, deviation);
        var variance = 0.0;
        for (var k = 1; k + 1 < _charge.Length; k++)
        {
            var x = (at - _volt[k]) / deviation;
            if (Math.Abs(x) > Reach)
                continue;
            var passed = 0.5 * (_charge[k + 1] - _charge[k - 1]);
            variance += Math.Pow(passed * SecondKernel(x) / (deviation * deviation * deviation), 2);
        }
        var error = _noise * Math.Sqrt(variance) / Math.Abs(curvature);
        return new RawPeak(
            _isCharge,
            at,
            double.IsFinite(error) ? error : resolution,
            height,
            _charge.Length
        );
    }

    /// <summary>
    /// How far the smoothing may have moved a peak that is not symmetric, in V, as a standard uncertainty: the way grows about in proportion
    /// to the width, so that it is much the same as what twice the width adds to it; what noise can have done is left out.
    /// </summary>
    public double SmoothingError(RawPeak peak, double resolution)
    {
        var way = Refine(peak.Volt, peak.Height, 2 * resolution).Volt - peak.Volt;
        return 0.7 * Math.Sqrt(Math.Max(0, way * way - 4 * peak.Error * peak.Error));
    }

    private (double Slope, double Bend) Derivatives(double at, double deviation)
    {
        double slope = 0,
            bend = 0;
        for (var k = 1; k < _charge.Length; k++)
        {
            var passed = _charge[k] - _charge[k - 1];
            var (low, high) = Ordered(_volt[k - 1], _volt[k]);
            if (passed <= 0 || at < low - Reach * deviation || at > high + Reach * deviation)
                continue;
            if (high - low < 0.05 * deviation)
            {
                var x = (at - 0.5 * (low + high)) / deviation;
                slope += passed * -x * Kernel(x) / (deviation * deviation);
                bend += passed * SecondKernel(x) / (deviation * deviation * deviation);
                continue;
            }
            var (a, b) = ((at - low) / deviation, (at - high) / deviation);
            slope += passed * (Kernel(a) - Kernel(b)) / (deviation * (high - low));
            bend += passed * (-a * Kernel(a) + b * Kernel(b)) / (deviation * deviation * (high - low));
        }
        return (slope, bend);
    }

    /// <summary>Of two maxima with no valley of a tenth of the lower one between them only the higher is a peak.</summary>
    private static List<RawPeak> Prominent(List<RawPeak> peaks, double[] grid, double[] density)
    {
        for (var k = 0; k + 1 < peaks.Count; )
        {
            var (a, b) = (Index(peaks[k].Volt), Index(peaks[k + 1].Volt));
            var valley = density[Math.Min(a, b)..(Math.Max(a, b) + 1)].Min();
            if (valley <= 0.9 * Math.Min(peaks[k].Height, peaks[k + 1].Height))
                k++;
            else
                peaks.RemoveAt(peaks[k].Height < peaks[k + 1].Height ? k : k + 1);
        }
        return peaks;

        int Index(double volt) =>
            Math.Clamp((int)Math.Round((volt - grid[0]) / (grid[1] - grid[0])), 0, grid.Length - 1);
    }

    private double Finest()
    {
        // Where the charge passes: the median of the steps between rows, weighted with the charge.
        var steps = new List<(double Step, double Charge)>();
        for (var k = 1; k < _charge.Length; k++)
            if (_charge[k] > _charge[k - 1])
                steps.Add((Math.Abs(_volt[k] - _volt[k - 1]), _charge[k] - _charge[k - 1]));
        steps.Sort();
        var half = 0.5 * steps.Sum(s => s.Charge);
        var median = 0.0;
        foreach (var (step, charge) in steps)
        {
            half -= charge;
            median = step;
            if (half <= 0)
                break;
        }
        return Math.Max(3 * _noise * WidthToDeviation / 2, median);
    }

    private static double Spread(double at, double low, double high, double deviation)
    {
        if (high - low < 0.05 * deviation)
            return Kernel((at - 0.5 * (low + high)) / deviation) / deviation;
        return (Cumulative((at - low) / deviation) - Cumulative((at - high) / deviation)) / (high - low);
    }

    private static (double Low, double High) Ordered(double a, double b) => a < b ? (a, b) : (b, a);

    private static double Kernel(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private static double SecondKernel(double x) => (x * x - 1) * Kernel(x);

    private static double Cumulative(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));
}

/// <summary>A maximum before gain and offset.</summary>
internal sealed record RawPeak(bool IsCharge, double Volt, double Error, double Height, int Rows)
{
    public DifferentialPeak ToPublic(CellDescription cell, int cycle, double resolution) =>
        new(
            IsCharge,
            new UncertaintyBudget()
                .Add(new UncertainValue(Volt, Error))
                .AddGain(cell.Instrument.VoltageGain)
                .Add(new UncertainValue(0, cell.Instrument.VoltageOffset))
                .Figure(
                    IsCharge ? "peak potential, charge" : "peak potential, discharge",
                    "V",
                    v => v[0] * v[1] + v[2],
                    "d(dQ/dV)/dV = 0",
                    "textbook"
                ) with
            {
                Criterion = DifferentialCapacity.Criterion(resolution),
                Window = new DataWindow("cycle", cycle, cycle, "", Rows),
            },
            Error,
            Height
        );
}
