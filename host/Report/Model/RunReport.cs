namespace EdgeTester.Report.Model;

/// <summary>All that a run's report shows; <see cref="ReportWriter"/> draws it and adds nothing.</summary>
public sealed record RunReport
{
    /// <summary>The run's name.</summary>
    public required string Title { get; init; }

    /// <summary>The run's identity, 32 hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>State in words, for example "completed".</summary>
    public required string State { get; init; }

    /// <summary>Sample, channel, device, times and so on, in order.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The plan in words, one line a step.</summary>
    public IReadOnlyList<string> PlanInWords { get; init; } = [];

    /// <summary>The main results.</summary>
    public IReadOnlyList<ResultRow> Results { get; init; } = [];

    /// <summary>What the methods found that the run's records call for.</summary>
    public IReadOnlyList<MethodSection> Methods { get; init; } = [];

    /// <summary>Whether all records are there; null where it was not checked.</summary>
    public RecordCheck? Check { get; init; }

    /// <summary>Voltage and current against time, or null where the run has no samples.</summary>
    public SampleTrace? Samples { get; init; }

    /// <summary>Parameters followed through the run.</summary>
    public IReadOnlyList<Trend> Trends { get; init; } = [];

    /// <summary>Every spectrum, in the order in which they were taken.</summary>
    public IReadOnlyList<SpectrumSection> Spectra { get; init; } = [];

    /// <summary>Events worth a line: seconds since the run began, and what happened.</summary>
    public IReadOnlyList<EventLine> Events { get; init; } = [];

    /// <summary>What a reader must know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The calibration that its readings were corrected with; null where the run does not say.</summary>
    public CertificateSection? Certificate { get; init; }

    /// <summary>Where numbers come from: software version, hash of the raw data.</summary>
    public required Provenance Provenance { get; init; }
}

/// <summary>Counts of a run's records.</summary>
/// <param name="Records">Records that are stored.</param>
/// <param name="Missing">Sequences that should be there and are not.</param>
/// <param name="Doubled">Sequences that are there twice.</param>
/// <param name="Lost">Records that the device itself had to drop.</param>
public sealed record RecordCheck(long Records, long Missing, long Doubled, long Lost);

/// <summary>Voltage and current against time, already thinned for the page.</summary>
/// <param name="ElapsedSeconds">Seconds since the run began.</param>
/// <param name="VoltageVolt">Cell voltage in V.</param>
/// <param name="CurrentAmpere">Current in A, charging positive.</param>
public sealed record SampleTrace(
    IReadOnlyList<double> ElapsedSeconds,
    IReadOnlyList<double> VoltageVolt,
    IReadOnlyList<double> CurrentAmpere
);

/// <summary>One quantity followed through a run or a series.</summary>
/// <param name="Name">Name, for example "R1, interface".</param>
/// <param name="Unit">SI unit in plain text.</param>
/// <param name="ElapsedSeconds">Seconds since the run began.</param>
/// <param name="Values">Values in the unit.</param>
/// <param name="StandardErrors">Standard errors in the unit, NaN where there is none.</param>
public sealed record Trend(
    string Name,
    string Unit,
    IReadOnlyList<double> ElapsedSeconds,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> StandardErrors
);

/// <summary>An event of the run.</summary>
public sealed record EventLine(double ElapsedSeconds, string Text);

/// <summary>Where a report's numbers come from.</summary>
/// <param name="Software">Program and version.</param>
/// <param name="RawDataSha256">SHA-256 of the raw data, hexadecimal; "" where there is no raw data.</param>
/// <param name="WrittenAt">When the report was written.</param>
public sealed record Provenance(string Software, string RawDataSha256, DateTimeOffset WrittenAt);
