namespace EdgeTester.NanoSurface.Checks;

/// <summary>What the checks hold the firmware to: where data flow, where the control tick begins, what it may call, and where it ends.</summary>
public static class DeviceRules
{
    /// <summary>Namespaces whose numbers are data: no Math there, which is single precision on the stock ESP32 image.</summary>
    public static readonly IReadOnlyList<string> DataPaths =
    [
        "EdgeTester.Contracts",
        "EdgeTester.Firmware.Channels",
        "EdgeTester.Firmware.Chips",
        "EdgeTester.Firmware.Impedance",
        "EdgeTester.Firmware.Journal",
        "EdgeTester.Firmware.Runner",
        "EdgeTester.Firmware.Safety",
        "EdgeTester.Firmware.Techniques",
        "EdgeTester.Firmware.Telemetry",
        "EdgeTester.Firmware.Bare",
    ];

    /// <summary>Where the control tick begins: the one method that a board calls again and again.</summary>
    public const string TickEntry = "EdgeTester.Firmware.Runner.Tester.Step";

    /// <summary>What the tick may call of nanoFramework's own assemblies: nothing that takes memory, makes text or waits.</summary>
    public static readonly IReadOnlyList<string> TickMayCall =
    [
        "System.Array.Copy",
        "System.BitConverter.DoubleToInt64Bits",
        "System.BitConverter.Int64BitsToDouble",
        "System.Double.IsNaN",
        "System.Double.IsInfinity",
        "System.Array.get_Length",
        "System.String.get_Length",
        "System.String.get_Chars",
        "System.Object..ctor",
    ];

    /// <summary>
    /// Where the tick leaves its steady course, with the reason: a person's order, a fault, the say-so of a whole board. Each comes seldom, and a
    /// collection then costs one late reading.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> TickEndsAt = new Dictionary<string, string>
    {
        ["EdgeTester.Firmware.Runner.Tester.FailOn"] = "an error of the program ends the run",
        ["EdgeTester.Firmware.Runner.Channel.Fail"] = "a fault ends the run and says why in words",
        ["EdgeTester.Contracts.ByteWriter.PutCharacters"] = "only faults, pauses and descriptions have words",
        ["EdgeTester.Contracts.Command.TryDecode"] = "a person's order came in",
        ["EdgeTester.Firmware.Telemetry.CommandDesk.Serve"] = "a person's order came in",
    };
}
