using System.Globalization;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Tests.Certified;

/// <summary>A NIST set as a problem for the solver that fits circuits.</summary>
internal sealed class NistProblem(NistSet set) : ILeastSquaresProblem
{
    private readonly (string Y, double[] X)[] _rows = set.Rows();

    public int ResidualCount => _rows.Length;

    public int VariableCount => set.Values.Length;

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        var b = x.ToArray();
        var constants = Array.ConvertAll(b, value => new Dual(value));
        for (var k = 0; k < _rows.Length; k++)
            residuals[k] = Residual(k, b, constants);
    }

    public void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian)
    {
        Residuals(x, residuals);
        var variables = new Dual[x.Length];
        for (var j = 0; j < x.Length; j++)
            variables[j] = Dual.Variable(x[j], j, x.Length);
        for (var k = 0; k < _rows.Length; k++)
        {
            var gradient = set.Model(variables, _rows[k].X).Gradient!;
            for (var j = 0; j < x.Length; j++)
                jacobian[j * _rows.Length + k] = gradient[j];
        }
    }

    private double Residual(int k, double[] b, Dual[] constants)
    {
        var (y, x) = _rows[k];
        if (set.PreciseModel is { } precise)
            try
            {
                return (double)(
                    precise(b, x[0]) - decimal.Parse(y, NumberStyles.Float, CultureInfo.InvariantCulture)
                );
            }
            catch (OverflowException)
            {
                return double.PositiveInfinity;
            }
        return set.Model(constants, x).Value - set.TransformY(double.Parse(y, CultureInfo.InvariantCulture));
    }
}
