using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Checks;

/// <summary>What is special about the pins of a processor module.</summary>
/// <param name="Name">Of the module.</param>
/// <param name="Existing">GPIO numbers that the module brings out.</param>
/// <param name="Strapping">Sampled at reset: only what is made for it may be there.</param>
/// <param name="InputOnly">Cannot drive.</param>
/// <param name="Taken">Used inside the module, with the reason.</param>
/// <param name="Reserved">GPIO to the names of the pins that alone may use it.</param>
public sealed record ProcessorModule(
    string Name,
    IReadOnlySet<int> Existing,
    IReadOnlySet<int> Strapping,
    IReadOnlySet<int> InputOnly,
    IReadOnlyDictionary<int, string> Taken,
    IReadOnlyDictionary<int, string> Reserved
)
{
    /// <summary>ESP32-S3-WROOM-1 N16R8. It has no input-only pins; octal PSRAM takes 35 to 37.</summary>
    public static readonly ProcessorModule Esp32S3 = new(
        "ESP32-S3-WROOM-1-N16R8",
        Range(0, 21).Concat(Range(35, 48)).ToHashSet(),
        new HashSet<int> { 0, 3, 45, 46 },
        new HashSet<int>(),
        Range(35, 37).ToDictionary(g => g, _ => "octal PSRAM"),
        new Dictionary<int, string>
        {
            [0] = "BootButton",
            [19] = "UsbMinus",
            [20] = "UsbPlus",
            [43] = "SerialOut",
            [44] = "SerialIn",
        }
    );

    /// <summary>ESP32-WROOM-32, as on most bare development boards: 34 to 39 only read, 6 to 11 are the flash.</summary>
    public static readonly ProcessorModule Esp32 = new(
        "ESP32-WROOM-32",
        Range(0, 5)
            .Concat(Range(6, 19))
            .Concat(Range(21, 23))
            .Concat(Range(25, 27))
            .Concat(Range(32, 36))
            .Append(39)
            .ToHashSet(),
        new HashSet<int> { 0, 2, 5, 12, 15 },
        Range(34, 39).ToHashSet(),
        Range(6, 11).ToDictionary(g => g, _ => "flash"),
        new Dictionary<int, string> { [1] = "SerialOut", [3] = "SerialIn" }
    );

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, last - first + 1);
}

/// <summary>Checks a pin plan against the module's peculiarities.</summary>
public static class ProcessorRules
{
    /// <summary>All findings of a plan.</summary>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<PlannedPin> plan, ProcessorModule module)
    {
        var findings = new List<Finding>();
        void Error(string rule, PlannedPin pin, string message) =>
            findings.Add(new(Severity.Error, rule, $"{pin.Name} (GPIO {pin.Gpio})", message));
        foreach (var pin in plan)
        {
            if (!module.Existing.Contains(pin.Gpio))
                Error("pin", pin, $"{module.Name} does not bring this pin out");
            if (module.Taken.TryGetValue(pin.Gpio, out var by))
                Error("pin", pin, $"the module uses it for its {by}: choose another");
            if (module.InputOnly.Contains(pin.Gpio) && pin.Use != PinUse.Input)
                Error("input-only", pin, "this pin cannot drive: choose another");
            if (module.Reserved.TryGetValue(pin.Gpio, out var owner))
            {
                if (owner != pin.Name)
                    Error("pin", pin, $"reserved for {owner}");
            }
            else if (module.Strapping.Contains(pin.Gpio))
                Error("strapping", pin, "sampled at reset: a load here may keep the module from starting");
        }
        foreach (var twice in plan.GroupBy(p => p.Gpio).Where(g => g.Count() > 1))
            Error("pin", twice.Last(), $"also used by {twice.First().Name}");
        foreach (var twice in plan.GroupBy(p => p.Name).Where(g => g.Count() > 1))
            Error("pin", twice.Last(), "the name is there twice");
        return findings;
    }
}
