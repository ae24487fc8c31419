using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

public class FullCellMethodsTests
{
    private static readonly CellDescription _cell = Simulated.Pellet(CellKind.Full) with
    {
        ActiveMassKilogram = new UncertainValue(2e-6),
    };

    /// <summary>
    /// Charges and discharges of a cell with a smooth step in its voltage curve, at given currents; capacities in C and the ratio of
    /// discharge to charge are functions of the cycle.
    /// </summary>
    private static CellMeasurement Cycles(
        Random random,
        IReadOnlyList<double> amperes,
        Func<int, double> discharged,
        Func<int, double> charged,
        int rows = 60,
        double noise = 1e-4
    )
    {
        var builder = new CellRecordBuilder("simulated");
        var (time, number) = (0.0, 0);
        for (var n = 0; n < amperes.Count; n++)
            foreach (var sign in new[] { 1, -1 })
            {
                var total = sign > 0 ? charged(n) : discharged(n);
                var length = total / amperes[n];
                for (var k = 0; k <= rows; k++)
                {
                    var share = k / (double)rows;
                    var open = 3.4 + 0.3 * (share - 0.5) * sign + 0.05 * Math.Tanh(20 * (share - 0.5)) * sign;
                    builder.Add(
                        time + length * share,
                        open + sign * amperes[n] * 100 + noise * random.Gauss(),
                        sign * amperes[n],
                        25,
                        number % 2,
                        number,
                        n
                    );
                }
                time += length + 1;
                number++;
            }
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = _cell,
            Record = builder.Build(),
        };
    }

    [Fact]
    public void The_interval_of_a_capacity_at_a_rate_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var amperes = Enumerable
                .Range(0, 15)
                .Select(n =>
                    n < 5 ? 2e-5
                    : n < 10 ? 1e-4
                    : 2e-5
                )
                .ToArray();
            var scatter = amperes.Select(_ => 1 + 2e-3 * random.Gauss()).ToArray();
            // Capacities of 0.8 C at the low and 0.7 C at the high rate, on 2 mg known to a percent.
            double Truth(int n) => n is >= 5 and < 10 ? 0.7 : 0.8;
            var measurement = Cycles(
                random,
                amperes,
                n => Truth(n) * scatter[n],
                n => Truth(n) * scatter[n] * 1.001
            );
            var mass = 2e-6 * (1 + 0.002 * random.Gauss());
            var result = RateCapability.Evaluate(
                measurement with
                {
                    Cell = _cell with { ActiveMassKilogram = new UncertainValue(mass, 4e-9) },
                }
            );
            Assert.Equal(3, result.RateSteps.Count);
            return (result.RateSteps[1].DischargeCapacity.InFieldUnits(), 0.7 / 2e-6 / 3600);
        });

    [Fact]
    public void Efficiencies_polarization_and_recovery_are_those_of_the_cell()
    {
        var amperes = Enumerable.Range(0, 12).Select(n => n is >= 4 and < 8 ? 1e-4 : 2e-5).ToArray();
        var result = RateCapability.Evaluate(
            Cycles(new Random(3), amperes, n => 0.8 - 0.001 * n, n => n == 0 ? 0.85 : 0.8)
        );
        Assert.Equal(0.8 / 0.85, result.InitialCoulombicEfficiency.Value, 1e-3);
        Assert.Equal(2 * 1e-4 * 100, result.LargestPolarization.Value, 2e-3);
        Assert.Equal(0.992 / 1.0, result.Recovery!.Value, 3e-3);
        var step = result.RateSteps[1];
        Assert.Equal(
            step.EnergyEfficiency.Value,
            step.CoulombicEfficiency.Value * step.VoltageEfficiency.Value,
            1e-3
        );
        Assert.Equal((3.4 - 0.01) / (3.4 + 0.01), step.VoltageEfficiency.Value, 1e-3);
    }

    [Fact]
    public void The_interval_of_the_fade_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var amperes = Enumerable.Repeat(2e-4, 120).ToArray();
            var measurement = Cycles(
                random,
                amperes,
                n => 0.76 * (1 - 2.9e-4 * n) * (1 + 1e-3 * random.Gauss()),
                n => 0.76 * (1 - 2.9e-4 * n),
                rows: 12
            );
            return (LongCycling.Evaluate(measurement).FadePerCycle, 2.9e-4);
        });

    [Fact]
    public void The_interval_of_the_retention_holds_the_truth() =>
        Coverage.Holds(
            random =>
            {
                var amperes = Enumerable.Repeat(2e-4, 101).ToArray();
                var measurement = Cycles(
                    random,
                    amperes,
                    n => 0.76 * (1 - 1.3e-4 * n) * (1 + 1e-3 * random.Gauss()),
                    n => 0.76 * (1 - 1.3e-4 * n),
                    rows: 12
                );
                return (LongCycling.Evaluate(measurement).Retention, 0.987);
            },
            seed: 3
        );

    [Fact]
    public void A_knee_is_found_and_an_even_fade_has_none()
    {
        var random = new Random(5);
        var amperes = Enumerable.Repeat(2e-4, 160).ToArray();
        double Capacity(int n) =>
            0.76 * (1 - 1e-4 * n - 1.5e-3 * Math.Max(0, n - 100)) * (1 + 5e-4 * random.Gauss());
        var bent = LongCycling.Evaluate(Cycles(random, amperes, Capacity, n => 0.76, rows: 12));
        Assert.InRange(101, bent.Knee!.Lower95 - 1, bent.Knee.Upper95 + 1);
        Assert.Equal(1.6e-3, bent.FadeAfterKnee!.Value, 1e-4);
        Assert.Equal(0.99 - 0.0016 * 59, bent.Retention.Value, 3e-3);
        for (var seed = 0; seed < 20; seed++)
        {
            var noise = new Random(seed);
            var even = Cycles(
                noise,
                amperes,
                n => 0.76 * (1 - 3e-4 * n) * (1 + 1e-3 * noise.Gauss()),
                n => 0.76,
                rows: 12
            );
            Assert.Null(LongCycling.Evaluate(even).Knee);
        }
    }

    /// <summary>A slow cycle whose charge passes about two potentials, 37 mV apart between charge and discharge.</summary>
    private static CellMeasurement Slow(Random random, double separation, double noise = 1e-4)
    {
        var builder = new CellRecordBuilder("simulated");
        var time = 0.0;
        for (var half = 0; half < 2; half++)
        {
            var sign = half == 0 ? 1 : -1;
            for (var k = 0; k <= 1000; k++, time += 40)
            {
                // The voltage at which a share of the charge has passed: a logistic of 6 mV about the peak, and slopes at the ends.
                var share = Math.Clamp(half == 0 ? k / 1000.0 : 1 - k / 1000.0, 1e-4, 1 - 1e-4);
                var volt = 3.39 + sign * separation / 2 + 0.006 * Math.Log(share / (1 - share));
                builder.Add(time, volt + noise * random.Gauss(), sign * 2e-5, 25, half, half);
            }
        }
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = _cell,
            Record = builder.Build(s => s.As(Excitation.ConstantCurrent)),
        };
    }

    [Fact]
    public void The_interval_of_a_peak_separation_holds_the_truth() =>
        Coverage.Holds(random => (DifferentialCapacity.Evaluate(Slow(random, 0.03721)).Separation!, 0.03721));

    [Fact]
    public void Of_two_plateaus_the_separation_is_that_of_one_process()
    {
        // The lower plateau is the higher peak of the charge and the upper one that of the discharge.
        var builder = new CellRecordBuilder("simulated");
        var time = 0.0;
        for (var half = 0; half < 2; half++)
        for (var k = 1; k < 1500; k++, time += 40)
        {
            var share = half == 0 ? k / 1500.0 : 1 - k / 1500.0;
            var (at, x) = share < 0.5 ? (3.2, 2 * share) : (3.92, 2 * share - 1);
            var width = (share < 0.5) == (half == 0) ? 0.010 : 0.012;
            var volt = at + (half == 0 ? 0.01 : -0.01) + width * Math.Log((x + 1e-4) / (1 - x + 1e-4));
            builder.Add(time, volt, half == 0 ? 2e-5 : -2e-5, 25, half, half);
        }
        var result = DifferentialCapacity.Evaluate(
            new CellMeasurement
            {
                Label = "simulated",
                Cell = _cell,
                Record = builder.Build(s => s.As(Excitation.ConstantCurrent)),
            }
        );
        Assert.Equal(0.02, result.Separation!.Value, 1e-3);
        Assert.Equal(3.21, result.ChargePeak!.Value, 1e-3);
        Assert.Equal(3.19, result.DischargePeak!.Value, 1e-3);
    }

    [Fact]
    public void The_resolution_is_stated_and_noise_makes_no_peaks()
    {
        var result = DifferentialCapacity.Evaluate(Slow(new Random(1), 0.03721, 3e-4));
        Assert.Equal(2, result.Peaks.Count);
        Assert.InRange(result.Resolution, 1e-3, 8e-3);
        Assert.Contains("mV full width", result.Separation!.Criterion);
        var fine = DifferentialCapacity.Evaluate(
            Slow(new Random(1), 0.03721, 3e-4),
            new DifferentialCapacityOptions { Resolution = 2e-4 }
        );
        Assert.Contains(fine.Warnings, w => w.Contains("finer than noise"));
    }

    [Fact]
    public void A_record_without_a_discharge_is_refused_in_words()
    {
        var builder = new CellRecordBuilder("only up");
        for (var k = 0; k < 50; k++)
            builder.Add(k, 3 + 0.01 * k, 1e-4);
        var measurement = new CellMeasurement { Label = "only up", Record = builder.Build() };
        Assert.Contains(
            "no charge with a discharge after it",
            Assert.Throws<MethodException>(() => RateCapability.Evaluate(measurement)).Message
        );
    }
}
