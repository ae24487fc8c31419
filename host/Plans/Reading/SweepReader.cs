namespace EdgeTester.Plans;

/// <summary>Reads linear and cyclic sweeps.</summary>
internal static class SweepReader
{
    public static PlanStep Read(ObjectReader from, int number, SafetyLimits safety)
    {
        var cyclic = from.Text("step") == "cyclic_sweep";
        var relative = from.Flag("relative_to_ocv") ?? false;
        var fields = cyclic
            ? new[] { "start_voltage_V", "vertex1_voltage_V", "vertex2_voltage_V", "end_voltage_V" }
            : ["start_voltage_V", "end_voltage_V"];
        var voltages = fields.ToDictionary(field => field, from.Number);
        if (!relative)
            foreach (var (field, value) in voltages)
                if (value is { } voltage)
                    LimitChecks.Voltage(from, field, voltage, safety);
        var start = voltages["start_voltage_V"];
        var end = voltages["end_voltage_V"];
        if (!cyclic && start is not null && start == end)
            from.Mistake("end_voltage_V", "the sweep ends where it starts");
        if (cyclic && voltages["vertex1_voltage_V"] is { } first && first == voltages["vertex2_voltage_V"])
            from.Mistake("vertex2_voltage_V", "the two turning voltages are the same");
        return new SweepStep
        {
            Number = number,
            Position = from.Node.Position,
            Start = start ?? 0,
            End = end ?? start ?? 0,
            ScanRate = from.Number("scan_rate_mV_per_s") * 1e-3 ?? 1,
            RelativeToOpenCircuit = relative,
            Vertices = cyclic
                ? (voltages["vertex1_voltage_V"] ?? 0, voltages["vertex2_voltage_V"] ?? 0)
                : null,
            Cycles = cyclic ? (uint)(from.Integer("cycle_count") ?? 1) : 1,
        };
    }
}
