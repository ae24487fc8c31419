using System.Text.Json;

namespace EdgeTester.Service.Api;

/// <summary>An order to a tester.</summary>
internal sealed record CommandRequest
{
    /// <summary>start, stop, pause or resume.</summary>
    public string Verb { get; init; } = "";

    /// <summary>Serial of the tester.</summary>
    public string Device { get; init; } = "";

    /// <summary>Channel from 0.</summary>
    public int Channel { get; init; } = -1;

    /// <summary>The run; not for start.</summary>
    public string? RunId { get; init; }

    /// <summary>Name of the new run; only for start, empty = the plan's.</summary>
    public string? Name { get; init; }

    /// <summary>The test plan; only for start.</summary>
    public JsonElement? Plan { get; init; }
}
