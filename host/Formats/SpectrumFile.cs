using EdgeTester.Analysis;

namespace EdgeTester.Formats;

/// <summary>What an impedance file holds.</summary>
/// <param name="Spectra">One spectrum or more, in the order of the file.</param>
/// <param name="Format">The format that was recognised, in words.</param>
/// <param name="Notes">What a reader should know: how the sign was decided, what was left out, what looks damaged.</param>
public sealed record SpectrumFile(
    IReadOnlyList<Spectrum> Spectra,
    string Format,
    IReadOnlyList<string> Notes
);
