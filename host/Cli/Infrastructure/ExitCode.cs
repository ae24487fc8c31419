namespace EdgeTester.Cli.Infrastructure;

/// <summary>What the process says when it ends; scripts may rely on these.</summary>
public static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>The work was done and its result is bad: records missing, a test failed, a run ended by a fault.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>An input file or plan is wrong or missing.</summary>
    public const int BadInput = 65;

    /// <summary>Something that is needed is not there: broker, host, program, port.</summary>
    public const int Unavailable = 69;

    /// <summary>A mistake of ours.</summary>
    public const int Internal = 70;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
