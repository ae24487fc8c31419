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

    /// <summary>
    /// Logarithm of the prior probability of this number and kind of arcs: each arc more is e^2 times, each asymmetry
    /// e times less probable.
    /// </summary>
    public double LogStructure => -2.0 * ArcCount - Asymmetric.Count(a => a);

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

    /// <summary>gamma in ohm at each ln tau, the mean over a cell of the given width.</summary>
    public double[] Gamma(double[] unknowns, double[] logTau, double cell)
    {
        var sum = new double[logTau.Length];
        var start = Series.Count;
        foreach (var asymmetric in Asymmetric)
        {
            var (a, b) = Exponents(unknowns, start, asymmetric);
            Arc.AddDensity(sum, logTau, unknowns[start + 1], Math.Exp(unknowns[start]), cell, a, b);
            start += UnknownsOf(asymmetric);
        }
        return sum;
    }

    /// <summary>2N impedances and, unless empty, one column of 2N derivatives for each unknown.</summary>
    public void Evaluate(double[] unknowns, Span<double> value, Span<double> columns)
    {
        value.Clear();
        Series.Evaluate(unknowns, value, columns);
        var start = Series.Count;
        foreach (var asymmetric in Asymmetric)
        {
            AddArc(unknowns, start, asymmetric, asymmetric, value, columns);
            start += UnknownsOf(asymmetric);
        }
    }

    /// <summary>
    /// The column of derivatives by the asymmetry of an arc, whether or not it is asymmetric yet.
    /// </summary>
    public void AsymmetryColumn(int arc, Span<double> column)
    {
        var rows = 2 * _data.Points;
        var columns = new double[4 * rows];
        var start = ArcStart(arc);
        var unknowns = new double[4];
        Array.Copy(Unknowns, start, unknowns, 0, UnknownsOf(Asymmetric[arc]));
        AddArc(unknowns, 0, Asymmetric[arc], true, new double[rows], columns);
        columns.AsSpan(3 * rows, rows).CopyTo(column);
    }

    /// <summary>2N impedances of a ZARC of 1 ohm.</summary>
    public static void UnitArc(WeightedSpectrum data, double logTau, double slope, Span<double> value)
    {
        var model = new ArcModel(data, null!, [0, logTau, Arc.Unknown(slope)], [false]);
        value.Clear();
        model.AddArc(model.Unknowns, 0, false, false, value, []);
    }

    private void AddArc(
        double[] unknowns,
        int start,
        bool asymmetric,
        bool asymmetryColumn,
        Span<double> value,
        Span<double> columns
    )
    {
        var n = _data.Points;
        var rows = 2 * n;
        var (a, b) = Exponents(unknowns, start, asymmetric);
        var resistance = Math.Exp(unknowns[start]);
        var (sine, cosine) = Math.SinCos(a * Math.PI / 2);
        var slopeA = Arc.SlopeDerivative(unknowns[start + 2]);
        var slopeLeft = Arc.SlopeDerivative(unknowns[start + 2] + (asymmetric ? unknowns[start + 3] : 0)) / a;
        for (var k = 0; k < n; k++)
        {
            // g = 1 + (j 2 pi f tau)^a and z = R g^-b in real arithmetic: this is the innermost loop.
            var x = _data.LogOmega[k] + unknowns[start + 1];
            var t = Math.Exp(Math.Min(a * x, 300));
            double qr = t * cosine,
                qi = t * sine;
            var gr = 1 + qr;
            var square = gr * gr + qi * qi;
            double zr,
                zi,
                logRadius = 0,
                angle = 0;
            if (asymmetryColumn || asymmetric)
            {
                logRadius = 0.5 * Math.Log(square);
                angle = Math.Atan2(qi, gr);
            }
            if (asymmetric)
            {
                var size = resistance * Math.Exp(-b * logRadius);
                var (s, c) = Math.SinCos(-b * angle);
                zr = size * c;
                zi = size * s;
            }
            else
            {
                zr = resistance * gr / square;
                zi = -resistance * qi / square;
            }
            value[k] += zr;
            value[n + k] += zi;
            if (columns.IsEmpty)
                continue;
            // share = b z q / g
            var ur = (qr * gr + qi * qi) / square;
            var ui = qi / square;
            var shareR = b * (zr * ur - zi * ui);
            var shareI = b * (zr * ui + zi * ur);
            columns[start * rows + k] = zr;
            columns[start * rows + n + k] = zi;
            columns[(start + 1) * rows + k] = -a * shareR;
            columns[(start + 1) * rows + n + k] = -a * shareI;
            var byAr = -(x * shareR - Math.PI / 2 * shareI) * slopeA;
            var byAi = -(x * shareI + Math.PI / 2 * shareR) * slopeA;
            if (asymmetryColumn || asymmetric)
            {
                var byBr = -(zr * logRadius - zi * angle);
                var byBi = -(zr * angle + zi * logRadius);
                if (asymmetric)
                {
                    byAr += byBr * (slopeLeft - b * slopeA / a);
                    byAi += byBi * (slopeLeft - b * slopeA / a);
                }
                columns[(start + 3) * rows + k] = byBr * slopeLeft;
                columns[(start + 3) * rows + n + k] = byBi * slopeLeft;
            }
            columns[(start + 2) * rows + k] = byAr;
            columns[(start + 2) * rows + n + k] = byAi;
        }
    }
}
