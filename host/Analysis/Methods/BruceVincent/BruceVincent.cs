using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How a transference number is evaluated.</summary>
public sealed record BruceVincentOptions
{
    /// <summary>The circuit of both spectra, with a resistance labelled Rint; null: the data choose among those of a symmetric cell.</summary>
    public string? Circuit { get; init; }

    /// <summary>The current's decay is counted as the interface's charging where its time constant is below this many of the interface's.</summary>
    public double InterfaceTimeConstants { get; init; } = 5;

    /// <summary>Interface resistances before and after in ohm; null: from the spectra.</summary>
    public (UncertainValue Before, UncertainValue After)? InterfaceResistance { get; init; }
}

/// <summary>
/// Method 3. Transference number by Bruce and Vincent: t = Iss (dV - I0 R0)/(I0 (dV - Iss Rss)) with the resistances of the interfaces
/// before and after (Evans, Vincent, Bruce, Polymer 28 (1987) 2324, doi:10.1016/0032-3861(87)90394-6). The steady current is the
/// asymptote of a sum of exponentials and the first current the value of its slow terms at the start.
/// </summary>
public static class BruceVincent
{
    private const int FewestRows = 12;

    /// <summary>Of the steady current: further away than this the cell was not steady.</summary>
    private const double Steady = 0.02;

    /// <summary>Above this voltage the answer of an interface is no longer in proportion (kT/e at room temperature).</summary>
    private const double LargestVoltage = 0.026;

    /// <summary>Evaluates the longest polarization of the measurement and the spectra before and after it.</summary>
    /// <exception cref="MethodException">There is no constant voltage, or no spectrum.</exception>
    public static BruceVincentResult Evaluate(
        CellMeasurement measurement,
        BruceVincentOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new BruceVincentOptions();
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs a constant voltage of about 10 mV"
            );
        var run =
            StepRun.AtConstantVoltage(record, FewestRows).MaxBy(r => r.EndSeconds - r.StartSeconds)
            ?? throw new MethodException(
                $"{measurement.Label}: there is no step at constant voltage with {FewestRows} rows; hold about 10 mV until the current is steady"
            );
        var warnings = new List<string>();
        var interfaces = Interfaces(measurement, run, options, warnings, cancellation);
        var decay = DecayFit.Of(
            run.Elapsed(),
            run.Current(),
            options.InterfaceTimeConstants * interfaces.TauSeconds
        );
        var (voltage, voltageFreedom) = Polarization(record, run, measurement.Cell);
        Judge(decay, voltage.Value, interfaces, warnings);
        var window = new DataWindow("time", run.StartSeconds, run.EndSeconds, "s", run.Count);
        var gain = measurement.Cell.Instrument;
        var covariance = new[,]
        {
            { Square(decay.Asymptote.StandardError), decay.Covariance },
            { decay.Covariance, Square(decay.Start.StandardError) },
        };
        var number = new UncertaintyBudget()
            .Add([decay.Asymptote.Value, decay.Start.Value], covariance, decay.DegreesOfFreedom)
            .Add(voltage, voltageFreedom)
            .Add(interfaces.Before, interfaces.DegreesOfFreedom)
            .Add(interfaces.After, interfaces.DegreesOfFreedom)
            .AddGain(gain.VoltageGain)
            .AddGain(gain.CurrentGain)
            .AddGain(gain.ImpedanceGain)
            .Figure(
                "transference number",
                "",
                v =>
                {
                    var (steady, first, bias) = (v[0] * v[6], v[1] * v[6], v[2] * v[5]);
                    var (before, after) = (v[3] * v[7], v[4] * v[7]);
                    return steady * (bias - first * before) / (first * (bias - steady * after));
                },
                "t = Iss (dV - I0 R0)/(I0 (dV - Iss Rss))",
                "Evans, Vincent, Bruce, Polymer 28 (1987) 2324, doi:10.1016/0032-3861(87)90394-6"
            );
        return new BruceVincentResult
        {
            Label = measurement.Label,
            TransferenceNumber = number with
            {
                Criterion =
                    decay.Terms.Count == 0
                        ? "The current did not change: first and steady current are its mean."
                        : $"Iss: asymptote of {decay.InWords} (as many terms as the Bayesian criterion calls for); I0: their value at the start without terms faster than {options.InterfaceTimeConstants:G2} time constants of the interface; R0, Rss: interface arcs of the spectra before and after.",
                Window = window,
            },
            InitialCurrent = Current("initial current", decay.Start, "slow terms at t = 0"),
            SteadyCurrent = Current("steady current", decay.Asymptote, "asymptote"),
            ResistanceBefore = Resistance("interface resistance before", interfaces.Before),
            ResistanceAfter = Resistance("interface resistance after", interfaces.After),
            Polarization = DerivedQuantity.Symmetric(
                "polarization",
                "V",
                voltage,
                voltageFreedom,
                "mean voltage less rest voltage",
                "textbook"
            ),
            SlowestTimeConstantSeconds = decay.Terms.Count > 0 ? decay.Terms[^1].TauSeconds : double.NaN,
            IsSteady = decay.IsDetermined && decay.Remaining <= Steady,
            Pictures = [Picture(run, decay)],
            Warnings = warnings,
        };

