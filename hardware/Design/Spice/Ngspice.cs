using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTester.Hardware.Spice;

/// <summary>Thrown where ngspice is missing or a deck does not run.</summary>
public sealed class SpiceException(string message) : Exception(message);

/// <summary>Runs decks with ngspice in a folder and reads the columns that they write.</summary>
/// <param name="program">Name or path of ngspice.</param>
/// <param name="folder">Where decks and results go; it has to exist.</param>
public sealed partial class Ngspice(string program, string folder)
{
    /// <summary>Longest time that a deck may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>Runs a deck whose control block writes files with <c>wrdata</c>.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="SpiceException">ngspice is missing, takes too long, or reports an error.</exception>
    public string Run(string name, string deck, CancellationToken cancellation)
    {
        // Decks append to what they write: what an earlier run left in the folder must not count again.
        foreach (var written in WrittenFiles().Matches(deck).Select(m => m.Groups[1].Value).Distinct())
            File.Delete(Path.Combine(folder, written));
        var file = name + ".cir";
        File.WriteAllText(Path.Combine(folder, file), deck);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["-b", file])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SpiceException($"{program} is not there: apt-get install ngspice");
        }
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new SpiceException($"{name}: ngspice took longer than {Limit.TotalMinutes:F0} minutes");
        }
        var text = output.Result + errors.Result;
        var bad = text.Split('\n')
            .FirstOrDefault(l =>
                l.Contains("Fatal", StringComparison.OrdinalIgnoreCase)
                || l.Contains("doAnalyses:", StringComparison.Ordinal)
                || l.Contains("simulation(s) aborted", StringComparison.Ordinal)
                || l.StartsWith("Error", StringComparison.Ordinal)
            );
        return bad is null ? text : throw new SpiceException($"{name}: {bad.Trim()}");
    }

    [GeneratedRegex(@"\bwrdata (\S+)")]
    private static partial Regex WrittenFiles();

    /// <summary>Rows of numbers of a file written by <c>wrdata</c>; the first column is the scale.</summary>
    /// <exception cref="SpiceException">The file is missing.</exception>
    public IReadOnlyList<double[]> Read(string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw new SpiceException($"the deck did not write {file}");
        return
        [
            .. File.ReadLines(path)
                .Select(l =>
                    l.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(f => double.Parse(f, CultureInfo.InvariantCulture))
                        .ToArray()
                )
                .Where(r => r.Length > 0),
        ];
    }
}
