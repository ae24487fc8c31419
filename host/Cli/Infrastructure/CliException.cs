namespace EdgeTester.Cli.Infrastructure;

/// <summary>A failure that the user can mend; the message says how, the code goes to the shell.</summary>
public sealed class CliException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Infrastructure.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
