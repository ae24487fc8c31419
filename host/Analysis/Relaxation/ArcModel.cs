namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// A sum of arcs and the terms in series, with the unknowns in one vector: first those of <see cref="SeriesTerms"/>,
/// then for each arc ln R, ln tau, the slope of the right flank and, when it is asymmetric, the difference to the
/// left flank (both slopes through <see cref="Arc.Slope"/>).
/// </summary>
internal sealed class ArcModel
{
    private readonly WeightedSpectrum _data;

    public ArcModel(WeightedSpectrum data, SeriesTerms series, double[] unknowns, bool[] asymmetric)
    {
        _data = data;
        Series = series;
        Unknowns = unknowns;
        Asymmetric = asymmetric;
    }

    public SeriesTerms Series { get; }

    public double[] Unknowns { get; set; }

    public bool[] Asymmetric { get; }

    public int ArcCount => Asymmetric.Length;

    /// <summary>Common scale of the noise, squared.</summary>
    public double Variance { get; set; } = double.NaN;

    /// <summary>Logarithm of the evidence by Laplace's approximation, up to a constant of the data.</summary>
    public double LogEvidence { get; set; } = double.NegativeInfinity;

    /// <summary>Sum of squared residuals over squared sigma shape.</summary>
    public double Square { get; set; } = double.PositiveInfinity;

    /// <summary>Cholesky factor of the posterior precision of the unknowns.</summary>
    public double[] Factor { get; set; } = [];

    public static int UnknownsOf(bool asymmetric) => asymmetric ? 4 : 3;

    public int ArcStart(int arc)
    {
        var start = Series.Count;
        for (var k = 0; k < arc; k++)
            start += UnknownsOf(Asymmetric[k]);
        return start;
    }

    public double Resistance(int arc) => Math.Exp(Unknowns[ArcStart(arc)]);

    public double LogTau(int arc) => Unknowns[ArcStart(arc) + 1];

    /// <summary>The exponents a and b of an arc.</summary>
    public (double A, double B) Exponents(int arc) => Exponents(Unknowns, ArcStart(arc), Asymmetric[arc]);

    public static (double A, double B) Exponents(double[] unknowns, int start, bool asymmetric)
    {
        var a = Arc.Slope(unknowns[start + 2]);
        return asymmetric ? (a, Arc.Slope(unknowns[start + 2] + unknowns[start + 3]) / a) : (a, 1);
    }

    /// <summary>gamma in ohm at ln tau, the mean over a cell of the given width.</summary>
    public double Gamma(double[] unknowns, double logTau, double cell)
    {
        var sum = 0.0;
        var start = Series.Count;
        foreach (var asymmetric in Asymmetric)
        {
            var (a, b) = Exponents(unknowns, start, asymmetric);
            var x = logTau - unknowns[start + 1];
            sum +=
                Math.Exp(unknowns[start])
                * (cell > 0 ? Arc.CellDensity(x, cell, a, b) : Arc.Density(x, a, b));
            start += UnknownsOf(asymmetric);
        }
        return sum;
    }

    /// <summary>2N impedances and, unless empty, one column of 2N derivatives for each unknown.</summary>
    public void Evaluate(double[] unknowns, Span<double> value, Span<double> columns)
    {
        var n = _data.Points;
        value.Clear();
        Series.Evaluate(unknowns, value, columns);
        var start = Series.Count;
        foreach (var asymmetric in Asymmetric)
        {
            var (a, b) = Exponents(unknowns, start, asymmetric);
            var slopeA = Arc.SlopeDerivative(unknowns[start + 2]);
            var left = asymmetric ? unknowns[start + 2] + unknowns[start + 3] : 0;
            var slopeLeft = asymmetric ? Arc.SlopeDerivative(left) / a : 0;
            for (var k = 0; k < n; k++)
            {
                var z = Arc.Impedance(_data.LogOmega[k], unknowns[start], unknowns[start + 1], a, b);
                value[k] += z.Value.Real;
                value[n + k] += z.Value.Imaginary;
                if (columns.IsEmpty)
                    continue;
                var byA = z.ByA * slopeA;
                if (asymmetric)
                    byA += z.ByB * (slopeLeft - b * slopeA / a);
                Store(columns, start, k, z.Value);
                Store(columns, start + 1, k, z.ByTau);
                Store(columns, start + 2, k, byA);
                if (asymmetric)
                    Store(columns, start + 3, k, z.ByB * slopeLeft);
            }
            start += UnknownsOf(asymmetric);
        }

        void Store(Span<double> target, int column, int k, System.Numerics.Complex z)
        {
            target[column * 2 * n + k] = z.Real;
            target[column * 2 * n + n + k] = z.Imaginary;
        }
    }
}
