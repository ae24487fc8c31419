using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

public class PlatingMethodsTests
{
    /// <summary>Half cycles of constant current through a cell whose resistance is a function of time in hours and the current.</summary>
    private static CellRecord Cycle(
        Random random,
        IEnumerable<(double Ampere, double Hours)> halves,
        Func<double, double, double> ohm,
        double noise = 1e-5,
        double interval = 60
    )
    {
        var builder = new CellRecordBuilder("simulated");
        var (start, number) = (0.0, 0);
        foreach (var (ampere, hours) in halves)
        {
            for (var t = 1.0; t <= hours * 3600; t += t < 10 ? 1 : interval)
            {
                // The interface charges within two seconds.
                var volt = ampere * ohm((start + t) / 3600, ampere) * (1 - 0.6 * Math.Exp(-t / 2));
                builder.Add(
                    start + t,
                    volt + 2e-4 + noise * random.Gauss(),
                    ampere * (1 + 1e-5 * random.Gauss()),
                    25,
                    number % 2,
                    number,
                    number / 2
                );
            }
            start += hours * 3600;
            number++;
        }
        return builder.Build(step => step.As(Excitation.ConstantCurrent));
    }

    private static IEnumerable<(double, double)> Turns(int cycles, double ampere, double hours = 1) =>
        Enumerable.Range(0, 2 * cycles).Select(k => (k % 2 == 0 ? ampere : -ampere, hours));

    private static CellMeasurement Of(CellRecord record, CellDescription? cell = null) =>
        new()
        {
            Label = "simulated",
            Record = record,
            Cell = cell ?? Simulated.Pellet(CellKind.Symmetric),
        };

    [Fact]
    public void The_interval_of_a_polarization_holds_the_truth_with_drift_and_gain() =>
        Coverage.Holds(random =>
        {
            var gain = 1 + 3e-4 * random.Gauss();
            // Contacts scatter from cycle to cycle beside the drift.
            var scatter = Enumerable.Range(0, 100).Select(_ => 1 + 1e-3 * random.Gauss()).ToArray();
            var record = Cycle(
                random,
                Turns(30, 1e-4),
                (hour, _) => gain * (660 + 0.2 * (hour - 30)) * scatter[(int)(hour / 2)]
            );
            var cell = Simulated.Pellet(CellKind.Symmetric) with
            {
                Instrument = new InstrumentUncertainty(VoltageGain: 3e-4),
            };
            return (PlatingStripping.Evaluate(Of(record, cell)).Main.Polarization, 0.066);
        });

    [Fact]
    public void A_quiet_cell_has_no_failure_and_its_trend()
    {
        var record = Cycle(new Random(2), Turns(40, 1e-4), (hour, _) => 660 + hour);
        var result = PlatingStripping.Evaluate(Of(record));
        Assert.Empty(result.Failures);
        Assert.Null(result.SurvivedTime);
        Assert.Equal(0.1, result.Main.Trend!.InFieldUnits().Value, 0.005);
        Assert.Equal(80 * 1e-4 * 3600 / 1e-4, result.PlatedCharge.Value, 80 * 1e-4 * 60 / 1e-4);
        Assert.Equal(700 * 1e-4, result.Main.AreaSpecificResistance!.Value, 1e-3);
    }

    [Fact]
    public void A_soft_short_a_hard_short_and_a_runaway_are_told_apart()
    {
        var flicker = new Random(8);
        var soft = Cycle(
            new Random(1),
            Turns(40, 1e-4),
            (hour, _) => hour < 35.3 ? 1255 : 1 / (1 / 1255.0 + 1 / (1150 * Math.Exp(0.3 * flicker.Gauss())))
        );
        var hard = Cycle(new Random(1), Turns(40, 1e-4), (hour, _) => hour < 35.3 ? 1255 : 4);
        var runaway = Cycle(
            new Random(1),
            Turns(18, 1e-4),
            (hour, _) => hour < 35.3 ? 1255 : 1255 * Math.Exp((hour - 35.3) * 3)
        );
        CellFailure First(CellRecord record) => PlatingStripping.Evaluate(Of(record)).Failures[0];
        Assert.Equal(FailureKind.SoftShort, First(soft).Kind);
        Assert.Contains(First(soft).Evidence, e => e.StartsWith("noise", StringComparison.Ordinal));
        Assert.Equal(FailureKind.HardShort, First(hard).Kind);
        Assert.Equal(FailureKind.Runaway, First(runaway).Kind);
        Assert.Equal(35.3, First(soft).TimeSeconds / 3600, 0.04);
        Assert.Equal(35.3, First(hard).TimeSeconds / 3600, 0.04);
    }

