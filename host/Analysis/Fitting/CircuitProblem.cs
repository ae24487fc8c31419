using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Elements;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Weighted residuals of a circuit against a spectrum: the real parts of all points, then the imaginary parts.
/// </summary>
internal sealed class CircuitProblem : ILeastSquaresProblem
{
    private readonly CircuitNode _root;
    private readonly ParameterMap _map;
    private readonly FrequencyPoint[] _points;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _values;
    private readonly Complex[] _derivative;

    public CircuitProblem(Circuit circuit, ParameterMap map, Spectrum spectrum, ResidualWeights weights)
        : this(
            circuit,
            map,
            FrequencyPoint.From(spectrum.FrequencyHz),
            spectrum.Impedance.Select(z => z.Real).ToArray(),
            spectrum.Impedance.Select(z => z.Imaginary).ToArray(),
            weights
        ) { }

    public CircuitProblem(
        Circuit circuit,
        ParameterMap map,
        FrequencyPoint[] points,
        double[] real,
        double[] imaginary,
        ResidualWeights weights
    )
    {
        _root = circuit.Root;
        _map = map;
        _points = points;
        _real = real;
        _imaginary = imaginary;
        Weights = weights;
        _values = new double[circuit.Parameters.Count];
        _derivative = new Complex[circuit.Parameters.Count];
    }

    public ResidualWeights Weights { get; set; }

    public int ResidualCount => 2 * _points.Length;

    public int VariableCount => _map.Count;

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        _map.ToValues(x, _values);
        var count = _points.Length;
        for (var k = 0; k < count; k++)
        {
            var z = _root.Evaluate(_points[k], _values, []);
            residuals[k] = (z.Real - _real[k]) * Weights.Real[k];
            residuals[count + k] = (z.Imaginary - _imaginary[k]) * Weights.Imaginary[k];
        }
    }

    public void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian)
    {
        _map.ToValues(x, _values);
        var count = _points.Length;
        jacobian.Clear();
        for (var k = 0; k < count; k++)
        {
            var z = _root.Evaluate(_points[k], _values, _derivative);
            residuals[k] = (z.Real - _real[k]) * Weights.Real[k];
            residuals[count + k] = (z.Imaginary - _imaginary[k]) * Weights.Imaginary[k];
            for (var i = 0; i < _values.Length; i++)
            {
                var slope = _map.Slope(i, _values[i]);
                foreach (var j in _map.VariablesOf(i))
                {
                    var at = 2 * j * count + k;
                    jacobian[at] += _derivative[i].Real * slope * Weights.Real[k];
                    jacobian[at + count] += _derivative[i].Imaginary * slope * Weights.Imaginary[k];
                }
            }
        }
    }
}
