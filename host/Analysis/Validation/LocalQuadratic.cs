using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>
/// Value and slope at each abscissa of a parabola fitted to the nearest points with tricube weights (Cleveland, J. Am.
/// Stat. Assoc. 74 (1979) 829, doi:10.1080/01621459.1979.10481038).
/// </summary>
internal static class LocalQuadratic
{
    public static (double[] Value, double[] Slope) Fit(double[] x, double[] y, int points)
    {
        var value = new double[x.Length];
        var slope = new double[x.Length];
        for (var k = 0; k < x.Length; k++)
        {
            var from = Math.Clamp(k - points / 2, 0, x.Length - points);
            var reach = 0.0;
            for (var i = 0; i < points; i++)
                reach = Math.Max(reach, Math.Abs(x[from + i] - x[k]));
            var a = new double[3 * points];
            var right = new double[points];
            for (var i = 0; i < points; i++)
            {
                var distance = (x[from + i] - x[k]) / (1.05 * reach);
                var share = 1 - Math.Pow(Math.Abs(distance), 3);
                var weight = Math.Sqrt(share * share * share);
                a[i] = weight;
                a[points + i] = weight * distance;
                a[2 * points + i] = weight * distance * distance;
                right[i] = weight * y[from + i];
            }
            var solution = new double[3];
            HouseholderQr.Factor(a, points, 3, right);
            HouseholderQr.Solve(a, points, 3, right, solution);
            value[k] = solution[0];
            slope[k] = solution[1] / (1.05 * reach);
        }
        return (value, slope);
    }
}
