using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>An exchange current found in a region of a sweep.</summary>
internal sealed record ExchangeCurrent(
    UncertainValue Current,
    double DegreesOfFreedom,
    DataWindow Window,
    string Region
);

/// <summary>The Tafel lines of a sweep.</summary>
internal sealed record TafelLines(ExchangeCurrent? Combined, IReadOnlyList<TafelBranch> Branches);

/// <summary>The arithmetic of a sweep about zero.</summary>
internal sealed class TafelSheet
{
    private const double GasOverFaraday = 8.31446261815324 / 96485.33212331;
    private readonly SweepData _sweep;
    private readonly TafelOptions _options;
    private readonly double _thermal;
    private readonly double _noise;

    public TafelSheet(SweepData sweep, TafelOptions options, double kelvin)
    {
        _sweep = sweep;
        _options = options;
        _thermal = GasOverFaraday * kelvin / options.Electrons;
        _noise = RobustScatter.Noise(sweep.Current);
        CrossesZero = sweep.Current.Min() < 0 && sweep.Current.Max() > 0;
        ZeroPotential = CrossesZero ? Zero() : double.NaN;
    }

    public bool CrossesZero { get; }

    public double ZeroPotential { get; }

    /// <summary>Ohmic drop at the ends as a share of the voltage there.</summary>
    public double LargestDrop(double resistance) =>
        new[] { 0, _sweep.Count - 1 }.Max(k =>
            Math.Abs(_sweep.Current[k] * resistance / (_sweep.Voltage[k] - ZeroPotential))
        );

