using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells.Playback;

/// <summary>
/// A spectrum between its points: ln |Z| and phase by the cubic of ln f through the four nearest points. Beyond the ends, where
/// nothing is claimed, the end values.
/// </summary>
public sealed class SpectrumCurve
{
    private readonly double[] logFrequency;
    private readonly double[] logMagnitude;
    private readonly double[] phase;

    /// <summary>Through the points of a spectrum.</summary>
    public SpectrumCurve(MeasuredSpectrum spectrum)
    {
        logFrequency = spectrum.Frequencies.Select(f => Math.Log(f)).ToArray();
        logMagnitude = spectrum.Impedances.Select(z => Math.Log(Complex.Abs(z))).ToArray();
        phase = spectrum.Impedances.Select(z => z.Phase).ToArray();
        for (int i = 1; i < phase.Length; i++)
        {
            phase[i] -= 2 * Math.PI * Math.Round((phase[i] - phase[i - 1]) / (2 * Math.PI));
        }
    }

    /// <summary>Impedance in ohm at a frequency in Hz.</summary>
    public Complex At(double frequencyHz)
    {
        int n = logFrequency.Length;
        double at = Math.Clamp(Math.Log(frequencyHz), logFrequency[0], logFrequency[n - 1]);
        int found = Array.BinarySearch(logFrequency, at);
        if (found >= 0)
        {
            return Complex.FromPolarCoordinates(Math.Exp(logMagnitude[found]), phase[found]);
        }
        int count = Math.Min(4, n);
        int first = Math.Clamp(~found - 2, 0, n - count);
        double magnitude = 0;
        double angle = 0;
        for (int i = first; i < first + count; i++)
        {
            double weight = 1;
            for (int k = first; k < first + count; k++)
            {
                weight *= k == i ? 1 : (at - logFrequency[k]) / (logFrequency[i] - logFrequency[k]);
            }
            magnitude += weight * logMagnitude[i];
            angle += weight * phase[i];
        }
        return Complex.FromPolarCoordinates(Math.Exp(magnitude), angle);
    }
}
