using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>One temperature of an Arrhenius series.</summary>
/// <param name="TemperatureCelsius">Temperature in degree Celsius.</param>
/// <param name="Conduction">Conductivity in S/m, or conductance in S or S/m^2.</param>
/// <param name="RelativeError">Standard error as a share, of the measurement at this temperature only: what all share (geometry) is not in it.</param>
public sealed record ArrheniusPoint(double TemperatureCelsius, double Conduction, double RelativeError);

/// <summary>An activation energy with its points and its line.</summary>
/// <param name="Process">Which process conducts.</param>
/// <param name="Energy">In eV.</param>
/// <param name="Fit">The line.</param>
/// <param name="Points">The points, by rising temperature.</param>
public sealed record ActivationEnergy(
    string Process,
    DerivedQuantity Energy,
    ArrheniusFit Fit,
    IReadOnlyList<ArrheniusPoint> Points
)
{
    private const double Zero = 273.15;

    /// <summary>Below so many temperatures the interval is wide and a bend cannot be seen.</summary>
    private const int FewPoints = 4;

    /// <summary>Fits ln(sigma T) against 1/T.</summary>
    /// <param name="process">Which process.</param>
    /// <param name="points">At least two different temperatures.</param>
    /// <param name="temperatureError">Standard uncertainty in K that all temperatures share.</param>
    /// <param name="withTemperature">Whether the pre-factor is that of sigma T.</param>
    internal static ActivationEnergy Of(
        string process,
        IReadOnlyList<ArrheniusPoint> points,
        double temperatureError,
        bool withTemperature
    )
    {
        var sorted = points.OrderBy(p => p.TemperatureCelsius).ToArray();
        var kelvin = sorted.Select(p => p.TemperatureCelsius + Zero).ToArray();
        var fit = ArrheniusFit.Of(
            kelvin,
            sorted.Select(p => new UncertainValue(p.Conduction, p.Conduction * p.RelativeError)).ToArray(),
            withTemperature
        );
        var energy = new UncertaintyBudget()
            .Add(
                new UncertainValue(fit.ActivationEnergyElectronvolt, fit.ActivationEnergyStandardError),
                sorted.Length > 2 ? sorted.Length - 2 : double.PositiveInfinity
            )
            // An error of all temperatures alike turns the axis 1/T by twice its share of the mean.
            .Add(new UncertainValue(0, 2 * temperatureError / kelvin.Average()))
            .Figure(
                $"activation energy, {process}",
                "eV",
                v => v[0] * (1 + v[1]),
                withTemperature ? "sigma T = A exp(-Ea/(k T))" : "sigma = A exp(-Ea/(k T))",
                "textbook"
            );
        return new ActivationEnergy(
            process,
            energy with
            {
                Criterion =
                    "Weighted least squares of the logarithm against 1/T; the interval from the scatter about the line by Student's t.",
                Window = new DataWindow(
                    "temperature",
                    sorted[0].TemperatureCelsius,
                    sorted[^1].TemperatureCelsius,
                    "C",
                    sorted.Length
                ),
                Warnings = Warn(sorted, fit),
            },
            fit,
            sorted
        );
    }

    /// <summary>The measured points and the line, as the field draws them.</summary>
    internal IEnumerable<PictureSeries> Draw(bool withTemperature)
    {
        var x = Points.Select(p => 1000 / (p.TemperatureCelsius + Zero)).ToArray();
        double Factor(double inverse) => withTemperature ? 1000 / inverse : 1;
        yield return new PictureSeries(
            Process,
            x,
            Points.Select((p, k) => p.Conduction * Factor(x[k])).ToArray(),
            PictureMark.Points
        );
        double[] ends = [x.Max(), x.Min()];
        yield return new PictureSeries(
            "",
            ends,
            ends.Select(inverse =>
                    Math.Exp(
                        Fit.LogPreFactor
                            - Fit.ActivationEnergyElectronvolt / (ArrheniusFit.Boltzmann * 1000 / inverse)
                    )
                )
                .ToArray(),
            PictureMark.Line
        );
    }

    private static string[] Warn(ArrheniusPoint[] points, ArrheniusFit fit)
    {
        var warnings = new List<string>();
        if (points.Length < FewPoints)
            warnings.Add(
                points.Length == 2
                    ? "Two temperatures only: nothing shows whether the line is straight, and the interval rests on the stated errors."
                    : "Three temperatures only: the interval is wide and a bend cannot be seen."
            );
        if (points.Length >= 5 && fit.ReducedChiSquare > 9 && points.All(p => p.RelativeError > 0))
            warnings.Add(
                "The points scatter about the line by more than three times what their own errors explain: contacts, temperature or a change of phase."
            );
        return warnings.ToArray();
    }
}
