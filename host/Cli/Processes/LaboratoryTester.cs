namespace EdgeTester.Cli.Processes;

/// <summary>A virtual tester as a process of its own.</summary>
internal sealed class LaboratoryTester(string serial, Supervised process, string truthFile) : IAsyncDisposable
{
    /// <summary>Its name at the broker.</summary>
    public string Serial => serial;

    /// <summary>Its process number.</summary>
    public int ProcessId => process.ProcessId;

    /// <summary>How often it had to be started again.</summary>
    public int Restarts => process.Restarts;

    /// <summary>Where it writes what its cells truly are.</summary>
    public string TruthFile => truthFile;

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
