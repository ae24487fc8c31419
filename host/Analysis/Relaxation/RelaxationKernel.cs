using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The matrices that tie the weights of a basis to the impedance and to its roughness: Z' = R + A_re x,
/// Z'' = 2 pi f L + A_im x, penalty x^T M x = integral of (d^k gamma / d ln tau^k)^2
/// (Saccoccio, Wan, Chen and Ciucci, Electrochim. Acta 147 (2014) 470, doi:10.1016/j.electacta.2014.09.058).
/// </summary>
public static class RelaxationKernel
{
    /// <summary>
    /// The shape factor epsilon of a radial function whose full width at half maximum is the mean grid spacing over
    /// <paramref name="coefficient"/>; 0 for piecewise linear.
    /// </summary>
    /// <param name="tauSeconds">At least two time constants in s, all rising or all falling.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="coefficient">Dimensionless, usually 0.5; more makes the functions narrower.</param>
    public static double ShapeFactor(
        IReadOnlyList<double> tauSeconds,
        RelaxationBasis basis,
        double coefficient
    )
    {
        if (basis == RelaxationBasis.PiecewiseLinear)
            return 0;
        var spacing = Math.Abs(Math.Log(tauSeconds[^1] / tauSeconds[0])) / (tauSeconds.Count - 1);
        return coefficient * RadialFunction.FullWidth(basis) / spacing;
    }

    /// <summary>
    /// The impedance at each frequency of each basis function at unit weight.
    /// </summary>
    /// <param name="frequencyHz">N frequencies in Hz.</param>
    /// <param name="tauSeconds">M time constants in s, rising.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="shapeFactor">From <see cref="ShapeFactor"/>; not used for piecewise linear.</param>
    /// <returns>Two N x M arrays in row-major order, dimensionless (ohm of impedance per ohm of weight).</returns>
    public static (double[] Real, double[] Imaginary) Impedance(
        IReadOnlyList<double> frequencyHz,
        IReadOnlyList<double> tauSeconds,
        RelaxationBasis basis,
        double shapeFactor
    )
    {
        int rows = frequencyHz.Count,
            columns = tauSeconds.Count;
        var real = new double[rows * columns];
        var imaginary = new double[rows * columns];
        var nodes = Nodes(basis, shapeFactor);
        var (offset, weight) = Padded(nodes.Offset, nodes.Weight);
        for (var n = 0; n < rows; n++)
        for (var m = 0; m < columns; m++)
        {
            var alpha = 2 * Math.PI * frequencyHz[n] * tauSeconds[m];
            double re = 0,
                im = 0;
            if (basis == RelaxationBasis.PiecewiseLinear)
            {
                var share = Share(tauSeconds, m) / (1 + alpha * alpha);
                re = share;
                im = -alpha * share;
            }
            else
                (re, im) = Integral(alpha, offset, weight);
            real[n * columns + m] = re;
            imaginary[n * columns + m] = im;
        }
        return (real, imaginary);
    }

    /// <summary>
    /// The penalty matrix of order 0, 1 or 2.
    /// </summary>
    /// <param name="tauSeconds">M time constants in s, rising.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="shapeFactor">From <see cref="ShapeFactor"/>; not used for piecewise linear.</param>
    /// <param name="order">Which derivative of gamma is penalised: 0, 1 or 2.</param>
    /// <returns>M x M, row-major, symmetric.</returns>
    public static double[] Penalty(
        IReadOnlyList<double> tauSeconds,
        RelaxationBasis basis,
        double shapeFactor,
        int order
    )
    {
        if (order is < 0 or > 2)
            throw new ArgumentOutOfRangeException(
                nameof(order),
                order,
                "the order of the penalty is 0, 1 or 2"
            );
        var count = tauSeconds.Count;
        if (basis == RelaxationBasis.PiecewiseLinear)
            return PiecewisePenalty(tauSeconds, order);
        var result = new double[count * count];
        var known = new Dictionary<double, double>();
        for (var i = 0; i < count; i++)
        for (var j = 0; j <= i; j++)
        {
            var distance = shapeFactor * Math.Abs(Math.Log(tauSeconds[i] / tauSeconds[j]));
            var value =
                basis == RelaxationBasis.Gaussian
                    ? GaussianOverlap(distance, order)
                    : Overlap(basis, distance, order, known);
            result[i * count + j] = result[j * count + i] = value * Math.Pow(shapeFactor, 2 * order - 1);
        }
        return result;
    }

    /// <summary>Sum of weight / (1 + j alpha offset); the weights of the padding are zero.</summary>
    private static (double Real, double Imaginary) Integral(double alpha, double[] offset, double[] weight)
    {
        var width = Vector<double>.Count;
        var one = Vector<double>.One;
        var factor = new Vector<double>(alpha);
        var real = Vector<double>.Zero;
        var imaginary = Vector<double>.Zero;
        for (var k = 0; k < offset.Length; k += width)
        {
            var a = factor * new Vector<double>(offset, k);
            var part = new Vector<double>(weight, k) / (one + a * a);
            real += part;
            imaginary -= a * part;
        }
        return (Vector.Sum(real), Vector.Sum(imaginary));
    }

