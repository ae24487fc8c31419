using System.Numerics;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

public class DirectCurrentMethodsTests
{
    /// <summary>What another evaluation found of a truth, with the error that it states.</summary>
    private static UncertainValue Near(Random random, double truth, double error) =>
        new(truth + error * random.Gauss(), error);

    /// <summary>Rest, 10 mV for four hours, and a spectrum before and after; the interface grows meanwhile.</summary>
    private static CellMeasurement Polarization(Random random, double transference, double hours = 4)
    {
        const double bulk = 160;
        const double before = 400;
        const double after = 430;
        const double volt = 0.01;
        // Bruce and Vincent's cell: the steady ohmic drop in the electrolyte is 1/t of the first one.
        var first = volt / (bulk + before);
        var steady = volt / (bulk / transference + after);
        var builder = new CellRecordBuilder("simulated");
        var offset = 2e-4;
        for (var t = 0.0; t < 600; t += 10)
            builder.Add(t, offset + 2e-6 * random.Gauss(), 0, 30, 0, 0);
        for (var t = 0.1; t < hours * 3600; t += t < 60 ? 0.2 : 5)
            builder.Add(
                600 + t,
                volt + offset + 2e-6 * random.Gauss(),
                steady + (first - steady) * Math.Exp(-t / 1500) + 5e-9 * random.Gauss(),
                30,
                1,
                1
            );
        Spectrum Impedance(double interfacial) =>
            Simulated.Spectrum(
                random,
                f =>
                    bulk / 2
                    + Simulated.Arc(f, bulk / 2, 2e-6, 0.98)
                    + Simulated.Arc(f, interfacial, 2e-3, 0.95)
            );
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = Simulated.Pellet(CellKind.Symmetric, 30),
            Record = builder.Build(),
            Spectra =
            [
                new TimedSpectrum(Impedance(before), 300),
                new TimedSpectrum(Impedance(after), 600 + hours * 3600 + 10),
            ],
        };
    }

    [Fact]
    public void The_interval_of_a_transference_number_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var options = new BruceVincentOptions
            {
                InterfaceResistance = (Near(random, 400, 0.8), Near(random, 430, 0.8)),
            };
            var result = BruceVincent.Evaluate(Polarization(random, 0.79), options);
            return (result.TransferenceNumber, 0.79);
        });

    [Fact]
    public void A_polarization_that_ends_too_early_is_not_called_steady()
    {
        var result = BruceVincent.Evaluate(Polarization(new Random(3), 0.79, hours: 0.2));
        Assert.False(result.IsSteady);
        Assert.Contains(result.Warnings, w => w.StartsWith("Not steady", StringComparison.Ordinal));
        var whole = BruceVincent.Evaluate(Polarization(new Random(3), 0.79));
        Assert.True(whole.IsSteady);
        Assert.Empty(whole.Warnings);
        Assert.Equal(0.79, whole.TransferenceNumber.Value, 0.01);
        Assert.Equal(400, whole.ResistanceBefore.Value, 4.0);
    }

    /// <summary>Spectrum and five voltages; electrons see 2400 ohm, ions block with two time constants.</summary>
    private static CellMeasurement Leakage(Random random, double seconds = 3600)
    {
        var builder = new CellRecordBuilder("simulated");
        var start = 0.0;
        for (var step = 0; step < 5; step++, start += seconds)
        for (var t = 1.0; t < seconds; t += t < 300 ? 1 : 10)
        {
            var volt = 0.1 * (step + 1);
            var ions = 0.1 / 180 * (0.7 * Math.Exp(-t / 40) + 0.2 * Math.Exp(-t / 400));
            builder.Add(
                start + t,
                volt + 5e-6 * random.Gauss(),
                3e-8 + volt / 2400 + ions + 2e-8 * random.Gauss(),
                25,
                step,
                step
            );
        }
        Complex Impedance(double f) =>
            1 / (1 / (80 + Simulated.Arc(f, 100, 2e-5, 0.95) + Simulated.Cpe(f, 1e-5, 0.92)) + 1 / 2400.0);
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = Simulated.Pellet(),
            Record = builder.Build(step => step.As(Excitation.ConstantVoltage)),
            Spectra = [new TimedSpectrum(Simulated.Spectrum(random, Impedance), -600)],
        };
    }

    [Fact]
    public void The_interval_of_the_electronic_share_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var total = Near(random, 1 / (1 / 180.0 + 1 / 2400.0), 0.2);
            var result = ElectronicLeakage.Evaluate(
                Leakage(random),
                new ElectronicLeakageOptions { TotalResistance = total }
            );
            return (result.Share!, 1 / 2400.0 / (1 / 180.0 + 1 / 2400.0));
        });

    [Fact]
    public void Steps_that_end_too_early_are_not_called_steady()
    {
        var result = ElectronicLeakage.Evaluate(Leakage(new Random(1), 200));
        Assert.Contains(result.Warnings, w => w.Contains("not steady"));
        Assert.DoesNotContain(
            ElectronicLeakage.Evaluate(Leakage(new Random(1))).Warnings,
            w => w.Contains("not steady")
        );
    }

    /// <summary>A quiet line, then a rise that is straight well above its onset.</summary>
    private static CellMeasurement Sweep(Random random, double onset, double to = 6)
    {
        var builder = new CellRecordBuilder("simulated");
        for (var v = 0.0; v <= to; v += 0.002)
        {
            var x = (v - onset) / 0.02;
            var rise = 8e-5 * 0.02 * (x > 40 ? x : Math.Log(1 + Math.Exp(x)));
            builder.Add(v * 1000, v + 2e-5 * random.Gauss(), 2e-9 + 1e-9 * v + rise + 3e-8 * random.Gauss());
        }
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = Simulated.Pellet(CellKind.HalfBlocking),
            Record = builder.Build(),
        };
    }

    [Fact]
    public void The_interval_of_an_onset_by_tangent_holds_the_truth() =>
        Coverage.Holds(random => (LinearSweep.Evaluate(Sweep(random, 4.9)).TangentOnset!, 4.9));

    [Fact]
    public void The_interval_of_an_onset_by_threshold_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            // 10 uA/cm2 on 1 cm2 is where the rise itself is 1e-5 A.
            var truth = 4.9 + 0.02 * Math.Log(Math.Exp(1e-5 / (8e-5 * 0.02)) - 1);
            return (LinearSweep.Evaluate(Sweep(random, 4.9)).ThresholdOnset!, truth);
        });

    [Fact]
    public void A_sweep_without_a_rise_says_how_far_it_went()
    {
        var result = LinearSweep.Evaluate(Sweep(new Random(1), 4.9, to: 4));
        Assert.Null(result.ThresholdOnset);
        Assert.Null(result.TangentOnset);
        Assert.Contains(result.Warnings, w => w.Contains("stable by this criterion up to 4.0"));
    }

    /// <summary>Charge transfer behind a resistance; the voltage across both is swept and the current found by bisection.</summary>
    private static CellMeasurement Kinetics(Random random, double exchange, double alpha, double series)
    {
        const double thermal = 8.314462618 * 303.15 / 96485.33212;
        double CurrentAt(double volt)
        {
            var (low, high) = (-1.0, 1.0);
            for (var k = 0; k < 80; k++)
            {
                var middle = 0.5 * (low + high);
                var eta = middle;
                var current =
                    exchange * (Math.Exp(alpha * eta / thermal) - Math.Exp(-(1 - alpha) * eta / thermal));
                if (eta + series * current < volt)
                    low = middle;
                else
                    high = middle;
            }
            return (volt - 0.5 * (low + high)) / series;
        }
        var builder = new CellRecordBuilder("simulated");
        for (var k = 0; k <= 800; k++)
        {
            var volt = -0.2 + 0.0005 * k;
            builder.Add(5 * k, volt + 1e-5 * random.Gauss(), CurrentAt(volt) + 2e-8 * random.Gauss(), 30);
        }
        var transfer = thermal / exchange;
        return new CellMeasurement
        {
            Label = "simulated",
            Cell = Simulated.Pellet(CellKind.Symmetric, 30),
            Record = builder.Build(),
            Spectra =
            [
                new TimedSpectrum(
                    Simulated.Spectrum(random, f => series + Simulated.Arc(f, transfer, 5e-6 * transfer, 1)),
                    -100
                ),
            ],
        };
    }

    [Fact]
    public void The_interval_of_i0_from_the_linear_region_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var result = Tafel.Evaluate(
                Kinetics(random, 1.9e-5, 0.45, 200),
                new TafelOptions { SeriesResistance = Near(random, 200, 0.1) }
            );
            return (result.FromLinearRegion!.In(0.1, "mA/cm2"), 1.9e-2);
        });

    [Fact]
    public void The_interval_of_i0_from_the_Tafel_region_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var result = Tafel.Evaluate(
                Kinetics(random, 1.9e-5, 0.45, 200),
                new TafelOptions { SeriesResistance = Near(random, 200, 0.1) }
            );
            return (result.FromTafelRegion!.In(0.1, "mA/cm2"), 1.9e-2);
        });

    [Fact]
    public void The_ohmic_drop_is_taken_from_the_spectrum()
    {
        var result = Tafel.Evaluate(Kinetics(new Random(2), 1.9e-5, 0.5, 200));
        Assert.Equal(200, result.SeriesResistanceOhm, 1.0);
        Assert.Equal(0.19, result.FromTafelRegion!.Value, 0.002);
        Assert.Equal(0.5, result.Branches[0].TransferCoefficient.Value, 0.01);
    }

    [Fact]
    public void Without_a_spectrum_the_missing_correction_is_said()
    {
        var measurement = Kinetics(new Random(1), 1.9e-5, 0.5, 200) with { Spectra = [] };
        Assert.Contains(Tafel.Evaluate(measurement).Warnings, w => w.Contains("ohmic drop"));
    }
}