        DerivedQuantity Current(string name, UncertainValue value, string equation) =>
            DerivedQuantity.Symmetric(name, "A", value, decay.DegreesOfFreedom, equation, "textbook") with
            {
                Criterion = $"The current at constant voltage fitted with {decay.InWords}.",
                Window = window,
            };

        DerivedQuantity Resistance(string name, UncertainValue value) =>
            DerivedQuantity.Symmetric(
                name,
                "ohm",
                value,
                interfaces.DegreesOfFreedom,
                "sum of the interface's arcs",
                "textbook"
            );
    }

    private static double Square(double x) => x * x;

    private static InterfacePair Interfaces(
        CellMeasurement measurement,
        StepRun run,
        BruceVincentOptions options,
        List<string> warnings,
        CancellationToken cancellation
    )
    {
        if (options.InterfaceResistance is { } given)
            return new InterfacePair(given.Before, given.After, 0, double.PositiveInfinity);
        var timed = measurement.Spectra.Where(s => double.IsFinite(s.TimeSeconds)).ToArray();
        var before = timed.LastOrDefault(s => s.TimeSeconds < run.StartSeconds);
        var after = timed.FirstOrDefault(s => s.TimeSeconds >= run.EndSeconds);
        if (before is null && after is null && measurement.Spectra.Count > 0)
        {
            // Spectra of files carry no time: their order is all there is.
            before = measurement.Spectra[0];
            after = measurement.Spectra.Count > 1 ? measurement.Spectra[^1] : null;
        }
        if ((before ?? after) is not { } any)
            throw new MethodException(
                $"{measurement.Label}: there is no spectrum; the method needs one before and one after the polarization"
            );
        if (before is null || after is null)
            warnings.Add(
                before is null
                    ? "There is no spectrum before the polarization: the interface's resistance after it is taken for both."
                    : "There is no spectrum after the polarization: the interface's resistance before it is taken for both."
            );
        TimedSpectrum[] pair = before is null || after is null ? [any] : [before, after];
        var choice = SymmetricImpedance.Choose(
            pair.Select(s => s.Spectrum).ToArray(),
            measurement.Label,
            options.Circuit,
            cancellation
        );
        var results = pair.Select((s, k) => SymmetricImpedance.Of(measurement, s, choice, k)).ToArray();
        warnings.AddRange(results.SelectMany((_, k) => choice.Warnings(k)));
        var resistances = results
            .Select(r =>
                r.Interface?.Resistance
                ?? throw new MethodException(
                    $"{measurement.Label}: the circuit {choice.Text} has no resistance labelled Rint, Rsei or Rct"
                )
            )
            .ToArray();
        var slowest = Fitting.Plausibility.Arcs(choice.Fits[0]).Min(arc => arc.FrequencyHz);
        return new InterfacePair(
            Own(resistances[0], measurement.Cell),
            Own(resistances[^1], measurement.Cell),
            1 / (2 * Math.PI * slowest),
            choice.Fits[0].DegreesOfFreedom
        );
    }

    /// <summary>The gain of impedances enters once for both.</summary>
    private static UncertainValue Own(DerivedQuantity resistance, CellDescription cell) =>
        new(
            resistance.Value,
            Math.Sqrt(
                Math.Max(
                    0,
                    Square(resistance.StandardError)
                        - Square(cell.Instrument.ImpedanceGain * resistance.Value)
                )
            )
        );

    private static (UncertainValue Value, double DegreesOfFreedom) Polarization(
        CellRecord record,
        StepRun run,
        CellDescription cell
    )
    {
        var held = Mean(run.Voltage());
        var index = record.Steps.ToList().IndexOf(run.Steps[0]);
        var rest = record.Steps.Take(index).LastOrDefault(s => s.Excitation == Excitation.Rest);
        var zero = rest is { Count: >= 4 }
            ? Mean(record.Voltage(rest)[(rest.Count / 2)..].ToArray())
            : new UncertainValue(0, cell.Instrument.VoltageOffset);
        return (
            new UncertainValue(
                held.Value - zero.Value,
                Math.Sqrt(Square(held.StandardError) + Square(zero.StandardError))
            ),
            run.Count - 1
        );

        static UncertainValue Mean(double[] values)
        {
            var mean = values.Average();
            var residuals = values.Select(v => v - mean).ToArray();
            var variance = residuals.Sum(r => r * r) / Math.Max(1, values.Length - 1);
            return new UncertainValue(
                mean,
                Math.Sqrt(variance * SerialCorrelation.Inflation(residuals) / values.Length)
            );
        }
    }

    private static void Judge(DecayFit decay, double volt, InterfacePair interfaces, List<string> warnings)
    {
        if (!decay.IsDetermined)
            warnings.Add(
                "Not steady: the record is too short to show where the current ends; the steady current is an extrapolation. Hold the voltage longer."
            );
        else if (decay.Remaining > Steady)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Not steady: at the end the current is still {decay.Remaining:P1} from its asymptote, which is used."
                )
            );
        if (Math.Abs(volt) > LargestVoltage)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Outside the range of validity: {1000 * volt:F1} mV is more than the 26 mV up to which interfaces answer in proportion."
                )
            );
        if (decay.Start.Value * volt < 0 || decay.Asymptote.Value * volt < 0)
            warnings.Add("The current flows against the voltage: offset, or the wires are swapped.");
        if (decay.Start.Value * interfaces.Before.Value / volt > 0.95)
            warnings.Add(
                "The interface takes more than 95 % of the voltage: the figure rests on a small difference; make better contacts."
            );
    }

    private static MethodPicture Picture(StepRun run, DecayFit decay)
    {
        var (time, current) = (run.Elapsed(), run.Current());
        var rows = Pictures.Thin(run.Count);
        var x = rows.Select(k => time[k]).ToArray();
        return new MethodPicture(
            "Current at constant voltage",
            new PictureAxis("time", "s"),
            new PictureAxis("current", "A"),
            [
                new PictureSeries("measured", x, rows.Select(k => current[k]).ToArray(), PictureMark.Points),
                new PictureSeries(decay.InWords, x, x.Select(decay.At).ToArray(), PictureMark.Line),
                new PictureSeries(
                    "steady",
                    [0, time[^1]],
                    [decay.Asymptote.Value, decay.Asymptote.Value],
                    PictureMark.DashedLine
                ),
            ]
        );
    }

    private sealed record InterfacePair(
        UncertainValue Before,
        UncertainValue After,
        double TauSeconds,
        double DegreesOfFreedom
    );
}
