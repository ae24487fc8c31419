using System.Text.Json;

namespace EdgeTester.Cli.Output;

/// <summary>The log of a host: lines for people, or one JSON object a line for machines.</summary>
internal static class LogLines
{
    /// <summary>Makes the writer; it may be called from any thread.</summary>
    public static Action<string> To(TextWriter output, bool asJson, TimeProvider time)
    {
        var gate = new Lock();
        return line =>
        {
            var now = time.GetUtcNow();
            var text = asJson
                ? JsonSerializer.Serialize(
                    new
                    {
                        time = now,
                        level = line.StartsWith("ALARM", StringComparison.Ordinal) ? "error" : "information",
                        message = line,
                    }
                )
                : $"{now:yyyy-MM-dd HH:mm:ss} {line}";
            lock (gate)
                output.WriteLine(text);
        };
    }
}
