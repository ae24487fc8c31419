using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Cli.Reproduce;

/// <summary>What was stored of a case's runs and what evaluations make of it; each is made once, when it is first asked for.</summary>
/// <param name="measurements">A measurement a run, read from the store.</param>
internal sealed class CaseResults(IReadOnlyList<CellMeasurement> measurements)
{
    private readonly Dictionary<(Type, string), MethodResult> results = [];

    /// <summary>What was stored, a measurement a run.</summary>
    public IReadOnlyList<CellMeasurement> Measurements => measurements;

    /// <summary>All evaluations that were made.</summary>
    public IReadOnlyCollection<MethodResult> Made => results.Values;

    /// <summary>The evaluation of one run.</summary>
    /// <exception cref="MethodException">The records do not hold what the method needs.</exception>
    public T Of<T>(int run, Func<CellMeasurement, T> evaluate)
        where T : MethodResult => Once(run.ToString("D"), () => evaluate(measurements[run]));

    /// <summary>The evaluation of several runs together.</summary>
    /// <exception cref="MethodException">The records do not hold what the method needs.</exception>
    public T Of<T>(Range runs, Func<IReadOnlyList<CellMeasurement>, T> evaluate)
        where T : MethodResult => Once(runs.ToString(), () => evaluate(measurements.Take(runs).ToArray()));

    private T Once<T>(string key, Func<T> evaluate)
        where T : MethodResult
    {
        if (results.TryGetValue((typeof(T), key), out var known))
            return (T)known;
        var made = evaluate();
        results[(typeof(T), key)] = made;
        return made;
    }
}
