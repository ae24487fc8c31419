using System.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>Residuals of any model against a spectrum.</summary>
public static class SpectrumResiduals
{
    /// <summary>100 (Z - model)/|Z|, one a point; 0 where |Z| is 0 and the model meets it.</summary>
    /// <exception cref="ArgumentException">The model has another number of points.</exception>
    public static Complex[] Percent(Spectrum spectrum, IReadOnlyList<Complex> model)
    {
        if (model.Count != spectrum.Count)
            throw new ArgumentException(
                $"{spectrum.Count} points but {model.Count} model values",
                nameof(model)
            );
        var residuals = new Complex[model.Count];
        for (var k = 0; k < residuals.Length; k++)
        {
            var difference = spectrum.Impedance[k] - model[k];
            residuals[k] = difference == 0 ? 0 : 100 * difference / spectrum.Impedance[k].Magnitude;
        }
        return residuals;
    }

    /// <summary>Root mean square of the real and imaginary parts together.</summary>
    public static double Rms(IReadOnlyList<Complex> residuals)
    {
        var sum = 0.0;
        foreach (var r in residuals)
            sum += r.Real * r.Real + r.Imaginary * r.Imaginary;
        return Math.Sqrt(sum / (2 * residuals.Count));
    }
}
