namespace EdgeTester.Storage;

/// <summary>What one call to append has made durable.</summary>
/// <param name="Outcomes">For each frame in its order.</param>
/// <param name="Progress">Every channel that a frame of this call was stored in, or had been stored in before.</param>
/// <param name="CompletedSpectra">Spectra whose last missing point was in this call.</param>
public sealed record AppendResult(
    IReadOnlyList<AppendOutcome> Outcomes,
    IReadOnlyList<ChannelProgress> Progress,
    IReadOnlyList<SpectrumKey> CompletedSpectra
);
