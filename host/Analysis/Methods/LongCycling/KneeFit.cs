using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>Two straight lines that meet, y = a + b x + c max(0, x - k), with the place k found by search.</summary>
internal sealed class KneeFit
{
    /// <summary>By so much the Bayesian criterion must fall before a knee is told (very strong evidence).</summary>
    private const double Evidence = 10;

    private const int FewestEachSide = 8;

    private readonly double[] _x;
    private readonly double[,] _covariance;

    private KneeFit(double[] x, double[,] covariance, double freedom)
    {
        (_x, _covariance, DegreesOfFreedom) = (x, covariance, freedom);
    }

    public double Place => _x[3];

    public double PlaceError => Math.Sqrt(_covariance[3, 3]);

    public double SlopeAfter => _x[1] + _x[2];

    public double SlopeAfterError =>
        Math.Sqrt(Math.Max(0, _covariance[1, 1] + 2 * _covariance[1, 2] + _covariance[2, 2]));

    public double DegreesOfFreedom { get; }

    public double At(double x) => _x[0] + _x[1] * x + _x[2] * Math.Max(0, x - Place);

    /// <summary>Null where one line does as well, or there are too few points.</summary>
    public static KneeFit? Of(double[] x, double[] y, LineFit line)
    {
        if (x.Length < 2 * FewestEachSide + 4)
            return null;
        var count = (double)x.Length;
        var one = x.Select((v, k) => y[k] - line.At(v)).ToArray();
        var single = one.Sum(r => r * r);
        (double Square, double Place, double[] Line)? best = null;
        for (var k = FewestEachSide; k < x.Length - FewestEachSide; k++)
            if (
                Lines(x, y, x[k], out var square) is { } found
                && (best is null || square < best.Value.Square)
            )
                best = (square, x[k], found);
        if (best is not { } at)
            return null;
        // Neighbours that scatter alike make fewer independent points, or slow wiggles would be knees.
        var residuals = x.Select(
                (v, k) => y[k] - at.Line[0] - at.Line[1] * v - at.Line[2] * Math.Max(0, v - at.Place)
            )
            .ToArray();
        var inflation = SerialCorrelation.Inflation(residuals);
        var points = count / inflation;
        if (points * Math.Log(single / at.Square) < Evidence + 2 * Math.Log(count))
            return null;
        // About the found place the model is smooth but for single points, so the usual covariance holds.
        var jacobian = new double[4 * x.Length];
        for (var k = 0; k < x.Length; k++)
        {
            var beyond = x[k] > at.Place;
            jacobian[k] = 1;
            jacobian[x.Length + k] = x[k];
            jacobian[2 * x.Length + k] = beyond ? x[k] - at.Place : 0;
            jacobian[3 * x.Length + k] = beyond ? -at.Line[2] : 0;
        }
        var covariance = Covariance.Of(jacobian, x.Length, [0, 1, 2, 3], out var rank);
        if (rank < 4)
            return null;
        var variance = at.Square / (count - 4) * inflation;
        for (var i = 0; i < 4; i++)
        for (var j = 0; j < 4; j++)
            covariance[i, j] *= variance;
        return new KneeFit([.. at.Line, at.Place], covariance, Math.Max(1, (count - 4) / inflation));
    }

    /// <summary>First and last value with their covariance.</summary>
    public (UncertainValue First, LastCycle Last, double DegreesOfFreedom) Ends(double last)
    {
        double[] slopes = [1, last, last - Place, -_x[2]];
        double cross = 0,
            own = 0;
        for (var i = 0; i < 4; i++)
        {
            cross += slopes[i] * _covariance[0, i];
            for (var j = 0; j < 4; j++)
                own += slopes[i] * slopes[j] * _covariance[i, j];
        }
        return (
            new UncertainValue(_x[0]),
            new LastCycle(
                At(last),
                new[,]
                {
                    { _covariance[0, 0], cross },
                    { cross, own },
                }
            ),
            DegreesOfFreedom
        );
    }

    private static double[]? Lines(double[] x, double[] y, double place, out double square)
    {
        var rows = x.Length;
        var a = new double[3 * rows];
        for (var k = 0; k < rows; k++)
        {
            a[k] = 1;
            a[rows + k] = x[k];
            a[2 * rows + k] = Math.Max(0, x[k] - place);
        }
        var right = (double[])y.Clone();
        square = HouseholderQr.Factor(a, rows, 3, right);
        var found = new double[3];
        HouseholderQr.Solve(a, rows, 3, right, found);
        return double.IsFinite(square) ? found : null;
    }
}
