using System.Text.Json.Serialization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Analysis;

/// <summary>What a command made of one spectrum: a result, or why there is none.</summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <param name="File">File, with the spectrum's number where the file has several.</param>
/// <param name="Result">The result, null where there is none.</param>
/// <param name="Error">Why not.</param>
/// <param name="IsOurMistake">True where the failure is not the file's but this program's.</param>
public sealed record FileOutcome<T>(string File, T? Result, string? Error, bool IsOurMistake = false)
    where T : class;

/// <summary>What <c>--json</c> prints for a file that cannot be used.</summary>
/// <param name="File">The file.</param>
/// <param name="Error">Why not.</param>
public sealed record FailedFile(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("error")] string Error
);

/// <summary>Prints outcomes and finds the exit code.</summary>
public static class FileOutcomes
{
    /// <summary>One JSON array, an object a spectrum in the order of the files.</summary>
    public static string Json<T>(IReadOnlyList<FileOutcome<T>> outcomes)
        where T : class =>
        Output.Json.Write(
            outcomes.Select(o => o.Result ?? (object)new FailedFile(o.File, o.Error ?? "")).ToArray()
        );

    /// <summary>Says on the error output which files have no result, and why.</summary>
    public static void Complain<T>(IReadOnlyList<FileOutcome<T>> outcomes)
        where T : class
    {
        foreach (var outcome in outcomes)
            if (outcome.Error is { } error)
                SpectrumInput.Complain(outcome.File, error);
    }

    /// <summary>Success where every spectrum has a result.</summary>
    public static int ExitCodeOf<T>(IReadOnlyList<FileOutcome<T>> outcomes)
        where T : class =>
        outcomes.Any(o => o.IsOurMistake) ? ExitCode.Internal
        : outcomes.Any(o => o.Error is not null) ? ExitCode.BadInput
        : ExitCode.Success;
}
