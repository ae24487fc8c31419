namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// A spectrum as 2N real observations (real parts, then imaginary parts), each with the shape of its standard
/// deviation: sigma = scale x <see cref="Sigma"/>, the common scale being estimated by whoever fits.
/// </summary>
internal sealed class WeightedSpectrum
{
    public WeightedSpectrum(Spectrum spectrum)
    {
        Source = spectrum;
        Points = spectrum.Count;
        Omega = new double[Points];
        LogOmega = new double[Points];
        Value = new double[2 * Points];
        Sigma = new double[2 * Points];
        Used = new bool[Points];
        for (var k = 0; k < Points; k++)
        {
            Omega[k] = 2 * Math.PI * spectrum.FrequencyHz[k];
            LogOmega[k] = Math.Log(Omega[k]);
            Value[k] = spectrum.Impedance[k].Real;
            Value[Points + k] = spectrum.Impedance[k].Imaginary;
            Sigma[k] = Sigma[Points + k] =
                spectrum.Impedance[k].Magnitude * (spectrum.RelativeSigma?[k] ?? 1);
            Used[k] = true;
        }
    }

    public Spectrum Source { get; }

    public int Points { get; }

    /// <summary>2 pi f in rad/s.</summary>
    public double[] Omega { get; }

    public double[] LogOmega { get; }

    public double[] Value { get; }

    public double[] Sigma { get; }

    /// <summary>False for points taken for outliers.</summary>
    public bool[] Used { get; }

    /// <summary>Counts the changes of <see cref="Sigma"/> and <see cref="Used"/>.</summary>
    public int Version { get; set; }

    public int UsedCount => Used.Count(used => used);

    /// <summary>1 / sigma, or 0 for a point that is not used; index as in <see cref="Value"/>.</summary>
    public double Weight(int row) => Used[row % Points] ? 1 / Sigma[row] : 0;
}
