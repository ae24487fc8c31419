using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>Some spectra of one channel of a run that one worker has taken, for a time, to analyse.</summary>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="FirstSpectrum">The first spectrum.</param>
/// <param name="EndSpectrum">The first after them.</param>
/// <param name="Token">Differs for whoever takes the job: results with the token of an earlier one are refused.</param>
/// <param name="Added">How often spectra were added until it was taken.</param>
public sealed record AnalysisJob(
    RunId Run,
    byte Channel,
    uint FirstSpectrum,
    uint EndSpectrum,
    long Token,
    long Added
)
{
    /// <summary>Somebody had it before and ended, or was too slow, without finishing it: one of its spectra may be why.</summary>
    public bool IsRetaken { get; init; }

    /// <summary>Spectra of a job: the same ones for every worker, so that results do not depend on who works when.</summary>
    public const uint Spectra = 64;
}
