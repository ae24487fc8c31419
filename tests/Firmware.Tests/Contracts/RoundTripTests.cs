using EdgeTester.Contracts;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTester.Firmware.Tests.Contracts;

public class RoundTripTests
{
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();

    [Fact]
    public void A_sample_block_comes_back_without_loss()
    {
        var columns =
            from count in Gen.Choose(1, 100)
            from start in Gen.Choose(0, int.MaxValue)
            from gaps in Gen.Choose(0, 2_000_000).ArrayOf(count)
            from volts in Gen.OneOf(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(-3, 3)).ArrayOf(count)
            from amperes in Gen.OneOf(Gen.Constant(7), Gen.Choose(int.MinValue, int.MaxValue)).ArrayOf(count)
            from degrees in Gen.Choose(short.MinValue, short.MaxValue).ArrayOf(count)
            select (start, gaps, volts, amperes, degrees);
        Prop.ForAll(
                columns.ToArbitrary(),
                c =>
                {
                    var (start, gaps, volts, amperes, degrees) = c;
                    var block = Examples.Block();
                    var wide = new SampleBlock(100)
                    {
                        Count = gaps.Length,
                        Run = block.Run,
                        FirstSequence = 5,
                        VoltageQuantum = 1e-7,
                        CurrentQuantum = 3e-10,
                        ChargeCoulomb = start,
                        Range = 3,
                    };
                    long at = (long)start * 1_000_000;
                    for (var k = 0; k < gaps.Length; k++)
                    {
                        at += gaps[k];
                        wide.ElapsedMicroseconds[k] = at;
                        wide.VoltageCounts[k] = volts[k];
                        wide.CurrentCounts[k] = amperes[k];
                        wide.TemperatureCentidegrees[k] = (short)degrees[k];
                    }
                    var bytes = Examples.Samples(wide);
                    Assert.True(bytes.Length <= SampleBlockCodec.LargestSize(gaps.Length));
                    var back = new SampleBlock(100);
                    Assert.Equal(
                        FrameError.None,
                        SampleBlockCodec.TryDecode(bytes, 0, bytes.Length, back, header, reader)
                    );
                    Assert.Equal(wide.Count, back.Count);
                    Assert.Equal(wide.ElapsedMicroseconds, back.ElapsedMicroseconds);
                    Assert.Equal(wide.VoltageCounts, back.VoltageCounts);
                    Assert.Equal(wide.CurrentCounts, back.CurrentCounts);
                    Assert.Equal(wide.TemperatureCentidegrees, back.TemperatureCentidegrees);
                    Assert.Equal(wide.ChargeCoulomb, back.ChargeCoulomb);
                    Assert.Equal(3, back.Range);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1, 1));
    }

    [Fact]
    public void Fields_of_points_and_events_come_back()
    {
        foreach (var (name, bytes) in Examples.All())
        {
            if (name == "impedance point")
            {
                var back = new ImpedancePoint();
                Assert.Equal(
                    FrameError.None,
                    ImpedancePointCodec.TryDecode(bytes, 0, bytes.Length, back, header, reader)
                );
                Assert.Equivalent(Examples.PointValue(), back, strict: true);
            }
            if (name == "event with text")
            {
                var back = new RunEvent();
                Assert.Equal(
                    FrameError.None,
                    RunEventCodec.TryDecode(bytes, 0, bytes.Length, back, header, reader)
                );
                Assert.Equivalent(Examples.EventValue(), back, strict: true);
            }
        }
    }

    [Fact]
    public void Every_row_of_a_plan_comes_back()
    {
        var bytes = Examples.Plan();
        var plan = new PlanHeader();
        var row = new StepDefinition();
        Assert.Equal(
            FrameError.None,
            CompiledPlan.TryRead(bytes, bytes.Length, plan, row, reader, out var bad)
        );
        Assert.Equal(-1, bad);
        Assert.Equal(ResumePolicy.ContinueIfShort, plan.Resume);
        Assert.Equal(600, plan.LongestOutageSeconds);
        var steps = Examples.Steps();
        Assert.Equal(steps.Length, plan.StepCount);
        for (var k = 0; k < steps.Length; k++)
        {
            Assert.True(CompiledPlan.ReadStep(bytes, bytes.Length, k, row, reader));
            for (var unused = row.ConditionCount; unused < StepDefinition.MaximumConditions; unused++)
                row.Conditions[unused] = new Condition();
            Assert.Equivalent(steps[k], row, strict: true);
        }
        Assert.False(CompiledPlan.ReadStep(bytes, bytes.Length, steps.Length, row, reader));
    }

    [Fact]
    public void A_plan_of_the_second_version_comes_back()
    {
        var bytes = Examples.SecondPlan();
        Assert.Equal(1, Examples.Plan()[2]);
        Assert.Equal(2, bytes[2]);
        var plan = new PlanHeader();
        var row = new StepDefinition();
        Assert.Equal(FrameError.None, CompiledPlan.TryRead(bytes, bytes.Length, plan, row, reader, out _));
        Assert.True(plan.Sentinel.IsOn);
        Assert.Equal(SoftShortAction.StopIfIrreversible, plan.Sentinel.Action);
        Assert.Equal(0.02, plan.Sentinel.NoiseShare);
        Assert.Equal(0.25, plan.Sentinel.ConductanceRise);
        Assert.Equal(4.5, plan.Sentinel.RunawayVolt);
        Assert.True(CompiledPlan.ReadStep(bytes, bytes.Length, 1, row, reader));
        Assert.Equal((2e-3, 10), (row.AskedSigma, row.EveryCycles));
        Assert.True(CompiledPlan.ReadStep(bytes, bytes.Length, 4, row, reader));
        Assert.Equal(
            (StepKind.CurrentPulse, 1e-3, 1e-5, 10.0, 600.0, 20u),
            (row.Kind, row.Setpoint, row.End, row.PulseSeconds, row.RelaxSeconds, row.RepeatCount)
        );
        // A row of the first version leaves nothing of the second behind.
        var first = Examples.Plan();
        Assert.Equal(FrameError.None, CompiledPlan.TryRead(first, first.Length, plan, row, reader, out _));
        Assert.False(plan.Sentinel.IsOn);
        Assert.Equal((0.0, 0), (row.AskedSigma, row.EveryCycles));
    }

    [Fact]
    public void A_run_identity_is_its_text()
    {
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                ArbMap.Default.ArbFor<ulong>(),
                (high, low) =>
                {
                    var id = new RunId(high, low);
                    Assert.True(RunId.TryParse(id.ToString(), out var back));
                    Assert.True(back.SameAs(id));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithReplay(2, 3));
        Assert.False(RunId.TryParse("0123", out _));
        Assert.False(RunId.TryParse(new string('g', 32), out _));
        Assert.False(RunId.TryParse(null!, out _));
    }

    [Fact]
    public void The_checksum_is_that_of_zip()
    {
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8.ToArray(), 0, 9));
    }
}
