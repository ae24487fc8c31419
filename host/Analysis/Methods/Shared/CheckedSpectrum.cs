using System.Globalization;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Methods;

/// <summary>A spectrum, what the Kramers-Kronig test says of it, and the points that are left to be fitted.</summary>
internal sealed class CheckedSpectrum
{
    private CheckedSpectrum(Spectrum spectrum, Spectrum used, KramersKronigResult test, string[] warnings)
    {
        Whole = spectrum;
        Used = used;
        Test = test;
        Warnings = warnings;
    }

    public Spectrum Whole { get; }

    /// <summary>Without points that stand out, and only the window in which the data are consistent.</summary>
    public Spectrum Used { get; }

    public KramersKronigResult Test { get; }

    public IReadOnlyList<string> Warnings { get; }

    public string Name => Whole.Label.Length > 0 ? Whole.Label : "the spectrum";

    public static CheckedSpectrum Of(Spectrum spectrum)
    {
        var test = LinearKramersKronig.Validate(spectrum);
        var warnings = new List<string>();
        var used = spectrum;
        var suspects = test.SuspectPoints.Select(point => point.Index).ToHashSet();
        var name = spectrum.Label.Length > 0 ? spectrum.Label : "the spectrum";
        switch (test.Verdict)
        {
            case KramersKronigVerdict.ValidWithOutliers
            or KramersKronigVerdict.PartlyValid
                when suspects.Count > 0 && spectrum.Count - suspects.Count >= Math.Max(8, spectrum.Count / 3):
                used = spectrum.Where(k => !suspects.Contains(k));
                warnings.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}: {suspects.Count} of {spectrum.Count} points fail the Kramers-Kronig test and were left out; used is {used.FrequencyHz[^1]:G3} to {used.FrequencyHz[0]:G3} Hz."
                    )
                );
                break;
            case KramersKronigVerdict.Invalid or KramersKronigVerdict.PartlyValid:
                warnings.Add(
                    $"{name} fails the Kramers-Kronig test ({test.VerdictText}): its figures are not to be trusted. Let the cell rest, use a smaller amplitude, and measure again."
                );
                break;
            case KramersKronigVerdict.Undecided:
                warnings.Add($"{name} has too few points for a Kramers-Kronig test.");
                break;
        }
        return new CheckedSpectrum(spectrum, used, test, warnings.ToArray());
    }
}
