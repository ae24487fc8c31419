using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>The result of one analysis, kept as JSON. It can always be made again from the raw frames.</summary>
public sealed record AnalysisResult
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>The spectrum that it is about; null = the whole run.</summary>
    public uint? Spectrum { get; init; }

    /// <summary>Name of the method, for example "fit" or "drt".</summary>
    public required string Method { get; init; }

    /// <summary>Version of the method: another version is another result.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The result.</summary>
    public required string Json { get; init; }
}
