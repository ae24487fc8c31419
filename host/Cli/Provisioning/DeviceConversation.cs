using System.Globalization;
using System.Text;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Contracts;

namespace EdgeTester.Cli.Provisioning;

/// <summary>
/// The host's side of the line protocol of docs/provisioning-serial.md: a line with a CRC out, a line with a CRC back, asked again where the
/// answer is damaged or stays out. Every command may be sent twice without harm.
/// </summary>
/// <param name="port">Reads give back 0 bytes when nothing came for a while.</param>
/// <param name="time">For the patience.</param>
public sealed class DeviceConversation(Stream port, TimeProvider time)
{
    private const string Greeting = "ET1 ";
    private const int Tries = 4;

    /// <summary>Bytes of a value that one line may carry.</summary>
    public const int LargestPart = 192;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Lines that had to be sent again.</summary>
    public int Repeated { get; private set; }

    /// <summary>Sends a command; what came behind the "ok".</summary>
    /// <exception cref="CliException">The device refuses, or does not answer.</exception>
    public string Say(string words)
    {
        for (var k = 0; k < Tries; k++)
        {
            if (k > 0)
                Repeated++;
            port.Write(Encoding.ASCII.GetBytes(Line(words)));
            port.Flush();
            var answer = Hear();
            if (answer is null || answer.StartsWith("no the line is damaged", StringComparison.Ordinal))
                continue;
            if (answer == "ok" || answer.StartsWith("ok ", StringComparison.Ordinal))
                return answer[2..].Trim();
            var reason = answer.StartsWith("no ", StringComparison.Ordinal) ? answer[3..] : answer;
            throw new CliException(
                ExitCode.BadInput,
                $"the device refuses '{words.Split(' ')[0]}': {reason}"
            );
        }
        throw new CliException(
            ExitCode.Unavailable,
            "the device does not answer: is it the right port, and is no other program (a terminal, an IDE) using it?"
        );
    }

    /// <summary>Sends a value in parts and has the device say what it has.</summary>
    /// <exception cref="CliException">The device refuses, does not answer, or has something else.</exception>
    public void Put(string name, byte[] value)
    {
        for (var at = 0; at == 0 || at < value.Length; at += LargestPart)
        {
            var part = value.AsSpan(at, Math.Min(LargestPart, value.Length - at));
            Say(
                string.Create(CultureInfo.InvariantCulture, $"put {name} {at} {Convert.ToBase64String(part)}")
            );
        }
        var expected = string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Length} {Crc32.Compute(value, 0, value.Length):X8}"
        );
        var found = Say($"list {name}");
        if (found != expected)
            throw new CliException(
                ExitCode.Failed,
                $"the device has '{found}' for {name} and not '{expected}': run the command again"
            );
    }

    /// <summary>A line as it goes out.</summary>
    public static string Line(string words)
    {
        var text = Encoding.ASCII.GetBytes(Greeting + words);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Greeting}{words} *{Crc32.Compute(text, 0, text.Length):X8}\n"
        );
    }

    // The next line that is whole and the protocol's; anything else on the port (boot messages, noise) is passed over.
    private string? Hear()
    {
        var start = time.GetTimestamp();
        var line = new StringBuilder();
        var one = new byte[1];
        while (time.GetElapsedTime(start) < Patience)
        {
            if (port.Read(one, 0, 1) == 0)
                continue;
            if (one[0] == '\r')
                continue;
            if (one[0] != '\n')
            {
                if (line.Length < 4096)
                    line.Append((char)one[0]);
                continue;
            }
            if (WordsOf(line.ToString()) is { } words)
                return words;
            line.Clear();
        }
        return null;
    }

    private static string? WordsOf(string line)
    {
        var begin = line.IndexOf(Greeting, StringComparison.Ordinal);
        var end = line.LastIndexOf(" *", StringComparison.Ordinal);
        if (begin < 0 || end < begin + Greeting.Length)
            return null;
        var words = line[(begin + Greeting.Length)..end];
        return Line(words).TrimEnd('\n') == line[begin..] ? words : null;
    }
}
