namespace EdgeTester.Analysis.Relaxation;

/// <summary>Collects the estimates of the spectra of a series into one answer.</summary>
internal sealed class SeriesWriter
{
    /// <summary>Square of what grid and interpolation leave uncertain of ln gamma.</summary>
    private const double Numerical = 1e-6;

    private readonly double[] _times;
    private readonly double[] _tau;
    private readonly double[] _logTau;
    private readonly double _half;
    private readonly double[][] _gamma;
    private readonly double[][] _lower;
    private readonly double[][] _upper;
    private readonly double[] _resistance;
    private readonly double[] _resistanceError;
    private readonly double[] _inductance;
    private readonly double[] _polarization;
    private readonly double[] _residual;

    public SeriesWriter(double[] times, double[] tau, double confidence)
    {
        var total = times.Length;
        _times = times;
        _tau = tau;
        _logTau = tau.Select(value => Math.Log(value)).ToArray();
        _half = NormalDistribution.HalfWidth(confidence);
        _gamma = new double[total][];
        _lower = new double[total][];
        _upper = new double[total][];
        _resistance = new double[total];
        _resistanceError = new double[total];
        _inductance = new double[total];
        _polarization = new double[total];
        _residual = new double[total];
    }

    public double[] Gamma(int t) => _gamma[t];

    /// <param name="t">Index of the spectrum.</param>
    /// <param name="logarithm">ln gamma.</param>
    /// <param name="below">Standard deviation of ln gamma downwards.</param>
    /// <param name="above">Standard deviation of ln gamma upwards.</param>
    /// <param name="data">The spectrum.</param>
    /// <param name="fit">2N impedances.</param>
    /// <param name="series">The terms in series.</param>
    /// <param name="unknowns">Unknowns that begin with those of the terms in series.</param>
    /// <param name="resistanceDeviation">Standard deviation of the resistance in series, ohm.</param>
    /// <param name="variance">Square of the scale of the noise.</param>
    public void Set(
        int t,
        double[] logarithm,
        double[] below,
        double[] above,
        WeightedSpectrum data,
        double[] fit,
        SeriesTerms series,
        double[] unknowns,
        double resistanceDeviation,
        double variance
    )
    {
        var floor = Detection.Floor(data, _logTau, variance);
        var points = _tau.Length;
        _gamma[t] = new double[points];
        _lower[t] = new double[points];
        _upper[t] = new double[points];
        for (var m = 0; m < points; m++)
        {
            _gamma[t][m] = Bounded(logarithm[m]);
            _lower[t][m] = Bounded(logarithm[m] - _half * Math.Sqrt(below[m] * below[m] + Numerical));
            _upper[t][m] = Bounded(logarithm[m] + _half * Math.Sqrt(above[m] * above[m] + Numerical));
            if (_gamma[t][m] < floor[m])
                _lower[t][m] = 0;
            _polarization[t] += RelaxationKernel.Share(_tau, m) * _gamma[t][m];
        }
        _resistance[t] = series.Resistance(unknowns);
        _resistanceError[t] = resistanceDeviation;
        _inductance[t] = series.Inductance(unknowns);
        var square = 0.0;
        for (var k = 0; k < data.Points; k++)
            if (data.Used[k])
            {
                var re = data.Value[k] - fit[k];
                var im = data.Value[data.Points + k] - fit[data.Points + k];
                var size = data.Source.Impedance[k].Magnitude;
                square += (re * re + im * im) / (size * size);
            }
        _residual[t] = 100 * Math.Sqrt(square / Math.Max(data.UsedCount, 1));
    }

    public RelaxationSeriesResult Write(
        string method,
        double strength,
        IReadOnlyList<RelaxationTrack> tracks,
        List<string> warnings
    ) =>
        new()
        {
            Method = method,
            TemporalStrength = strength,
            TimesSeconds = _times,
            TauSeconds = _tau,
            GammaOhm = _gamma,
            GammaLowerOhm = _lower,
            GammaUpperOhm = _upper,
            SeriesResistanceOhm = _resistance,
            SeriesResistanceErrorOhm = _resistanceError,
            InductanceHenry = _inductance,
            PolarizationResistanceOhm = _polarization,
            ResidualRmsPercent = _residual,
            Tracks = tracks,
            Warnings = WithMisfits(warnings),
        };

    private List<string> WithMisfits(List<string> warnings)
    {
        var result = new List<string>(warnings);
        var bad = _residual.Count(value => value > SpectrumCheck.LargestResidualPercent);
        if (bad > 0)
            result.Add(
                $"the estimate misses {bad} of {_residual.Length} spectra by more than {SpectrumCheck.LargestResidualPercent} % (root mean square): noise, or cells that are not linear, stable and passive"
            );
        return result;
    }

    private static double Bounded(double logarithm) => Math.Exp(Math.Clamp(logarithm, -300, 300));
}
