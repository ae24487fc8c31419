using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual.Cells;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>The sentinel on the virtual board: cells with shorts are found and told apart, healthy ones run on.</summary>
public class ShortSentinelTests(ITestOutputHelper output)
{
    /// <summary>Every catalogue cell that metal can be plated in.</summary>
    private static IEnumerable<CellDefinition> Plated =>
        CellCatalogue
            .Names.Select(CellCatalogue.Definition)
            .Where(cell =>
                (cell.Title.StartsWith("Na|", StringComparison.Ordinal) && !cell.Title.Contains("NVP"))
                || cell.Title.StartsWith("steel|", StringComparison.Ordinal)
            );

    /// <summary>All of them with EDGETESTER_ALL_CELLS=1, else one of four.</summary>
    public static TheoryData<int> HealthyGroups() =>
        Environment.GetEnvironmentVariable("EDGETESTER_ALL_CELLS") == "1"
            ? [.. Enumerable.Range(0, (Healthy().Length + 7) / 8)]
            : [-1];

    private static CellDefinition[] Healthy() => [.. Plated.Where(cell => cell.Shorts.Length == 0)];

    [Theory]
    [MemberData(nameof(HealthyGroups))]
    public void A_healthy_cell_gives_no_alarm(int group)
    {
        var all = Healthy();
        var cells =
            group < 0
                ? [.. all.Where((_, k) => k % (all.Length / 4) == 0)]
                : all.Skip(8 * group).Take(8).ToArray();
        var bench = new BoardBench([.. cells.Select(cell => CellFactory.Build(cell))]);
        for (var k = 0; k < cells.Length; k++)
        {
            var ampere = 0.1e-3 * cells[k].Area;
            bench.Start(Watched(Check(ampere), Half(-3 * ampere, 15)), k);
        }
        bench.Run(600);
        for (var k = 0; k < cells.Length; k++)
        {
            var recording = bench.Recording(k);
            Say(cells[k].Name, recording);
            Assert.Empty(recording.Of(RunEventCode.SentinelFound));
            Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
            Assert.Equal(2, recording.Of(RunEventCode.SentinelChecked).Count());
            Assert.Equal(6, recording.Of(RunEventCode.SentinelPoint).Count());
        }
    }

    [Theory]
    [InlineData("p1-zn010-critical", 1.0, 40)]
    [InlineData("p1-zn0-critical", 0.15, 200)]
    [InlineData("p2-x02-critical", 0.6, 60)]
    public void A_soft_short_that_stays_is_found(string name, double density, double seconds)
    {
        var cell = CellCatalogue.Definition(name);
        var recording = Plate(cell, density, seconds);
        Assert.Equal(EndReason.SoftShort, recording.AssertWhole().Reason);
        var found = recording.Of(RunEventCode.SentinelFound).ToArray();
        Assert.Equal((double)SentinelFinding.IrreversibleSoftShort, found[^1].Value1);
        Assert.True(found[^1].Value2 > found[^1].Value3);
        // It was seen in the half cycle already, where the voltage became unsteady.
        Assert.Equal((double)SentinelFinding.SoftShort, found[0].Value1);
    }

    [Fact]
    public void A_soft_short_that_heals_when_the_current_turns_is_told_from_one_that_stays()
    {
        var cell = CellCatalogue.Definition("p1-zn0-cycling") with
        {
            Shorts =
            [
                new ShortDefinition
                {
                    Kind = "soft",
                    Resistance = 1154.69,
                    Flicker = 0.3,
                    Interval = 1,
                    HalfCycle = 0.002,
                    Heals = true,
                },
            ],
        };
        var recording = Plate(cell, 0.3, 60);
        Assert.Equal(EndReason.SoftShort, recording.AssertWhole().Reason);
        Assert.Equal(
            (double)SentinelFinding.ReversibleSoftShort,
            recording.Of(RunEventCode.SentinelFound).Last().Value1
        );
        var goesOn = Plate(cell, 0.3, 60, SoftShortAction.StopIfIrreversible);
        Assert.Equal(EndReason.Completed, goesOn.AssertWhole().Reason);
        Assert.Equal(
            (double)SentinelFinding.ReversibleSoftShort,
            goesOn.Of(RunEventCode.SentinelFound).Last().Value1
        );
    }

    [Fact]
    public void A_steady_soft_short_is_found_by_the_conductance_alone()
    {
        var cell = CellCatalogue.Definition("p1-zn010-cycling") with
        {
            Shorts =
            [
                new ShortDefinition
                {
                    Kind = "soft",
                    Resistance = 600,
                    HalfCycle = 0.001,
                },
            ],
        };
        var recording = Plate(cell, 0.2, 40);
        Assert.Equal(EndReason.SoftShort, recording.AssertWhole().Reason);
        Assert.Contains("conductance", recording.Of(RunEventCode.SentinelFound).Last().Text);
    }

