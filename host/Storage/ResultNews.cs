namespace EdgeTester.Storage;

/// <summary>Somebody has saved results of a spectrum.</summary>
/// <param name="Id">Counts up; where several write at once, a lower one may become visible after a higher one.</param>
/// <param name="Spectrum">The spectrum.</param>
/// <param name="Worker">Who.</param>
public sealed record ResultNews(long Id, SpectrumKey Spectrum, string Worker);
