namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// A straight line by weighted least squares. The errors come from the scatter about the line, so that weights need only be right in
/// proportion; with two points there is no scatter and the errors are NaN.
/// </summary>
/// <param name="Intercept">Ordinate at 0.</param>
/// <param name="Slope">Ordinate an abscissa.</param>
/// <param name="InterceptError">Standard error of the intercept.</param>
/// <param name="SlopeError">Standard error of the slope.</param>
/// <param name="Covariance">Covariance of intercept and slope.</param>
/// <param name="ResidualDeviation">Standard deviation about the line of a point of weight 1.</param>
/// <param name="DegreesOfFreedom">Of that deviation; less than points less two where neighbours scatter alike.</param>
internal sealed record LineFit(
    double Intercept,
    double Slope,
    double InterceptError,
    double SlopeError,
    double Covariance,
    double ResidualDeviation,
    double DegreesOfFreedom
)
{
    /// <summary>Fits a line.</summary>
    /// <param name="x">Abscissae, not all the same.</param>
    /// <param name="y">Ordinates.</param>
    /// <param name="weights">Inverse variances in proportion; null for all alike.</param>
    /// <param name="isSeries">The points stand in order, and residuals of neighbours may be alike: errors grow by what that hides.</param>
    public static LineFit Of(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        IReadOnlyList<double>? weights = null,
        bool isSeries = false
    )
    {
        var count = x.Count;
        double sum = 0,
            meanX = 0,
            meanY = 0;
        for (var k = 0; k < count; k++)
        {
            var w = weights?[k] ?? 1;
            sum += w;
            meanX += w * x[k];
            meanY += w * y[k];
        }
        meanX /= sum;
        meanY /= sum;
        double spread = 0,
            product = 0;
        for (var k = 0; k < count; k++)
        {
            var w = weights?[k] ?? 1;
            spread += w * (x[k] - meanX) * (x[k] - meanX);
            product += w * (x[k] - meanX) * (y[k] - meanY);
        }
        var slope = product / spread;
        var residuals = new double[count];
        var chi = 0.0;
        for (var k = 0; k < count; k++)
        {
            residuals[k] = Math.Sqrt(weights?[k] ?? 1) * (y[k] - meanY - slope * (x[k] - meanX));
            chi += residuals[k] * residuals[k];
        }
        double freedom = count - 2;
        var variance = freedom > 0 ? chi / freedom : double.NaN;
        var inflation = isSeries ? SerialCorrelation.Inflation(residuals) : 1;
        var slopeVariance = variance * inflation / spread;
        return new LineFit(
            meanY - slope * meanX,
            slope,
            Math.Sqrt(variance * inflation / sum + slopeVariance * meanX * meanX),
            Math.Sqrt(slopeVariance),
            -meanX * slopeVariance,
            Math.Sqrt(variance),
            Math.Max(1, freedom / inflation)
        );
    }

    /// <summary>Ordinate of the line.</summary>
    public double At(double x) => Intercept + Slope * x;

    /// <summary>Standard error of the line there.</summary>
    public double ErrorAt(double x) =>
        Math.Sqrt(
            Math.Max(
                0,
                InterceptError * InterceptError + 2 * x * Covariance + x * x * SlopeError * SlopeError
            )
        );
}