    private static (double[] Offset, double[] Weight) Padded(double[] offset, double[] weight)
    {
        var width = Vector<double>.Count;
        var length = (offset.Length + width - 1) / width * width;
        Array.Resize(ref offset, length);
        Array.Resize(ref weight, length);
        return (offset, weight);
    }

    /// <summary>The width in ln tau that belongs to grid point m by the trapezoidal rule.</summary>
    internal static double Share(IReadOnlyList<double> tauSeconds, int m)
    {
        var left = tauSeconds[Math.Max(m - 1, 0)];
        var right = tauSeconds[Math.Min(m + 1, tauSeconds.Count - 1)];
        return 0.5 * Math.Log(right / left);
    }

    private static (double[] Offset, double[] Weight) Nodes(RelaxationBasis basis, double epsilon)
    {
        if (basis == RelaxationBasis.PiecewiseLinear)
            return ([], []);
        if (basis != RelaxationBasis.Gaussian)
            return PanelNodes(basis, epsilon);
        // The trapezoidal rule converges exponentially here: the integrand is analytic in |Im y| < pi / 2.
        var step = Math.Min(0.5 / epsilon, 0.25);
        var half = (int)Math.Ceiling(RadialFunction.Reach(basis) / epsilon / step);
        var offset = new double[2 * half + 1];
        var weight = new double[2 * half + 1];
        for (var k = -half; k <= half; k++)
        {
            offset[k + half] = Math.Exp(k * step);
            weight[k + half] = step * RadialFunction.Value(basis, epsilon * k * step, 0);
        }
        return (offset, weight);
    }

    private static (double[] Offset, double[] Weight) PanelNodes(RelaxationBasis basis, double epsilon)
    {
        var offset = new List<double>();
        var weight = new List<double>();
        // 50 in ln tau is where every measurable impedance has ended, and where pyDRTtools cuts its integrals.
        var reach = Math.Min(RadialFunction.Reach(basis) / epsilon, 50);
        var panel = Math.Min(1 / epsilon, 0.5);
        for (var start = 0.0; start < reach; start += panel)
        for (var k = 0; k < GaussLegendre.Nodes.Length; k++)
        {
            var y = start + panel * GaussLegendre.Nodes[k];
            var w = panel * GaussLegendre.Weights[k] * RadialFunction.Value(basis, epsilon * y, 0);
            offset.Add(Math.Exp(y));
            weight.Add(w);
            offset.Add(Math.Exp(-y));
            weight.Add(w);
        }
        return (offset.ToArray(), weight.ToArray());
    }

    private static double GaussianOverlap(double a, int order)
    {
        var overlap = Math.Sqrt(Math.PI / 2) * Math.Exp(-a * a / 2);
        return order switch
        {
            0 => overlap,
            1 => (1 - a * a) * overlap,
            _ => (3 - 6 * a * a + a * a * a * a) * overlap,
        };
    }

    private static double Overlap(
        RelaxationBasis basis,
        double distance,
        int order,
        Dictionary<double, double> known
    )
    {
        if (order == 2 && basis == RelaxationBasis.Matern0)
            throw new ArgumentException("exp(-|x|) has no second derivative at its peak: use order 0 or 1");
        var key = Math.Round(distance, 12);
        if (known.TryGetValue(key, out var value))
            return value;
        var reach = Math.Min(RadialFunction.Reach(basis), 400);
        double[] breaks = [-reach, 0, distance, distance + reach];
        for (var section = 0; section < 3; section++)
        {
            var length = breaks[section + 1] - breaks[section];
            var panels = (int)Math.Ceiling(length);
            for (var panel = 0; panel < panels; panel++)
            for (var k = 0; k < GaussLegendre.Nodes.Length; k++)
            {
                var x = breaks[section] + length / panels * (panel + GaussLegendre.Nodes[k]);
                value +=
                    length
                    / panels
                    * GaussLegendre.Weights[k]
                    * RadialFunction.Value(basis, x, order)
                    * RadialFunction.Value(basis, x - distance, order);
            }
        }
        return known[key] = value;
    }

    private static double[] PiecewisePenalty(IReadOnlyList<double> tau, int order)
    {
        var count = tau.Count;
        var result = new double[count * count];
        var rows = count - order;
        Span<double> stencil = stackalloc double[3];
        for (var p = 0; p < rows; p++)
        {
            var step = order == 0 ? 1 : Math.Log(tau[p + 1] / tau[p]);
            // pyDRTtools doubles the second difference at both ends; kept so that its results can be reproduced.
            var end = order == 2 && (p == 0 || p == rows - 1) ? 2 : 1;
            ReadOnlySpan<double> difference = order switch
            {
                0 => [1],
                1 => [-1, 1],
                _ => [1, -2, 1],
            };
            for (var k = 0; k <= order; k++)
                stencil[k] = end * difference[k] / Math.Pow(step, order);
            for (var i = 0; i <= order; i++)
            for (var j = 0; j <= order; j++)
                result[(p + i) * count + p + j] += stencil[i] * stencil[j];
        }
        return result;
    }
}
