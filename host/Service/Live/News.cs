using EdgeTester.Storage;

namespace EdgeTester.Service.Live;

/// <summary>A run began, ended or changed.</summary>
internal sealed record RunNews(string RunId, int Channel);

/// <summary>A spectrum is complete, or its analysis is.</summary>
internal sealed record SpectrumNews(string RunId, int Channel, long Spectrum)
{
    public static SpectrumNews Of(SpectrumKey key) => new(key.Run.ToString(), key.Channel, key.Spectrum);
}
