using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual.Cells;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Techniques;

/// <summary>Every technique, one after the other, on the papers' cells over the real drivers and chip models.</summary>
public class TechniquesOnCellsTests
{
    private static string[] PaperCells() =>
        [
            .. CellCatalogue.Names.Where(name =>
                name.StartsWith("p1-", StringComparison.Ordinal)
                || name.StartsWith("p2-", StringComparison.Ordinal)
            ),
        ];

    /// <summary>All of them with EDGETESTER_ALL_CELLS=1, else one of ten.</summary>
    public static TheoryData<int> Groups() =>
        Environment.GetEnvironmentVariable("EDGETESTER_ALL_CELLS") == "1"
            ? [.. Enumerable.Range(0, (PaperCells().Length + 7) / 8)]
            : [-1];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Every_technique_runs_to_its_end(int group)
    {
        var all = PaperCells();
        var cells =
            group < 0 ? [.. all.Where((_, k) => k % 10 == 3).Take(4)] : all.Skip(8 * group).Take(8).ToArray();
        var bench = new BoardBench(cells);
        var plan = Plan(Steps());
        for (var k = 0; k < cells.Length; k++)
            bench.Start(plan, k);
        bench.Run(900);
        for (var k = 0; k < cells.Length; k++)
        {
            var recording = bench.Recording(k);
            var end = recording.AssertWhole();
            Assert.True(end.Reason == EndReason.Completed, $"{cells[k]}: {end.Reason} {end.Text}");
            Assert.Equal(Steps().Length, recording.Of(RunEventCode.StepEnded).Count());
            Assert.Equal(2, recording.Of(RunEventCode.SpectrumEnded).Count());
            Assert.True(recording.Points.Count >= 8, $"{cells[k]}: {recording.Points.Count} points");
            Assert.Equal(2, recording.Of(RunEventCode.PulseEnded).Count());
        }
    }

    private static StepDefinition[] Steps()
    {
        const double ampere = 20e-6;
        return
        [
            Step(StepKind.Rest).Until(2),
            Impedance(StepKind.PotentiostaticImpedance, 5e-3),
            Impedance(StepKind.GalvanostaticImpedance, 5e-6),
            // A blocking cell charges like a capacitor: the voltage ends the step there.
            Step(StepKind.ConstantCurrent, ampere).Until(3).Until(ConditionQuantity.Voltage, true, 4.4),
            Relative(StepKind.ConstantVoltage, 0.01).Until(3),
            Sweep(StepKind.LinearSweep),
            Sweep(StepKind.CyclicSweep),
            new StepDefinition
            {
                Kind = StepKind.CurrentPulse,
                Range = StepDefinition.AutoRange,
                Setpoint = -ampere,
                PulseSeconds = 0.3,
                RelaxSeconds = 1,
                RepeatCount = 2,
                RecordIntervalMicroseconds = 100_000,
            },
        ];
    }

    private static StepDefinition Relative(StepKind kind, double volt)
    {
        var step = Step(kind, volt);
        step.RelativeToOpenCircuit = true;
        return step;
    }

    private static StepDefinition Sweep(StepKind kind)
    {
        var step = Relative(kind, -0.01);
        step.End = 0.01;
        step.Vertex1 = 0.01;
        step.Vertex2 = -0.01;
        step.ScanRate = 0.01;
        step.RepeatCount = 1;
        return step;
    }

    private static StepDefinition Impedance(StepKind kind, double amplitude) =>
        new()
        {
            Kind = kind,
            Range = StepDefinition.AutoRange,
            Amplitude = amplitude,
            RelativeToOpenCircuit = kind == StepKind.PotentiostaticImpedance,
            StartFrequencyHz = 100e3,
            EndFrequencyHz = 5,
            PointsPerDecade = 1,
            MinimumPeriods = 1,
        };
}
