using System.Text.Json;
using EdgeTester.Contracts;
using EdgeTester.Service.Api;
using EdgeTester.Storage;

namespace EdgeTester.Service.Analyses;

/// <summary>Reads results of the present method versions.</summary>
internal sealed class StoredAnalyses(IRunStore store)
{
    public FitDocument? Fit(SpectrumKey key) => Read<FitDocument>(key, AnalysisMethod.CircuitFit);

    public KramersKronigDocument? KramersKronig(SpectrumKey key) =>
        Read<KramersKronigDocument>(key, AnalysisMethod.KramersKronig);

    public RelaxationDocument? Relaxation(SpectrumKey key) =>
        Read<RelaxationDocument>(key, AnalysisMethod.Relaxation);

    /// <summary>All results of one method of a run, by spectrum.</summary>
    public IReadOnlyDictionary<uint, T> All<T>(RunId run, byte channel, AnalysisMethod method)
        where T : class
    {
        var all = new SortedDictionary<uint, T>();
        foreach (var result in store.ReadResults(run, channel, null, method.Name))
            if (
                result.Version == method.Version
                && result.Spectrum is { } number
                && Parse<T>(result.Json) is { } one
            )
                all[number] = one;
        return all;
    }

    private T? Read<T>(SpectrumKey key, AnalysisMethod method)
        where T : class
    {
        var result = store
            .ReadResults(key.Run, key.Channel, key.Spectrum, method.Name)
            .FirstOrDefault(one => one.Version == method.Version);
        return result is null ? null : Parse<T>(result.Json);
    }

    private static T? Parse<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
