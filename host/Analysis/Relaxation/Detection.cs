namespace EdgeTester.Analysis.Relaxation;

/// <summary>What a spectrum can see at all.</summary>
internal static class Detection
{
    /// <summary>
    /// The gamma (ohm) at each ln tau that, held over one unit of ln tau, would change the weighted data by two
    /// standard deviations. Below it the data cannot tell gamma from zero.
    /// </summary>
    public static double[] Floor(WeightedSpectrum data, IReadOnlyList<double> logTau, double variance)
    {
        var result = new double[logTau.Count];
        for (var m = 0; m < result.Length; m++)
        {
            var square = 0.0;
            for (var k = 0; k < data.Points; k++)
            {
                var x = Math.Exp(data.LogOmega[k] + logTau[m]);
                var re = data.Weight(k) / (1 + x * x);
                var im = data.Weight(data.Points + k) * x / (1 + x * x);
                square += re * re + im * im;
            }
            result[m] = 2 * Math.Sqrt(variance / Math.Max(square, 1e-300));
        }
        return result;
    }
}
