using EdgeTester.Analysis;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Formats;

namespace EdgeTester.Cli.Analysis;

/// <summary>One spectrum of the files on the command line, or why there is none.</summary>
/// <param name="Name">File, with the spectrum's number where the file has several.</param>
/// <param name="Spectrum">The spectrum, null where it cannot be read.</param>
/// <param name="Error">Why not.</param>
/// <param name="Notes">What the reader noticed, for example that the file holds -Z''.</param>
public sealed record SpectrumInput(
    string Name,
    Spectrum? Spectrum,
    string? Error,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Reads all files; a file that cannot be read becomes an entry with an error.</summary>
    public static IReadOnlyList<SpectrumInput> ReadAll(IEnumerable<string> paths) =>
        paths.SelectMany(Read).ToList();

    /// <summary>
    /// Works on every spectrum on all cores and keeps the order. A spectrum that cannot be used, or on which the work fails
    /// unexpectedly, does not stop the others.
    /// </summary>
    public static IReadOnlyList<FileOutcome<T>> Map<T>(
        IReadOnlyList<SpectrumInput> inputs,
        Func<SpectrumInput, Spectrum, T> work,
        CancellationToken cancellation
    )
        where T : class
    {
        using var meter = new Meter(inputs.Count, "spectra");
        return inputs
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .Select(input =>
            {
                var outcome = Try(input, work);
                meter.Step();
                return outcome;
            })
            .ToList();
    }

    private static FileOutcome<T> Try<T>(SpectrumInput input, Func<SpectrumInput, Spectrum, T> work)
        where T : class
    {
        if (input.Spectrum is null)
            return new(input.Name, null, input.Error ?? "it holds no spectrum");
        try
        {
            return new(input.Name, work(input, input.Spectrum), null);
        }
        catch (Exception e) when (e is SpectrumException or FitException)
        {
            return new(input.Name, null, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(
                input.Name,
                null,
                $"a mistake of ours, please report it with the file: {e.GetType().Name}, {e.Message}",
                IsOurMistake: true
            );
        }
    }

    private static IEnumerable<SpectrumInput> Read(string path)
    {
        SpectrumFile file;
        try
        {
            file = SpectrumFiles.Read(path);
        }
        catch (Exception e)
            when (e is DataFileException or SpectrumException or IOException or UnauthorizedAccessException)
        {
            return [new SpectrumInput(path, null, e.Message, [])];
        }
        if (file.Spectra.Count == 0)
            return [new SpectrumInput(path, null, "the file holds no spectrum", file.Notes)];
        return file.Spectra.Select(
            (spectrum, k) =>
                new SpectrumInput(
                    file.Spectra.Count == 1 ? path : $"{path}#{k + 1}",
                    spectrum,
                    null,
                    file.Notes
                )
        );
    }

    /// <summary>Says on the error output why a file has no result.</summary>
    public static void Complain(string file, string error) =>
        Console.Error.WriteLine(
            error.StartsWith(file, StringComparison.Ordinal)
                ? $"edgetester: {error}"
                : $"edgetester: {file}: {error}"
        );
}