    [Fact]
    public void A_soft_short_that_passes_is_called_reversible()
    {
        var random = new Random(4);
        var record = Cycle(
            new Random(1),
            Turns(30, 1e-4),
            (hour, _) => hour is > 20.2 and < 22 ? 500 + 60 * random.Gauss() : 1000
        );
        var failure = Assert.Single(PlatingStripping.Evaluate(Of(record)).Failures);
        Assert.Equal(FailureKind.SoftShort, failure.Kind);
        Assert.True(failure.IsReversible);
    }

    [Theory]
    [InlineData(3e-5)]
    [InlineData(1e-3)]
    public void Noise_alone_is_no_short(double noise)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var record = Cycle(new Random(seed), Turns(40, 1e-4), (hour, _) => 700, noise);
            Assert.Empty(PlatingStripping.Evaluate(Of(record)).Failures);
        }
    }

    [Fact]
    public void The_interval_of_the_time_to_a_short_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var at = 20 + random.NextDouble();
            var record = Cycle(random, Turns(12, 1e-4), (hour, _) => hour < at ? 800 : 3);
            var truth = at * 3600 - 1;
            return (PlatingStripping.Evaluate(Of(record)).SurvivedTime!, truth);
        });

    private static IEnumerable<(double, double)> Ladder(int steps, double step = 1e-4) =>
        Enumerable.Range(0, 2 * steps).Select(k => ((k % 2 == 0 ? 1 : -1) * step * (1 + k / 2), 0.5));

    [Fact]
    public void The_interval_of_a_critical_current_density_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var cell = Simulated.Pellet(CellKind.Symmetric) with
            {
                AreaSquareMeter = new UncertainValue(1e-4 * (1 + 0.01 * random.Gauss()), 1e-6),
                Instrument = new InstrumentUncertainty(CurrentGain: 1e-3),
            };
            var gain = 1 + 1e-3 * random.Gauss();
            var record = Cycle(
                random,
                Ladder(12),
                (hour, ampere) => Math.Abs(ampere) > 9.3e-4 && hour % 0.5 > 0.02 ? 4 : 565
            );
            var measured = new CellRecordBuilder("simulated");
            foreach (var step in record.Steps)
                for (var k = step.First; k < step.End; k++)
                    measured.Add(
                        record.TimeSeconds[k],
                        record.VoltageVolt[k],
                        gain * record.CurrentAmpere[k],
                        25,
                        step.Index,
                        step.Number,
                        step.Cycle
                    );
            var result = CriticalCurrentDensity.Evaluate(
                Of(measured.Build(s => s.As(Excitation.ConstantCurrent)), cell)
            );
            return (result.LastSurvived!.InFieldUnits(), 0.9);
        });

    [Fact]
    public void The_critical_current_density_names_the_kind_of_failure()
    {
        var shorted = CriticalCurrentDensity.Evaluate(
            Of(Cycle(new Random(1), Ladder(12), (hour, i) => Math.Abs(i) > 5.5e-4 ? 4 : 565))
        );
        Assert.Equal(5, shorted.LastSurvived!.Value, 0.01);
        Assert.Equal(6, shorted.FirstFailed!.Value, 0.01);
        Assert.Equal(FailureKind.HardShort, shorted.Failure!.Kind);
        var lost = CriticalCurrentDensity.Evaluate(
            Of(
                Cycle(
                    new Random(1),
                    Ladder(6),
                    (hour, i) => Math.Abs(i) > 5.5e-4 ? 565 * Math.Exp(10 * (hour % 0.5)) : 565
                )
            )
        );
        Assert.Equal(5, lost.LastSurvived!.Value, 0.01);
        Assert.Equal(FailureKind.Runaway, lost.Failure!.Kind);
        var survived = CriticalCurrentDensity.Evaluate(Of(Cycle(new Random(1), Ladder(4), (_, _) => 565)));
        Assert.Null(survived.FirstFailed);
        Assert.Contains(survived.Warnings, w => w.Contains("survived every"));
    }

    [Fact]
    public void A_cell_that_fails_at_its_second_current_has_survived_the_first()
    {
        // The second current flows for two rows before the tester ends the run.
        var record = Cycle(new Random(1), [.. Ladder(1), (2e-4, 3 / 3600.0)], (_, i) => i > 1.5e-4 ? 4 : 565);
        var builder = new CellRecordBuilder("simulated");
        foreach (var step in record.Steps)
            for (var k = step.First; k < step.End; k++)
                builder.Add(
                    record.TimeSeconds[k],
                    record.VoltageVolt[k],
                    record.CurrentAmpere[k],
                    25,
                    step.Index,
                    step.Number,
                    step.Cycle
                );
        var ended = builder.Build(step =>
            step.As(Excitation.ConstantCurrent) with
            {
                Ending = step.Number == 2 ? StepEnding.Short : StepEnding.Planned,
            }
        );
        var result = CriticalCurrentDensity.Evaluate(Of(ended));
        Assert.Equal(1, result.LastSurvived!.Value, 0.01);
        Assert.Equal(2, result.FirstFailed!.Value, 0.01);
        Assert.Equal(FailureKind.HardShort, result.Failure!.Kind);
    }

    [Theory]
    [InlineData(StepEnding.Short, FailureKind.HardShort)]
    [InlineData(StepEnding.SoftShort, FailureKind.SoftShort)]
    [InlineData(StepEnding.Runaway, FailureKind.Runaway)]
    public void What_the_tester_finds_when_it_looks_for_shorts_is_a_failure_at_that_current(
        StepEnding found,
        FailureKind kind
    )
    {
        var halves = Cycle(new Random(1), Ladder(3), (_, _) => 565);
        var builder = new CellRecordBuilder("simulated");
        foreach (var step in halves.Steps)
            for (var k = step.First; k < step.End; k++)
                builder.Add(
                    halves.TimeSeconds[k],
                    halves.VoltageVolt[k],
                    halves.CurrentAmpere[k],
                    25,
                    step.Index,
                    step.Number,
                    step.Cycle
                );
        builder.Add(halves.TimeSeconds[^1] + 2, -0.17, -3e-4, 25, 9, 99, 2);
        var record = builder.Build(step =>
            step.Number == 99
                ? step.As(Excitation.ShortCheck) with
                {
                    Ending = found,
                }
                : step.As(Excitation.ConstantCurrent)
        );
        var result = CriticalCurrentDensity.Evaluate(Of(record));
        Assert.Equal(2, result.LastSurvived!.Value, 0.01);
        Assert.Equal(kind, result.Failure!.Kind);
        Assert.Contains(result.Failure.Evidence, e => e.Contains("looked for shorts"));
    }

    [Fact]
    public void A_change_that_makes_a_row_of_its_own_is_as_old_as_a_reading_at_the_most()
    {
        var record = Cycle(new Random(1), Turns(12, 1e-4), (hour, _) => hour < 20.4 ? 800 : 3);
        var cell = Simulated.Pellet(CellKind.Symmetric) with
        {
            Instrument = new InstrumentUncertainty { RecordedChangeVolt = 5e-3, ReadingSeconds = 1 },
        };
        var (coarse, fine) = (
            PlatingStripping.Evaluate(Of(record)).SurvivedTime!,
            PlatingStripping.Evaluate(Of(record, cell)).SurvivedTime!
        );
        Assert.InRange(coarse.Upper95 - coarse.Lower95, 50, 60);
        Assert.InRange(fine.Upper95 - fine.Lower95, 0.9, 1);
        Assert.InRange(fine.Upper95, coarse.Upper95, coarse.Upper95 + 2);
    }

    /// <summary>0.1 mA one way: a ramp up to 0.12 mAh, down to a plateau, and a short.</summary>
    private static CellMeasurement OneWay(Random random, double shortAt, double noise = 1e-4)
    {
        var builder = new CellRecordBuilder("simulated");
        for (var t = 10.0; t < 3600 * 80 && t * 1e-4 / 3.6 < shortAt + 0.05; t += 60)
        {
            var q = t * 1e-4 / 3.6;
            var volt =
                q < 0.12
                    ? 0.2 + 0.88 * (1 - Math.Pow(1 - q / 0.12, 2))
                    : 0.98
                        + 0.10 / (1 + Math.Pow((q - 0.12) / 0.15, 2)) * (q < 2 ? 1 - (q - 0.12) / 1.88 : 0);
            builder.Add(t, -(q < shortAt ? volt : 3e-4) + noise * random.Gauss(), -1e-4, 25);
        }
        return Of(builder.Build(s => s.As(Excitation.ConstantCurrent)));
    }

    [Fact]
    public void The_interval_of_a_plating_plateau_holds_the_truth() =>
        Coverage.Holds(random => (OneWayPlating.Evaluate(OneWay(random, 99, 2e-3)).PlateauVoltage!, -0.98));

    [Fact]
    public void The_interval_of_the_capacity_at_a_short_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var at = 1.28 + 0.01 * random.NextDouble();
            var result = OneWayPlating.Evaluate(OneWay(random, at));
            return (result.CapacityAtShort!.InFieldUnits(), at - 10 * 1e-4 / 3.6);
        });

    [Fact]
    public void Ramp_plateau_and_missing_short_of_a_plating_are_found()
    {
        var result = OneWayPlating.Evaluate(OneWay(new Random(1), 99));
        Assert.Equal(-1.08, result.RampExtreme!.Value, 0.005);
        Assert.Equal(-0.98, result.PlateauVoltage!.Value, 0.001);
        Assert.Null(result.CapacityAtShort);
        Assert.Contains(result.Warnings, w => w.Contains("lower bound"));
    }
}