    /// <summary>
    /// Slope at zero of a cubic through the linear region: the curvature of the sinh is fitted and does not pull the slope. Null with too
    /// few rows.
    /// </summary>
    public ExchangeCurrent? Linear(UncertainValue resistance)
    {
        var found = Slope(resistance.Value);
        if (found is null)
            return null;
        var step = Math.Max(0.1 * resistance.StandardError, 1e-6 * resistance.Value);
        var lean =
            resistance.StandardError > 0
                ? ((Slope(resistance.Value + step)?.Value.Value ?? 0) - found.Value.Value.Value) / step
                : 0;
        var (value, freedom, window) = found.Value;
        return new ExchangeCurrent(
            new UncertainValue(
                value.Value,
                Math.Sqrt(Math.Pow(value.StandardError, 2) + Math.Pow(lean * resistance.StandardError, 2))
            ),
            freedom,
            window,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Slope at zero of a cubic through overpotentials up to {1000 * _options.LinearReach * _thermal:F0} mV an interface"
            )
        );
    }

    /// <summary>Tafel lines of both branches and their weighted mean.</summary>
    public TafelLines Lines(UncertainValue resistance)
    {
        var branches = new List<(TafelBranch Branch, double LogError, double Lean, double Freedom)>();
        foreach (var sign in new[] { 1, -1 })
        {
            if (Line(resistance.Value, sign) is not { } line)
                continue;
            var step = Math.Max(0.1 * resistance.StandardError, 1e-6 * resistance.Value);
            var lean =
                resistance.StandardError > 0 && Line(resistance.Value + step, sign) is { } moved
                    ? (moved.Fit.Intercept - line.Fit.Intercept) / step
                    : 0;
            var current = Math.Exp(line.Fit.Intercept);
            var error = Math.Sqrt(
                Math.Pow(line.Fit.InterceptError, 2) + Math.Pow(lean * resistance.StandardError, 2)
            );
            branches.Add(
                (
                    new TafelBranch(
                        sign > 0,
                        new UncertainValue(current, current * error),
                        new UncertainValue(line.Fit.Slope * _thermal, line.Fit.SlopeError * _thermal),
                        line.Window
                    ),
                    line.Fit.InterceptError,
                    lean,
                    line.Fit.DegreesOfFreedom
                )
            );
        }
        if (branches.Count == 0)
            return new TafelLines(null, []);
        var weights = branches.Select(b => 1 / Math.Max(b.LogError * b.LogError, 1e-20)).ToArray();
        var sum = weights.Sum();
        var log = branches.Select((b, k) => weights[k] * Math.Log(b.Branch.Current.Value)).Sum() / sum;
        var mean = Math.Exp(log);
        // Both branches lean on the same resistance, so that averaging does not take its error away.
        var common = branches.Select((b, k) => weights[k] * b.Lean).Sum() / sum * resistance.StandardError;
        return new TafelLines(
            new ExchangeCurrent(
                new UncertainValue(mean, mean * Math.Sqrt(1 / sum + common * common)),
                branches.Sum(b => b.Freedom),
                new DataWindow(
                    "overpotential of an interface",
                    branches.Min(b => b.Branch.Window.From),
                    branches.Max(b => b.Branch.Window.To),
                    "V",
                    branches.Sum(b => b.Branch.Window.Points)
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Lines through overpotentials above {1000 * _options.TafelFrom * _thermal:F0} mV an interface, reverse reaction divided out, both branches by their weights"
                )
            ),
            branches.Select(b => b.Branch).ToArray()
        );
    }

    public MethodPicture[] Draw(double resistance, TafelLines lines)
    {
        var rows = Pictures.Thin(_sweep.Count);
        var x = rows.Select(k => Overpotential(k, resistance)).ToArray();
        var tafel = new List<PictureSeries>
        {
            new("|i|", x, rows.Select(k => Math.Abs(_sweep.Current[k])).ToArray(), PictureMark.Points),
        };
        foreach (var branch in lines.Branches)
        {
            double[] ends = [0, (branch.IsAnodic ? 1 : -1) * branch.Window.To];
            tafel.Add(
                new PictureSeries(
                    branch.IsAnodic ? "anodic line" : "cathodic line",
                    ends,
                    ends.Select(e =>
                            branch.Current.Value
                            * Math.Exp(branch.TransferCoefficient.Value * Math.Abs(e) / _thermal)
                        )
                        .ToArray(),
                    PictureMark.DashedLine
                )
            );
        }
        return
        [
            new(
                "Tafel plot",
                new PictureAxis("overpotential of an interface", "V"),
                new PictureAxis("|current|", "A", IsLogarithmic: true),
                tafel
            ),
            new(
                "Current about zero",
                new PictureAxis("overpotential of an interface", "V"),
                new PictureAxis("current", "A"),
                [new PictureSeries("i", x, rows.Select(k => _sweep.Current[k]).ToArray(), PictureMark.Line)]
            ),
        ];
    }

    private double Overpotential(int k, double resistance) =>
        (_sweep.Voltage[k] - ZeroPotential - _sweep.Current[k] * resistance) / _options.Interfaces;

    private (UncertainValue Value, double Freedom, DataWindow Window)? Slope(double resistance)
    {
        var rows = Enumerable
            .Range(0, _sweep.Count)
            .Where(k => Math.Abs(Overpotential(k, resistance)) <= _options.LinearReach * _thermal)
            .ToArray();
        if (rows.Length < 8)
            return null;
        var x = rows.Select(k => Overpotential(k, resistance) / _thermal).ToArray();
        var fit = PolynomialFit.Of(x, rows.Select(k => _sweep.Current[k]).ToArray(), 3);
        return (
            new UncertainValue(fit.Coefficients[1], Math.Sqrt(fit.Covariance[1, 1])),
            fit.DegreesOfFreedom,
            new DataWindow(
                "overpotential of an interface",
                x.Min() * _thermal,
                x.Max() * _thermal,
                "V",
                rows.Length
            )
        );
    }

    private (LineFit Fit, DataWindow Window)? Line(double resistance, int sign)
    {
        var rows = Enumerable
            .Range(0, _sweep.Count)
            .Where(k =>
                sign * Overpotential(k, resistance) >= _options.TafelFrom * _thermal
                && sign * _sweep.Current[k] > 10 * _noise
            )
            .ToArray();
        if (rows.Length < 8)
            return null;
        var x = rows.Select(k => sign * Overpotential(k, resistance)).ToArray();
        if (x.Max() - x.Min() < _thermal)
            return null;
        var y = rows.Select((k, j) => Math.Log(sign * _sweep.Current[k] / (1 - Math.Exp(-x[j] / _thermal))))
            .ToArray();
        // Noise of the current is the same at all voltages, so that of its logarithm falls with the current.
        var w = rows.Select(k => _sweep.Current[k] * _sweep.Current[k]).ToArray();
        return (
            LineFit.Of(x, y, w, isSeries: true),
            new DataWindow("overpotential of an interface", x.Min(), x.Max(), "V", rows.Length)
        );
    }

    /// <summary>
    /// Where the current passes zero: a cubic through the rows within RT/(nF) of where it changes its sign. Wider, a cubic would miss the
    /// curve, and with unequal branches the zero would be off.
    /// </summary>
    private double Zero()
    {
        var crossings = Enumerable
            .Range(1, _sweep.Count - 1)
            .Where(j => _sweep.Current[j - 1] * _sweep.Current[j] <= 0)
            .ToArray();
        // Noise makes several; the middle one is as good as any.
        var k = crossings[crossings.Length / 2];
        var rise = _sweep.Current[k] - _sweep.Current[k - 1];
        var share = rise == 0 ? 0.5 : -_sweep.Current[k - 1] / rise;
        var guess = _sweep.Voltage[k - 1] + share * (_sweep.Voltage[k] - _sweep.Voltage[k - 1]);
        var reach = _options.LinearReach * _options.Interfaces * _thermal;
        var rows = Enumerable
            .Range(0, _sweep.Count)
            .Where(j => Math.Abs(_sweep.Voltage[j] - guess) <= reach)
            .ToArray();
        if (rows.Length < 8)
            return guess;
        var fit = PolynomialFit.Of(
            rows.Select(j => (_sweep.Voltage[j] - guess) / reach).ToArray(),
            rows.Select(j => _sweep.Current[j]).ToArray(),
            3
        );
        return guess + reach * fit.Root(0, -1, 1);
    }
}
