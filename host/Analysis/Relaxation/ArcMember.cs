namespace EdgeTester.Analysis.Relaxation;

/// <summary>A spectrum of a series described by arcs, whose resistances enter through <see cref="Amplitude"/>.</summary>
internal sealed class ArcMember(
    WeightedSpectrum data,
    SeriesTerms series,
    bool[] asymmetric,
    Amplitude[] amplitudes
) : IJointMember
{
    private readonly double[] _value = new double[2 * data.Points];
    private readonly double[] _residual = new double[2 * data.Points];
    private double[] _columns = [];

    public WeightedSpectrum Data => data;

    public int Observations => 2 * data.UsedCount;

    /// <summary>The arcs with these unknowns.</summary>
    public ArcModel Model(double[] unknowns)
    {
        var model = new ArcModel(data, series, (double[])unknowns.Clone(), asymmetric);
        for (var arc = 0; arc < asymmetric.Length; arc++)
        {
            var at = model.ArcStart(arc);
            model.Unknowns[at] = amplitudes[arc].LogResistance(unknowns[at]);
        }
        return model;
    }

    public double Linearize(double[] unknowns, double[] gram, double[] gradient)
    {
        int rows = _value.Length,
            count = unknowns.Length;
        var wanted = gram.Length > 0;
        if (wanted && _columns.Length == 0)
            _columns = new double[rows * count];
        var model = Model(unknowns);
        model.Evaluate(model.Unknowns, _value, wanted ? _columns : []);
        if (wanted)
            for (var arc = 0; arc < asymmetric.Length; arc++)
            {
                var at = model.ArcStart(arc);
                var slope = Amplitude.Slope(unknowns[at]);
                foreach (ref var value in _columns.AsSpan(at * rows, rows))
                    value *= slope;
            }
        for (var k = 0; k < rows; k++)
        {
            var weight = data.Weight(k);
            _residual[k] = weight * (data.Value[k] - _value[k]);
            if (wanted)
                for (var j = 0; j < count; j++)
                    _columns[j * rows + k] *= weight;
        }
        if (wanted)
        {
            Dense.Gram(_columns, count, rows, gram);
            Dense.Multiply(_columns, count, rows, _residual, gradient);
        }
        return Dense.Dot(_residual, _residual);
    }

    public void Clamp(double[] unknowns) => series.Clamp(unknowns);
}
