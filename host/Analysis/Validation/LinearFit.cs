using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>A linear Kramers-Kronig fit of some points, with the number of elements chosen.</summary>
/// <param name="Residuals">Relative residuals (data less model by |Z|), real parts then imaginary parts.</param>
/// <param name="Elements">Number of RC elements.</param>
/// <param name="Unknowns">Number of unknowns.</param>
/// <param name="Extension">Decades beyond the range.</param>
/// <param name="IsAdmittance">Whether the residuals are those of Y, with the sign turned.</param>
/// <param name="Mu">Mu of the elements.</param>
/// <param name="Score">Corrected Akaike criterion.</param>
/// <param name="Terms">The fitted terms.</param>
/// <param name="Inflation">One factor a point that gives its residual the scatter of the noise.</param>
internal sealed record LinearFit(
    double[] Residuals,
    int Elements,
    int Unknowns,
    double Extension,
    bool IsAdmittance,
    double Mu,
    double Score,
    RelaxationTerms Terms,
    double[] Inflation
)
{
    private static readonly double[] _extensions = [0, 0.4, -0.3, 1];

    /// <summary>Sum of squared residuals by degrees of freedom.</summary>
    public double Variance => SumOfSquares / Math.Max(1, Residuals.Length - Unknowns);

    /// <summary>The consistent Z in ohm at any omega in 1/s.</summary>
    public Complex Impedance(double omega)
    {
        var immittance = Terms.At(omega);
        return IsAdmittance ? 1 / immittance : immittance;
    }

    public double SumOfSquares => Numerics.VectorMath.Dot(Residuals, Residuals);

    /// <summary>
    /// Lag-one autocorrelation of the residuals in standard deviations of a white sequence. Fitting p unknowns to n
    /// numbers makes even white noise slightly anticorrelated; that mean is taken off. Each residual is divided by the
    /// local scale first, since noise need not be a fixed share of |Z|.
    /// </summary>
    public double Structure => _structure ??= FindStructure();

    private double? _structure;

    private double FindStructure()
    {
        var count = Residuals.Length / 2;
        if (count <= 3)
            return 0;
        var scale = LocalScale.OfMeanSquare(Residuals);
        double lagged = 0,
            sum = 0;
        for (var k = 0; k < count; k++)
        {
            if (scale[k] == 0)
                continue;
            var (real, imaginary) = (Residuals[k] / scale[k], Residuals[count + k] / scale[k]);
            sum += real * real + imaginary * imaginary;
            if (k > 0 && scale[k - 1] > 0)
                lagged += (real * Residuals[k - 1] + imaginary * Residuals[count + k - 1]) / scale[k - 1];
        }
        return sum > 0 ? (lagged / sum + (double)Unknowns / Residuals.Length) * Math.Sqrt(2 * count) : 0;
    }

    /// <summary>True where what is left is noise, or too small to matter (0.005 %).</summary>
    public bool IsWhite => Structure < 2.3 || Variance < 2.5e-9;

    /// <param name="omega">1/s, falling.</param>
    /// <param name="impedance">Ohm; none zero.</param>
    /// <param name="options">How.</param>
    /// <param name="like">Where given, only its representation and extension are tried.</param>
    public static LinearFit Find(
        double[] omega,
        Complex[] impedance,
        KramersKronigOptions options,
        LinearFit? like = null
    )
    {
        var decades = Math.Max(0.1, Math.Log10(omega[0] / omega[^1]));
        LinearFit? best = null;
        double[] extensions = (options.Extension ?? like?.Extension) is { } extension
            ? [extension]
            : _extensions;
        var representations = like is null ? Representations(options.Representation) : [like.IsAdmittance];
        foreach (var isAdmittance in representations)
        {
            var immittance = isAdmittance ? Array.ConvertAll(impedance, z => 1 / z) : impedance;
            var model = new RelaxationModel(
                omega,
                immittance,
                options.AddCapacitance,
                options.AddInductance,
                options.Test
            );
            foreach (var reach in extensions)
            {
                var fit = Choose(model, reach, isAdmittance, decades, impedance, options);
                if (best is null || fit.Score < best.Score)
                    best = fit;
                if (best.IsWhite)
                    return best;
            }
        }
        return best!;
    }

    private static bool[] Representations(ImmittanceRepresentation representation) =>
        representation switch
        {
            ImmittanceRepresentation.Impedance => [false],
            ImmittanceRepresentation.Admittance => [true],
            _ => [false, true],
        };

    private static LinearFit Choose(
        RelaxationModel model,
        double extension,
        bool isAdmittance,
        double decades,
        Complex[] impedance,
        KramersKronigOptions options
    )
    {
        var numbers = options.Test == KramersKronigTest.Complex ? 2 * impedance.Length : impedance.Length;
        var most = Math.Max(
            0,
            Math.Min(model.LargestElementCount, (int)Math.Min(numbers / 2.5, 7 * decades))
        );
        var residuals = new double[2 * impedance.Length];
        double mu;
        if (options.ElementCount is { } given)
        {
            var count = Math.Clamp(given, 0, Math.Max(0, model.LargestElementCount));
            return Finish(count);
        }
        if (options.Criterion == ElementCountCriterion.Mu)
        {
            for (var count = 2; count < most; count++)
            {
                model.Solve(count, extension, residuals, out mu);
                if (mu < 0.85)
                    return Finish(count);
            }
            return Finish(most);
        }
        if (options.Criterion != ElementCountCriterion.InformationCriterion)
            return Finish(
                ElementCountRules.Choose(model, extension, most, impedance, isAdmittance, options.Criterion)
            );
        var bestCount = Math.Min(1, most);
        var bestScore = double.PositiveInfinity;
        var worse = 0;
        for (
            var count = bestCount;
            count <= most && worse < 5;
            count += count < 16 ? 1 + numbers / 400 : 2 + numbers / 400
        )
        {
            var sum = model.SumOfSquares(count, extension);
            var score = Aicc(sum, count);
            if (score < bestScore)
                (bestScore, bestCount, worse) = (score, count, 0);
            else
                worse++;
            if (sum < 1e-12 * numbers)
                break;
        }
        return Finish(bestCount);

        LinearFit Finish(int count)
        {
            var terms = model.Solve(count, extension, residuals, out mu);
            var inflation = model.Inflation(count, residuals);
            if (isAdmittance)
                ToImpedance(residuals, impedance);
            var from = options.Test == KramersKronigTest.Imaginary ? impedance.Length : 0;
            var fitted = residuals.AsSpan(from, numbers);
            return new LinearFit(
                residuals,
                count,
                model.Unknowns(count),
                extension,
                isAdmittance,
                mu,
                Aicc(Numerics.VectorMath.Dot(fitted, fitted), count),
                terms,
                inflation
            );
        }

        double Aicc(double sum, int count)
        {
            var k = model.Unknowns(count) + 1;
            var room = numbers - k - 1;
            return room <= 0
                ? double.PositiveInfinity
                : numbers * Math.Log(Math.Max(sum, 1e-300) / numbers) + 2.0 * k + 2.0 * k * (k + 1) / room;
        }
    }

    /// <summary>Turns residuals of Y by |Y| into those of Z = 1/Y by |Z|.</summary>
    private static void ToImpedance(double[] residuals, Complex[] impedance)
    {
        var count = impedance.Length;
        for (var k = 0; k < count; k++)
        {
            var y = 1 / impedance[k];
            var model = 1 / (y - y.Magnitude * new Complex(residuals[k], residuals[count + k]));
            var residual = (impedance[k] - model) / impedance[k].Magnitude;
            (residuals[k], residuals[count + k]) = (residual.Real, residual.Imaginary);
        }
    }
}
