namespace EdgeTester.Service.Live;

/// <summary>One channel as the API and the page show it.</summary>
internal sealed record ChannelView
{
    public required string Device { get; init; }
    public required int Channel { get; init; }
    public required bool Online { get; init; }

    /// <summary>idle, running, paused, draining, faulted or unknown.</summary>
    public required string State { get; init; }
    public string? RunId { get; init; }
    public string RunName { get; init; } = "";

    /// <summary>Index of the step, from 0.</summary>
    public int? Step { get; init; }
    public int? StepTotal { get; init; }
    public string StepInWords { get; init; } = "";

    /// <summary>Cycle from 0.</summary>
    public long? Cycle { get; init; }
    public double? ElapsedS { get; init; }

    /// <summary>Elapsed time as a share of the estimate, 0 to 1; null where there is no estimate.</summary>
    public double? Progress { get; init; }
    public double? VoltageV { get; init; }
    public double? CurrentA { get; init; }
    public double? ChargeC { get; init; }
    public double? TemperatureC { get; init; }

    /// <summary>Stored records of the run.</summary>
    public long Records { get; init; }

    /// <summary>Sequences below the highest stored one that are not there.</summary>
    public long Missing { get; init; }

    /// <summary>Complete spectra of the run.</summary>
    public long Spectra { get; init; }

    /// <summary>When the channel last said something.</summary>
    public DateTimeOffset? Received { get; init; }
}
