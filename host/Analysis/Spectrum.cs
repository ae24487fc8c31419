using System.Numerics;

namespace EdgeTester.Analysis;

/// <summary>
/// One impedance spectrum: N points (f, Z), sorted by falling frequency, each frequency finite, positive and
/// distinct. Z = Z' + jZ'' in ohm with the physical sign: a capacitive point has Z'' below zero.
/// </summary>
public sealed class Spectrum
{
    private Spectrum(double[] frequencyHz, Complex[] impedance, double[]? relativeSigma, string label)
    {
        FrequencyHz = frequencyHz;
        Impedance = impedance;
        RelativeSigma = relativeSigma;
        Label = label;
    }

    /// <summary>Frequencies in Hz, falling.</summary>
    public IReadOnlyList<double> FrequencyHz { get; }

    /// <summary>Impedances in ohm, one a frequency.</summary>
    public IReadOnlyList<Complex> Impedance { get; }

    /// <summary>Standard uncertainty of each point as a share of |Z| (1 = 100 %), where the instrument states it.</summary>
    public IReadOnlyList<double>? RelativeSigma { get; }

    /// <summary>Where the spectrum came from: a file's name, or run, channel and cycle.</summary>
    public string Label { get; }

    /// <summary>Number of points.</summary>
    public int Count => FrequencyHz.Count;

    /// <summary>
    /// Checks and sorts the points.
    /// </summary>
    /// <param name="frequencyHz">N frequencies in Hz, in any order.</param>
    /// <param name="impedance">N impedances in ohm, physical sign.</param>
    /// <param name="label">Where the points came from.</param>
    /// <param name="relativeSigma">N standard uncertainties as a share of |Z|, or null.</param>
    /// <exception cref="SpectrumException">No points, lengths that differ, or a point that cannot be used; the message names the point.</exception>
    public static Spectrum Create(
        IReadOnlyList<double> frequencyHz,
        IReadOnlyList<Complex> impedance,
        string label = "",
        IReadOnlyList<double>? relativeSigma = null
    )
    {
        var count = frequencyHz.Count;
        if (count == 0)
            throw new SpectrumException("the spectrum has no points");
        if (impedance.Count != count || (relativeSigma is not null && relativeSigma.Count != count))
            throw new SpectrumException(
                $"{count} frequencies but {impedance.Count} impedances: every point needs both"
            );
        for (var k = 0; k < count; k++)
            CheckPoint(k, frequencyHz[k], impedance[k], relativeSigma?[k]);

        var order = Enumerable.Range(0, count).OrderByDescending(k => frequencyHz[k]).ToArray();
        for (var k = 1; k < count; k++)
            if (frequencyHz[order[k]] == frequencyHz[order[k - 1]])
                throw new SpectrumException(
                    $"points {Math.Min(order[k], order[k - 1]) + 1} and {Math.Max(order[k], order[k - 1]) + 1} have the same frequency {frequencyHz[order[k]]} Hz: "
                        + "average them or split the file into several spectra"
                );
        return new Spectrum(
            order.Select(k => frequencyHz[k]).ToArray(),
            order.Select(k => impedance[k]).ToArray(),
            relativeSigma is null ? null : order.Select(k => relativeSigma[k]).ToArray(),
            label
        );
    }

    /// <summary>The same points without those that <paramref name="keep"/> refuses.</summary>
    /// <exception cref="SpectrumException">Nothing is left.</exception>
    public Spectrum Where(Func<int, bool> keep)
    {
        var kept = Enumerable.Range(0, Count).Where(keep).ToArray();
        return Create(
            kept.Select(k => FrequencyHz[k]).ToArray(),
            kept.Select(k => Impedance[k]).ToArray(),
            Label,
            RelativeSigma is null ? null : kept.Select(k => RelativeSigma[k]).ToArray()
        );
    }

    private static void CheckPoint(int index, double frequencyHz, Complex impedance, double? sigma)
    {
        if (!double.IsFinite(frequencyHz) || frequencyHz <= 0)
            throw new SpectrumException(
                $"point {index + 1}: frequency {frequencyHz} Hz is not a positive number"
            );
        if (!double.IsFinite(impedance.Real) || !double.IsFinite(impedance.Imaginary))
            throw new SpectrumException(
                $"point {index + 1} ({frequencyHz} Hz): impedance {impedance.Real} + j {impedance.Imaginary} ohm is not finite"
            );
        if (sigma is { } s && (!double.IsFinite(s) || s <= 0))
            throw new SpectrumException(
                $"point {index + 1} ({frequencyHz} Hz): uncertainty {s} is not a positive number"
            );
    }
}
