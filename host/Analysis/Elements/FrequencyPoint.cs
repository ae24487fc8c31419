namespace EdgeTester.Analysis.Elements;

/// <summary>One frequency with what every element needs of it, computed once a spectrum.</summary>
public readonly struct FrequencyPoint
{
    /// <summary>A point at <paramref name="hertz"/> (Hz, finite and above zero).</summary>
    public FrequencyPoint(double hertz)
    {
        Hertz = hertz;
        Omega = 2 * Math.PI * hertz;
        LogOmega = Math.Log(Omega);
    }

    /// <summary>Frequency in Hz.</summary>
    public double Hertz { get; }

    /// <summary>omega = 2 pi f, in 1/s.</summary>
    public double Omega { get; }

    /// <summary>ln(omega), omega in 1/s.</summary>
    public double LogOmega { get; }

    /// <summary>The points of a list of frequencies in Hz.</summary>
    public static FrequencyPoint[] From(IReadOnlyList<double> frequencyHz)
    {
        var points = new FrequencyPoint[frequencyHz.Count];
        for (var k = 0; k < points.Length; k++)
            points[k] = new FrequencyPoint(frequencyHz[k]);
        return points;
    }
}
