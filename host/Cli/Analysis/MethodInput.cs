using EdgeTester.Cli.Infrastructure;
using EdgeTester.Formats;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Analysis;

/// <summary>One file of the command line as a measurement, or why it is none.</summary>
/// <param name="Path">The file.</param>
/// <param name="File">What it holds; null where it cannot be used.</param>
/// <param name="Error">Why not.</param>
internal sealed record MethodInput(string Path, FileMeasurement? File, string? Error)
{
    /// <summary>Reads all files; one that cannot be read does not stop the others.</summary>
    public static IReadOnlyList<MethodInput> ReadAll(IReadOnlyList<string> paths)
    {
        using var meter = new Meter(paths.Count, "files");
        return paths
            .Select(path =>
            {
                meter.Step();
                try
                {
                    return new MethodInput(path, FileMeasurement.Read(path), null);
                }
                catch (Exception e)
                    when (e is DataFileException or IOException or UnauthorizedAccessException)
                {
                    return new MethodInput(path, null, e.Message);
                }
            })
            .ToArray();
    }

    /// <summary>Evaluates the files that could be read.</summary>
    /// <param name="inputs">All files.</param>
    /// <param name="changes">What is said of the cell of each.</param>
    /// <param name="method">The method, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<MethodOutcome> Evaluate(
        IReadOnlyList<MethodInput> inputs,
        IReadOnlyList<DescriptionChanges> changes,
        EdgeTester.Analysis.Methods.MethodKind? method,
        CancellationToken cancellation
    )
    {
        var measurements = inputs
            .Zip(changes)
            .Where(pair => pair.First.File is not null)
            .Select(pair => pair.Second.Apply(pair.First.File!.Measurement))
            .ToArray();
        return measurements.Length == 0 ? [] : MethodOutcome.Of(measurements, method, cancellation);
    }
}