    [Fact]
    public void A_hard_short_that_came_in_small_steps_is_told_by_the_resistance()
    {
        var cell = CellCatalogue.Definition("p1-zn010-cycling") with
        {
            Shorts =
            [
                new ShortDefinition
                {
                    Kind = "hard",
                    Resistance = 4,
                    HalfCycle = 0.001,
                },
            ],
        };
        var recording = Plate(cell, 0.2, 40);
        Assert.Equal(EndReason.Short, recording.AssertWhole().Reason);
        var found = recording.Of(RunEventCode.SentinelFound).Last();
        Assert.Equal((double)SentinelFinding.HardShort, found.Value1);
        Assert.InRange(found.Value2, 3.5, 4.1);
    }

    [Fact]
    public void A_runaway_ends_the_run_as_one()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].OpenCircuitVoltage = 0;
        bench.FrontEnd.Cells[0].SourceCapacitance = 0.1;
        var header = new PlanHeader { Sentinel = { IsOn = true, RunawayVolt = 2 } };
        bench.Start(Plan(header, Step(StepKind.ConstantCurrent, 1e-3).Until(3600)));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Runaway, recording.AssertWhole().Reason);
        var found = recording.Single(RunEventCode.SentinelFound);
        Assert.Equal((double)SentinelFinding.Runaway, found.Value1);
        Assert.InRange(found.Value2, 2, 2.02);
        Assert.False(bench.FrontEnd.IsConnected(0));
    }

    [Fact]
    public void A_check_that_a_power_cut_ended_is_done_again()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].OpenCircuitVoltage = 0;
        bench.Start(Watched(Half(1e-3, 20)));
        bench.Run(21);
        Assert.Equal(StepKind.ShortCheck, bench.Channel.Step.Kind);
        bench.Reboot(5);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Single(recording.Of(RunEventCode.SentinelChecked));
        Assert.Empty(recording.Of(RunEventCode.SentinelFound));
    }

    [Fact]
    public void A_check_never_drives_more_than_the_current_of_the_plan()
    {
        // A cell that bears the current of the plan and not a hundredth more, after a charge that the half cycle has passed already.
        var cell = CellCatalogue.Definition("p1-zn010-cycling") with
        {
            Shorts =
            [
                new ShortDefinition
                {
                    Kind = "hard",
                    Resistance = 4,
                    CurrentDensity = 0.303,
                    HalfCycle = 0.001,
                },
            ],
        };
        var recording = Plate(cell, 0.3, 60);
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(2, recording.Of(RunEventCode.SentinelChecked).Count());
    }

    [Fact]
    public void A_check_keeps_to_the_plans_limit()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].OpenCircuitVoltage = 0;
        var header = new PlanHeader { Sentinel = { IsOn = true } };
        header.Limits.MaximumCurrent = 1.02e-3;
        bench.Start(Plan(header, Check(1e-3)));
        bench.RunToEnd();
        Assert.Equal(EndReason.Completed, bench.Recording().AssertWhole().Reason);
    }

    private Recording Plate(
        CellDefinition cell,
        double density,
        double seconds,
        SoftShortAction action = SoftShortAction.Stop
    )
    {
        var bench = new BoardBench(CellFactory.Build(cell));
        var ampere = density * 1e-3 * cell.Area;
        var header = new PlanHeader { Sentinel = { IsOn = true, Action = action } };
        bench.Start(Plan(header, [Check(0.1 * ampere), .. Half(ampere, seconds)]));
        bench.Run(seconds + 120);
        var recording = bench.Recording();
        Say(cell.Name, recording);
        return recording;
    }

    private void Say(string name, Recording recording)
    {
        foreach (var e in recording.Events)
            if (
                e.Code
                is RunEventCode.SentinelChecked
                    or RunEventCode.SentinelFound
                    or RunEventCode.RunEnded
                    or RunEventCode.Fault
                    or RunEventCode.StepStarted
            )
                output.WriteLine(
                    $"{name} {e.ElapsedMicroseconds * 1e-6:F2} s {e.Code} {e.Reason} {e.Value1:G5} {e.Value2:G4} {e.Value3:G4} {e.Text} U={e.Voltage:G5}"
                );
    }

    private static StepDefinition Check(double ampere) => Step(StepKind.ShortCheck, ampere);

    private static StepDefinition[] Half(double ampere, double seconds) =>
        [Step(StepKind.ConstantCurrent, ampere).Until(seconds), Check(ampere)];

    private static byte[] Watched(params object[] parts)
    {
        var header = new PlanHeader { Sentinel = { IsOn = true } };
        return Plan(header, [.. parts.SelectMany(p => p as StepDefinition[] ?? [(StepDefinition)p])]);
    }
}
