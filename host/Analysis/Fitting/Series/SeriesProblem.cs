using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>A circuit against every spectrum of a series; some of its variables are shared.</summary>
internal sealed class SeriesProblem : IBlockProblem
{
    private readonly CircuitProblem[] _problems;
    private readonly int[] _shared;
    private readonly int[] _local;
    private readonly double[] _variables;
    private readonly double[] _jacobian;

    public SeriesProblem(
        Circuit circuit,
        ParameterMap map,
        IReadOnlyList<Spectrum> spectra,
        Weighting weighting,
        int[] shared
    )
    {
        _problems = spectra
            .Select(s => new CircuitProblem(circuit, map, s, ResidualWeights.For(s, weighting)))
            .ToArray();
        _shared = shared;
        _local = Enumerable.Range(0, map.Count).Except(shared).ToArray();
        _variables = new double[map.Count];
        _jacobian = new double[_problems.Max(p => p.ResidualCount) * map.Count];
    }

    public int BlockCount => _problems.Length;

    public int SharedCount => _shared.Length;

    public int LocalCount => _local.Length;

    public IReadOnlyList<int> Local => _local;

    public ResidualWeights Weights(int block) => _problems[block].Weights;

    public void SetWeights(int block, ResidualWeights weights) => _problems[block].Weights = weights;

    public int ResidualCount(int block) => _problems[block].ResidualCount;

    public double[] Gather(ReadOnlySpan<double> shared, ReadOnlySpan<double> local)
    {
        for (var k = 0; k < _shared.Length; k++)
            _variables[_shared[k]] = shared[k];
        for (var k = 0; k < _local.Length; k++)
            _variables[_local[k]] = local[k];
        return _variables;
    }

    public void Residuals(
        int block,
        ReadOnlySpan<double> shared,
        ReadOnlySpan<double> local,
        Span<double> residuals
    ) => _problems[block].Residuals(Gather(shared, local), residuals);

    public void Jacobian(
        int block,
        ReadOnlySpan<double> shared,
        ReadOnlySpan<double> local,
        Span<double> residuals,
        Span<double> byLocal,
        Span<double> byShared
    )
    {
        var rows = residuals.Length;
        var all = _jacobian.AsSpan(0, rows * _variables.Length);
        _problems[block].Jacobian(Gather(shared, local), residuals, all);
        for (var k = 0; k < _local.Length; k++)
            all.Slice(_local[k] * rows, rows).CopyTo(byLocal[(k * rows)..]);
        for (var k = 0; k < _shared.Length; k++)
            all.Slice(_shared[k] * rows, rows).CopyTo(byShared[(k * rows)..]);
    }
}
