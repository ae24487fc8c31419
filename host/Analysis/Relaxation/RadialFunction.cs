namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// One radial basis function phi(x), x = epsilon (ln tau - ln tau_m), with its first and second derivative and its
/// full width at half maximum (Wan, Saccoccio, Chen and Ciucci, Electrochim. Acta 184 (2015) 483,
/// doi:10.1016/j.electacta.2015.09.097).
/// </summary>
internal static class RadialFunction
{
    public static double Value(RelaxationBasis basis, double x, int derivative)
    {
        var y = Math.Abs(x);
        var sign = x < 0 ? -1.0 : 1.0;
        switch (basis)
        {
            case RelaxationBasis.Gaussian:
                var gauss = Math.Exp(-x * x);
                return derivative switch
                {
                    0 => gauss,
                    1 => -2 * x * gauss,
                    _ => (4 * x * x - 2) * gauss,
                };
            case RelaxationBasis.Matern0:
                return derivative == 1 ? -sign * Math.Exp(-y) : Math.Exp(-y);
            case RelaxationBasis.Matern2:
                return derivative switch
                {
                    0 => (1 + y) * Math.Exp(-y),
                    1 => -x * Math.Exp(-y),
                    _ => (y - 1) * Math.Exp(-y),
                };
            case RelaxationBasis.Matern4:
                return derivative switch
                {
                    0 => (3 + y * (3 + y)) / 3 * Math.Exp(-y),
                    1 => -x * (1 + y) / 3 * Math.Exp(-y),
                    _ => (y * y - y - 1) / 3 * Math.Exp(-y),
                };
            case RelaxationBasis.Matern6:
                return derivative switch
                {
                    0 => (15 + y * (15 + y * (6 + y))) / 15 * Math.Exp(-y),
                    1 => -x * (3 + y * (3 + y)) / 15 * Math.Exp(-y),
                    _ => (y * y * y - 3 * y - 3) / 15 * Math.Exp(-y),
                };
            case RelaxationBasis.InverseQuadratic:
                var q = 1 / (1 + x * x);
                return derivative switch
                {
                    0 => q,
                    1 => -2 * x * q * q,
                    _ => (6 * x * x - 2) * q * q * q,
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(basis), basis, "not a radial function");
        }
    }

    /// <summary>Where the function has fallen below 1e-17 of its peak, in units of x.</summary>
    public static double Reach(RelaxationBasis basis) =>
        basis switch
        {
            RelaxationBasis.Gaussian => 6.3,
            RelaxationBasis.InverseQuadratic => 1e5,
            _ => 50,
        };

    /// <summary>Full width at half maximum in units of x, by bisection.</summary>
    public static double FullWidth(RelaxationBasis basis)
    {
        double low = 0,
            high = 10;
        for (var k = 0; k < 100; k++)
        {
            var middle = (low + high) / 2;
            if (Value(basis, middle, 0) > 0.5)
                low = middle;
            else
                high = middle;
        }
        return low + high;
    }
}
