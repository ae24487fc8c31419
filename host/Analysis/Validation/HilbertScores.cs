namespace EdgeTester.Analysis.Validation;

/// <summary>How well one part of the impedance is predicted from the other; every score is 1 at best and 0 at worst.</summary>
/// <param name="MeanScore">1 - |predicted - measured|/(|predicted| + |measured|) over the whole spectrum.</param>
/// <param name="WithinOneSigma">Share of points within one standard deviation of the prediction (0.68 is expected).</param>
/// <param name="WithinTwoSigma">Share within two (0.95 is expected).</param>
/// <param name="WithinThreeSigma">Share within three (0.997 is expected).</param>
/// <param name="HellingerScore">1 - mean Hellinger distance between the prediction and the direct regression of the part.</param>
/// <param name="JensenShannonScore">1 - mean Jensen-Shannon divergence (in bits) between the two.</param>
public sealed record HilbertPartScore(
    double MeanScore,
    double WithinOneSigma,
    double WithinTwoSigma,
    double WithinThreeSigma,
    double HellingerScore,
    double JensenShannonScore
);

/// <summary>Scores of both parts.</summary>
/// <param name="Real">The real part, predicted from the imaginary part.</param>
/// <param name="Imaginary">The imaginary part, predicted from the real part.</param>
public sealed record HilbertScores(HilbertPartScore Real, HilbertPartScore Imaginary)
{
    /// <summary>
    /// Scores a spectrum by the Bayesian Hilbert transform (Liu, Wan, Ciucci, Electrochim. Acta 357 (2020) 136864,
    /// doi:10.1016/j.electacta.2020.136864): a distribution of relaxations with a Gaussian prior on its curvature is
    /// regressed on one part and gives the other with its uncertainty.
    /// </summary>
    /// <exception cref="SpectrumException">Fewer than 8 points.</exception>
    public static HilbertScores Of(Spectrum spectrum)
    {
        if (spectrum.Count < 8)
            throw new SpectrumException(
                $"{spectrum.Count} points are too few for Hilbert scores: at least 8 are needed"
            );
        var fromReal = new HilbertRegression(spectrum, useReal: true);
        var fromImaginary = new HilbertRegression(spectrum, useReal: false);
        return new HilbertScores(
            Compare(fromImaginary.PredictOther(), fromReal.PredictOwn(), fromReal.Data),
            Compare(fromReal.PredictOther(), fromImaginary.PredictOwn(), fromImaginary.Data)
        );
    }

    private static HilbertPartScore Compare(
        GaussianPrediction hilbert,
        GaussianPrediction direct,
        double[] data
    )
    {
        var count = data.Length;
        double difference = 0,
            predicted = 0,
            measured = 0,
            hellinger = 0,
            divergence = 0;
        var within = new int[3];
        for (var k = 0; k < count; k++)
        {
            var residual = hilbert.Mean[k] - data[k];
            difference += residual * residual;
            predicted += hilbert.Mean[k] * hilbert.Mean[k];
            measured += data[k] * data[k];
            var sigma = Math.Sqrt(hilbert.Variance[k] + direct.NoiseVariance);
            for (var s = 0; s < 3; s++)
                if (Math.Abs(residual) <= (s + 1) * sigma)
                    within[s]++;
            hellinger += GaussianDistances.Hellinger(
                hilbert.Mean[k],
                hilbert.Variance[k] + hilbert.NoiseVariance,
                direct.Mean[k],
                direct.Variance[k] + direct.NoiseVariance
            );
            divergence += GaussianDistances.JensenShannon(
                hilbert.Mean[k],
                hilbert.Variance[k] + hilbert.NoiseVariance,
                direct.Mean[k],
                direct.Variance[k] + direct.NoiseVariance
            );
        }
        var scale = Math.Sqrt(predicted) + Math.Sqrt(measured);
        return new HilbertPartScore(
            scale > 0 ? 1 - Math.Sqrt(difference) / scale : 1,
            within[0] / (double)count,
            within[1] / (double)count,
            within[2] / (double)count,
            1 - hellinger / count,
            1 - divergence / count
        );
    }
}
