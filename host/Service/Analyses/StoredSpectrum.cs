using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Contracts;

namespace EdgeTester.Service.Analyses;

/// <summary>A stored spectrum as analysis takes it.</summary>
internal static class StoredSpectrum
{
    private const ushort Unusable = ImpedanceQuality.Overload;

    /// <summary>
    /// The points that can be used: those whose input clipped are left out, of a frequency that came twice the later one counts.
    /// </summary>
    /// <exception cref="SpectrumException">No point can be used.</exception>
    public static Spectrum Usable(IReadOnlyList<ImpedancePoint> points, string label)
    {
        var usable = points
            .Where(point => (point.Quality & Unusable) == 0)
            .GroupBy(point => point.FrequencyHz)
            .Select(same => same.Last())
            .ToArray();
        // One point without a stated uncertainty makes the statement of the others useless as weights.
        var isStated = usable.All(point => point.RelativeSigma > 0 && double.IsFinite(point.RelativeSigma));
        return Spectrum.Create(
            usable.Select(point => point.FrequencyHz).ToArray(),
            usable.Select(point => new Complex(point.RealOhm, point.ImaginaryOhm)).ToArray(),
            label,
            isStated && usable.Length > 0 ? usable.Select(point => point.RelativeSigma).ToArray() : null
        );
    }
}
