using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>What the host knows of a run before it sends the command to start it.</summary>
public sealed record RunDefinition
{
    /// <summary>Its identity.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>Serial of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>The plan as it was written, JSON.</summary>
    public string PlanJson { get; init; } = "";

    /// <summary>The flat step table that the device gets.</summary>
    public byte[] CompiledPlan { get; init; } = [];

    /// <summary>Sample and lab data, JSON.</summary>
    public string MetadataJson { get; init; } = "{}";
}
