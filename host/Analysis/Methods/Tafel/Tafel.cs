using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How an exchange current density is evaluated.</summary>
public sealed record TafelOptions
{
    /// <summary>
    /// Interfaces in series that share the overpotential: 1 as the papers evaluate a symmetric cell (i0 = RT/(nF) di/dV), 2 where each
    /// electrode's own exchange current is wanted.
    /// </summary>
    public int Interfaces { get; init; } = 1;

    /// <summary>Electrons n of the transfer.</summary>
    public int Electrons { get; init; } = 1;

    /// <summary>The linear region reaches to this overpotential of one interface, in units of RT/(nF).</summary>
    public double LinearReach { get; init; } = 0.7;

    /// <summary>The Tafel region begins at this overpotential of one interface, in units of RT/(nF).</summary>
    public double TafelFrom { get; init; } = 2;

    /// <summary>Series resistance in ohm that the voltage is corrected for; null: from the spectrum nearest before the sweep.</summary>
    public UncertainValue? SeriesResistance { get; init; }
}

/// <summary>
/// Method 11. Exchange current density from a slow sweep about zero, two ways: from the slope at zero, i0 = RT/(nF) di/d eta, and from
/// the Tafel lines ln(i/(1 - exp(-nF eta/RT))) against eta (Allen, Hickling, Trans. Faraday Soc. 53 (1957) 1626,
/// doi:10.1039/TF9575301626), whose division takes the reverse reaction out. Overpotentials are corrected for the ohmic drop.
/// </summary>
public static class Tafel
{
    private const int FewestRows = 40;

    /// <summary>Evaluates the widest sweep of the measurement.</summary>
    /// <exception cref="MethodException">There is no sweep through zero current, or no temperature.</exception>
    public static TafelResult Evaluate(
        CellMeasurement measurement,
        TafelOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new TafelOptions();
        var sweep = SweepData.Widest(measurement, FewestRows);
        var warnings = new List<string>();
        var celsius = measurement.Temperature();
        if (!double.IsFinite(celsius))
        {
            warnings.Add("The temperature is missing: 25 C is taken; RT/F changes by 0.3 % a kelvin.");
            celsius = 25;
        }
        var resistance = SeriesResistance(measurement, sweep, options, warnings, cancellation);
        var sheet = new TafelSheet(sweep, options, celsius + 273.15);
        if (!sheet.CrossesZero)
            throw new MethodException(
                $"{measurement.Label}: the current of the sweep does not pass through zero; sweep about open circuit"
            );
        var drop = sheet.LargestDrop(resistance.Value);
        if (drop > 0.5)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Outside the range of validity: at the ends of the sweep the ohmic drop takes {drop:P0} of the voltage, so that the Tafel figure rests on the series resistance."
                )
            );
        var cell = measurement.Cell;
        if (cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: currents are given instead of current densities.");
        var kelvin = new UncertainValue(celsius + 273.15, cell.TemperatureCelsius?.StandardError ?? 0);
        var linear = sheet.Linear(resistance);
        var lines = sheet.Lines(resistance);
        if (lines.Branches.Count < 2)
            warnings.Add(
                lines.Branches.Count == 0
                    ? "The sweep does not reach the Tafel region: go to 100 mV or more of overpotential."
                    : "Only one branch reaches the Tafel region."
            );
        if (linear is null)
            warnings.Add("Too few rows within RT/F of zero for the linear region: record every millivolt.");
        var difference =
            linear is { } l && lines.Combined is { } c
                ? Math.Abs(Math.Log(l.Current.Value / c.Current.Value))
                : 0;
        if (difference > 0.2)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The two regions differ by {difference:P0}: more than charge transfer stands in the voltage (transport, another series resistance, a changing surface)."
                )
            );
        return new TafelResult
        {
            Label = measurement.Label,
            FromLinearRegion = linear is null
                ? null
                : Figure("exchange current density, linear region", linear, "i0 = RT/(nF) di/d eta"),
            FromTafelRegion = lines.Combined is null
                ? null
                : Figure(
                    "exchange current density, Tafel region",
                    lines.Combined,
                    "ln(i/(1 - exp(-nF eta/RT))) = ln i0 + a nF eta/RT"
                ),
            Branches = lines.Branches,
            SeriesResistanceOhm = resistance.Value,
            ZeroCurrentPotential = sheet.ZeroPotential,
            Pictures = sheet.Draw(resistance.Value, lines),
            Warnings = warnings,
        };

        DerivedQuantity Figure(string name, ExchangeCurrent current, string equation)
        {
            var budget = new UncertaintyBudget()
                .Add(current.Current, current.DegreesOfFreedom)
                .AddGain(kelvin.StandardError / kelvin.Value)
                .AddGain(cell.Instrument.CurrentGain)
                .Add(cell.AreaSquareMeter ?? new UncertainValue(1));
            var figure = budget.PositiveFigure(
                name,
                cell.AreaSquareMeter is null ? "A" : "A/m^2",
                v => v[0] * v[1] * v[2] / v[3],
                equation,
                "Allen, Hickling, Trans. Faraday Soc. 53 (1957) 1626, doi:10.1039/TF9575301626"
            );
            return figure with
            {
                Criterion = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{current.Region}; {options.Interfaces} interface(s) share the overpotential; voltage corrected for {resistance.Value:G4} ohm."
                ),
                Window = current.Window,
                Warnings = resistance.Value == 0 ? ["The voltage is not corrected for an ohmic drop."] : [],
            };
        }
    }

    private static UncertainValue SeriesResistance(
        CellMeasurement measurement,
        SweepData sweep,
        TafelOptions options,
        List<string> warnings,
        CancellationToken cancellation
    )
    {
        if (options.SeriesResistance is { } given)
            return given;
        var spectra = measurement.Spectra;
        if (spectra.Count == 0)
        {
            warnings.Add(
                "There is no spectrum: the voltage cannot be corrected for the ohmic drop, and both figures are too small."
            );
            return new UncertainValue(0);
        }
        var index = Enumerable
            .Range(0, spectra.Count)
            .LastOrDefault(k => spectra[k].TimeSeconds <= sweep.Time[0], 0);
        var result = SymmetricImpedance.Evaluate(
            measurement,
            new ImpedanceOptions { Spectrum = index },
            cancellation
        );
        warnings.AddRange(result.Warnings.Where(w => !w.Contains("resolved") && !w.Contains("area")));
        var parts = new[] { result.Bulk, result.GrainBoundary }.OfType<ResistancePair>().ToArray();
        // Parts of one fit lean on each other; the larger error of the two kinds of sum is safe.
        return new UncertainValue(
            parts.Sum(p => p.Resistance.Value),
            parts.Sum(p => p.Resistance.StandardError)
        );
    }
}
