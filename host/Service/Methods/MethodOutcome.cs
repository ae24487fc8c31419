using EdgeTester.Analysis;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Service.Methods;

/// <summary>What became of a method: a result, or why there is none.</summary>
/// <param name="Call">The method and what it was given.</param>
/// <param name="Result">The result; null where there is none.</param>
/// <param name="Error">Why there is none; null where there is one.</param>
public sealed record MethodOutcome(MethodCall Call, MethodResult? Result, string? Error)
{
    /// <summary>Evaluates what the measurements call for, or the one method that is asked for.</summary>
    /// <param name="measurements">At least one.</param>
    /// <param name="method">The method; null for what the data call for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One a method; empty where nothing was recognised.</returns>
    public static IReadOnlyList<MethodOutcome> Of(
        IReadOnlyList<CellMeasurement> measurements,
        MethodKind? method,
        CancellationToken cancellation
    )
    {
        var calls = method is { } asked ? Asked(measurements, asked) : MethodChoice.Of(measurements);
        return calls.Select(call => Try(call, cancellation)).ToArray();
    }

    private static IReadOnlyList<MethodCall> Asked(
        IReadOnlyList<CellMeasurement> measurements,
        MethodKind method
    ) =>
        method is MethodKind.Arrhenius or MethodKind.FullCellImpedance
            ? [new MethodCall(method, measurements, "asked for")]
            : measurements.Select(one => new MethodCall(method, [one], "asked for")).ToArray();

    private static MethodOutcome Try(MethodCall call, CancellationToken cancellation)
    {
        try
        {
            return new MethodOutcome(call, call.Evaluate(cancellation), null);
        }
        catch (Exception e)
            when (e is MethodException or RecordException or SpectrumException or FitException)
        {
            return new MethodOutcome(call, null, e.Message);
        }
    }
}
