using MathNet.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// How the current of a resistance R in series with a finite diffusion of resistance Rw = beta R falls after a step of the voltage, from 1 at
/// the start to 0: the poles of 1/(R + Rw tanh(x)/x), x^2 = s tau, are at x = j y with tan y = -y/beta, and each mode has the weight
/// 2 (1 + beta)/(beta^2 + beta + y^2). For small beta it is the sum over odd n of 8/(pi n)^2 exp(-n^2 t/tau1).
/// </summary>
internal sealed class FiniteDiffusion
{
    /// <summary>Below this t/tau1 the semi-infinite solution exp(z^2) erfc(z), z = beta (t/tau)^(1/2), is exact to rounding.</summary>
    private const double Short = 0.02;
    private const int Modes = 23;
    private const double LeastRatio = 1e-6;

    private readonly double _ratio;
    private readonly double[] _rates = new double[Modes];
    private readonly double[] _weights = new double[Modes];

    /// <summary>Makes the answer for a ratio of both resistances.</summary>
    /// <param name="ratio">beta: start by end of the current, less 1.</param>
    public FiniteDiffusion(double ratio)
    {
        _ratio = double.IsFinite(ratio) ? Math.Clamp(ratio, LeastRatio, 1e3) : LeastRatio;
        for (var n = 0; n < Modes; n++)
        {
            var pole = (2 * n + 1) * Math.PI / 2;
            var y = pole;
            for (var pass = 0; pass < 30; pass++)
                y = pole + Math.Atan(_ratio / y);
            _rates[n] = 4 * y * y / (Math.PI * Math.PI);
            _weights[n] = 2 * (1 + _ratio) / (_ratio * _ratio + _ratio + y * y);
        }
    }

    /// <summary>The share that is left at t/tau1, where tau1 = 4 tau/pi^2.</summary>
    public double At(double u)
    {
        if (u < Short)
        {
            var z = _ratio * Math.Sqrt(Math.Max(u, 0)) * 2 / Math.PI;
            var falls = z < 5 ? Math.Exp(z * z) * SpecialFunctions.Erfc(z) : 1 / (z * Math.Sqrt(Math.PI));
            return (falls * (1 + _ratio) - 1) / _ratio;
        }
        var sum = 0.0;
        for (var n = 0; n < Modes && _rates[n] * u < 40; n++)
            sum += _weights[n] * Math.Exp(-_rates[n] * u);
        return sum;
    }
}
