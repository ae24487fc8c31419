using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How dQ/dV is made.</summary>
public sealed record DifferentialCapacityOptions
{
    /// <summary>
    /// Full width at half maximum in V of the smoothing; null: the finest at which noise moves the highest peaks by no more than a
    /// twentieth of it, at least 1 mV and the distance of the rows.
    /// </summary>
    public double? Resolution { get; init; }

    /// <summary>Cycle, from 1; null: the last whole one.</summary>
    public int? Cycle { get; init; }

    /// <summary>Peaks lower than this share of the highest are not reported.</summary>
    public double LeastHeight { get; init; } = 0.05;
}

/// <summary>
/// Method 14. Differential capacity of a slow cycle: the charge that passed at each voltage, spread by a Gaussian of a stated width, so that
/// noise widens a peak and does not tear it. Peak potentials come with the error that the noise of the voltage gives them and with what the
/// smoothing moves them; the separation is that of the highest peak of the charge from the same process in the discharge.
/// </summary>
public static class DifferentialCapacity
{
    private const double LeastResolution = 1e-3;
    private const double CoarsestResolution = 0.03;

    /// <summary>Several plateaus have peaks of much the same height; what is lower than this share of the highest is none's partner.</summary>
    private const double PartnerShare = 0.3;

    /// <summary>Evaluates one cycle of the measurement.</summary>
    /// <exception cref="MethodException">There is no such cycle.</exception>
    public static DifferentialCapacityResult Evaluate(
        CellMeasurement measurement,
        DifferentialCapacityOptions? options = null
    )
    {
        options ??= new DifferentialCapacityOptions();
        var (record, cycles) = FullCycles.Of(measurement);
        var number = options.Cycle ?? cycles.Count;
        if (number < 1 || number > cycles.Count)
            throw new MethodException(
                $"{measurement.Label}: there is no cycle {number}; it has {cycles.Count}"
            );
        var cycle = cycles[number - 1];
        var charge = CapacityDensity.Of(record, cycle.Charge);
        var discharge = CapacityDensity.Of(record, cycle.Discharge);
        var finest = Math.Max(charge.FinestResolution, discharge.FinestResolution);
        var resolution = options.Resolution ?? Resolve(charge, discharge, Math.Max(LeastResolution, finest));
        var warnings = new List<string>();
        if (measurement.Cell.ActiveMassKilogram is null)
            warnings.Add("The mass of the active material is missing: dQ/dV is not specific.");
        if (resolution < finest)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Outside the range of validity: {1e3 * resolution:F2} mV is finer than noise and distance of the rows allow ({1e3 * finest:F2} mV)."
                )
            );
        if (resolution > 0.01)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The resolution is {1e3 * resolution:F0} mV: record every millivolt and cycle slowly to see sharp peaks."
                )
            );
        var peaks = new[] { charge, discharge }
            .SelectMany(half =>
                half.Peaks(resolution, options.LeastHeight)
                    .Select(p =>
                        (
                            p with
                            {
                                Error = double.Hypot(p.Error, half.SmoothingError(p, resolution)),
                            }
                        ).ToPublic(measurement.Cell, number, resolution)
                    )
            )
            .ToArray();
        var (up, down) = Partners(peaks);
        return new DifferentialCapacityResult
        {
            Label = measurement.Label,
            Cycle = number,
            Resolution = resolution,
            Peaks = peaks,
            ChargePeak = up?.Potential,
            DischargePeak = down?.Potential,
            Separation =
                up is null || down is null
                    ? null
                    : new UncertaintyBudget()
                        .Add(new UncertainValue(up.Potential.Value, up.OwnError))
                        .Add(new UncertainValue(down.Potential.Value, down.OwnError))
                        .AddGain(measurement.Cell.Instrument.VoltageGain)
                        .Figure(
                            "peak separation",
                            "V",
                            v => (v[0] - v[1]) * v[2],
                            "highest peak of the charge less the peak of the discharge that is nearest to it",
                            "textbook"
                        ) with
                    {
                        Criterion = Criterion(resolution),
                        Window = new DataWindow("cycle", number, number, "", charge.Rows + discharge.Rows),
                    },
            Tables = [Table(peaks)],
            Pictures = [Draw(charge, discharge, resolution, measurement.Cell)],
            Warnings = warnings,
        };
    }

    /// <summary>The highest peak of the charge and the one of the discharge that is the same process; where only one half has peaks, its highest.</summary>
    private static (DifferentialPeak? Up, DifferentialPeak? Down) Partners(DifferentialPeak[] peaks)
    {
        var up = peaks.Where(p => p.IsCharge).MaxBy(p => p.Height);
        var falling = peaks.Where(p => !p.IsCharge).ToArray();
        var highest = falling.Length > 0 ? falling.Max(p => p.Height) : 0;
        var down = falling
            .Where(p => p.Height >= PartnerShare * highest)
            .MinBy(p => up is null ? -p.Height : Math.Abs(p.Potential.Value - up.Potential.Value));
        return (up, down);
    }

    /// <summary>Noise tears a peak that is smoothed too little into many, whose errors then say nothing.</summary>
    private static double Resolve(CapacityDensity charge, CapacityDensity discharge, double finest)
    {
        var resolution = finest;
        while (resolution < CoarsestResolution && (!IsSteady(charge) || !IsSteady(discharge)))
            resolution *= 1.25;
        return resolution;

        bool IsSteady(CapacityDensity density) =>
            density.Highest(resolution) is { } peak && peak.Error <= resolution / 20;
    }

    internal static string Criterion(double resolution) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Charge at each voltage spread by a Gaussian of {1e3 * resolution:F2} mV full width at half maximum; maxima of it."
        );

    private static MethodTable Table(DifferentialPeak[] peaks) =>
        new(
            "Peaks",
            [
                new MethodColumn("potential", "V", peaks.Select(p => p.Potential.Value).ToArray()),
                new MethodColumn(
                    "standard error",
                    "V",
                    peaks.Select(p => p.Potential.StandardError).ToArray()
                ),
                new MethodColumn("height", "C/V", peaks.Select(p => p.Height).ToArray()),
            ],
            peaks.Select(p => p.IsCharge ? "charge" : "discharge").ToArray()
        );

    private static MethodPicture Draw(
        CapacityDensity charge,
        CapacityDensity discharge,
        double resolution,
        CellDescription cell
    )
    {
        var unit = cell.ActiveMassKilogram is null ? "C/V" : "C/(kg V)";
        var (factor, shown) = FieldUnits.Of(unit);
        factor /= cell.ActiveMassKilogram?.Value ?? 1;
        return new MethodPicture(
            "Differential capacity",
            new PictureAxis("voltage", "V"),
            new PictureAxis("dQ/dV", shown),
            [Line("charge", charge, 1), Line("discharge", discharge, -1)]
        );

        PictureSeries Line(string name, CapacityDensity density, int sign)
        {
            var x = density.Grid(resolution);
            var y = density.At(x, resolution);
            var rows = Pictures.Thin(x.Length, 1500);
            return new PictureSeries(
                name,
                rows.Select(k => x[k]).ToArray(),
                rows.Select(k => sign * y[k] * factor).ToArray(),
                PictureMark.Line
            );
        }
    }
}
