namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// A polynomial by weighted least squares; the errors come from the scatter about it, widened where neighbours scatter alike.
/// </summary>
/// <param name="Coefficients">By rising power.</param>
/// <param name="Covariance">Of the coefficients.</param>
/// <param name="ResidualDeviation">Standard deviation about the curve of a row of weight 1.</param>
/// <param name="DegreesOfFreedom">Of that deviation.</param>
internal sealed record PolynomialFit(
    double[] Coefficients,
    double[,] Covariance,
    double ResidualDeviation,
    double DegreesOfFreedom
)
{
    /// <summary>Fits a polynomial.</summary>
    /// <param name="x">Abscissae in order, more than <paramref name="degree"/> + 1.</param>
    /// <param name="y">Ordinates.</param>
    /// <param name="degree">0 or more.</param>
    /// <param name="weights">Inverse variances in proportion; null for all alike.</param>
    public static PolynomialFit Of(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        int degree,
        IReadOnlyList<double>? weights = null
    )
    {
        var rows = x.Count;
        var columns = degree + 1;
        var a = new double[rows * columns];
        var right = new double[rows];
        for (var k = 0; k < rows; k++)
        {
            var root = Math.Sqrt(weights?[k] ?? 1);
            right[k] = root * y[k];
            var power = root;
            for (var j = 0; j < columns; j++, power *= x[k])
                a[j * rows + k] = power;
        }
        var design = (double[])a.Clone();
        var square = HouseholderQr.Factor(a, rows, columns, right);
        var coefficients = new double[columns];
        HouseholderQr.Solve(a, rows, columns, right, coefficients);
        var residuals = new double[rows];
        for (var k = 0; k < rows; k++)
        {
            residuals[k] = -Math.Sqrt(weights?[k] ?? 1) * y[k];
            for (var j = 0; j < columns; j++)
                residuals[k] += design[j * rows + k] * coefficients[j];
        }
        double freedom = Math.Max(1, rows - columns);
        var inflation = SerialCorrelation.Inflation(residuals);
        var covariance = Numerics.Covariance.Of(design, rows, Enumerable.Range(0, columns).ToArray(), out _);
        for (var i = 0; i < columns; i++)
        for (var j = 0; j < columns; j++)
            covariance[i, j] *= square / freedom * inflation;
        return new PolynomialFit(
            coefficients,
            covariance,
            Math.Sqrt(square / freedom),
            Math.Max(1, freedom / inflation)
        );
    }

    /// <summary>The curve.</summary>
    public double At(double x)
    {
        var value = 0.0;
        for (var j = Coefficients.Length - 1; j >= 0; j--)
            value = value * x + Coefficients[j];
        return value;
    }

    /// <summary>Its slope.</summary>
    public double SlopeAt(double x)
    {
        var value = 0.0;
        for (var j = Coefficients.Length - 1; j >= 1; j--)
            value = value * x + j * Coefficients[j];
        return value;
    }

    /// <summary>Standard error of the curve.</summary>
    public double ErrorAt(double x)
    {
        var variance = 0.0;
        for (var i = 0; i < Coefficients.Length; i++)
        for (var j = 0; j < Coefficients.Length; j++)
            variance += Math.Pow(x, i + j) * Covariance[i, j];
        return Math.Sqrt(Math.Max(0, variance));
    }

    /// <summary>Where the curve has a value between two places, by bisection; the nearer end where it has it nowhere between.</summary>
    public double Root(double value, double from, double to)
    {
        var (low, high) = (At(from) - value, At(to) - value);
        if (low * high > 0)
            return Math.Abs(low) < Math.Abs(high) ? from : to;
        for (var k = 0; k < 100; k++)
        {
            var middle = 0.5 * (from + to);
            if ((At(middle) - value) * low > 0)
                from = middle;
            else
                to = middle;
        }
        return 0.5 * (from + to);
    }
}
