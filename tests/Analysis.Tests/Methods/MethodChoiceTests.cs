using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

/// <summary>What was measured is found out from the waveform alone, as in a file that says nothing.</summary>
public class MethodChoiceTests
{
    private static MethodKind[] Of(
        CellRecordBuilder builder,
        CellKind kind = CellKind.Unknown,
        params Spectrum[] spectra
    ) =>
        MethodChoice
            .Of([
                new CellMeasurement
                {
                    Label = "unknown",
                    Record = builder.Count > 0 ? builder.Build() : null,
                    Spectra = spectra.Select((s, k) => new TimedSpectrum(s, 3600.0 * k)).ToArray(),
                    Cell = new CellDescription { Kind = kind },
                },
            ])
            .Select(c => c.Method)
            .ToArray();

    private static CellRecordBuilder Halves(
        IEnumerable<double> amperes,
        Func<double, double, double> volt,
        double seconds = 1800
    )
    {
        var builder = new CellRecordBuilder("unknown");
        var (time, number) = (0.0, 0);
        foreach (var ampere in amperes)
        {
            for (var t = 0.0; t < seconds; t += seconds / 60)
                builder.Add(time + t, volt(ampere, t / seconds), ampere, 25, number, number);
            time += seconds;
            number++;
        }
        return builder;
    }

    private static Spectrum Symmetric() =>
        Simulated.Spectrum(
            new Random(1),
            f => 80 + Simulated.Arc(f, 90, 1e-5, 0.95) + Simulated.Arc(f, 400, 5e-3, 0.9)
        );

    private static Spectrum Blocking() =>
        Simulated.Spectrum(
            new Random(1),
            f => 40 + Simulated.Arc(f, 50, 2e-5, 0.95) + Simulated.Cpe(f, 5e-6, 0.9)
        );

    [Fact]
    public void Half_cycles_are_told_by_how_the_current_changes()
    {
        var ladder = Enumerable.Range(0, 16).Select(k => (k % 2 == 0 ? 1 : -1) * 1e-4 * (1 + k / 2));
        Assert.Equal([MethodKind.CriticalCurrentDensity], Of(Halves(ladder, (i, _) => 500 * i)));
        var even = Enumerable.Range(0, 30).Select(k => (k % 2 == 0 ? 1 : -1) * 1e-4);
        Assert.Equal([MethodKind.PlatingStripping], Of(Halves(even, (i, _) => 500 * i)));
        Assert.Equal([MethodKind.OneWayPlating], Of(Halves([-1e-4], (i, s) => i * (500 + 200 * s), 36000)));
    }

    [Fact]
    public void A_cell_that_gives_energy_back_is_a_full_cell()
    {
        double Volt(double i, double s) => 3.4 + Math.Sign(i) * (0.2 * s + 0.05);
        var rates = Enumerable.Range(0, 12).Select(k => (k % 2 == 0 ? 1 : -1) * (k < 6 ? 1e-4 : 1e-3));
        Assert.Contains(MethodKind.RateCapability, Of(Halves(rates, Volt)));
        var many = Enumerable.Range(0, 40).Select(k => (k % 2 == 0 ? 1 : -1) * 1e-4);
        Assert.Equal([MethodKind.LongCycling], Of(Halves(many, Volt)));
        Assert.Contains(MethodKind.DifferentialCapacity, Of(Halves(many.Take(4), Volt, 20000)));
    }

    [Fact]
    public void Sweeps_and_held_voltages_are_told_apart()
    {
        var sweep = new CellRecordBuilder("unknown");
        for (var k = 0; k <= 600; k++)
            sweep.Add(10 * k, 0.01 * k, k < 490 ? 1e-8 : 1e-6 * (k - 490));
        Assert.Equal([MethodKind.LinearSweep], Of(sweep));
        var about = new CellRecordBuilder("unknown");
        for (var k = -200; k <= 200; k++)
            about.Add(10 * (k + 200), 0.001 * k, 1e-6 * Math.Sinh(0.02 * k));
        Assert.Equal([MethodKind.Tafel], Of(about));
        var held = new CellRecordBuilder("unknown");
        for (var k = 0; k < 400; k++)
            held.Add(10 * k, 0.01, 1e-5 * (0.8 + 0.2 * Math.Exp(-k / 50.0)));
        Assert.Equal([MethodKind.BruceVincent], Of(held, CellKind.Symmetric, Symmetric(), Symmetric()));
        var stairs = new CellRecordBuilder("unknown");
        for (var k = 0; k < 500; k++)
            stairs.Add(
                10 * k,
                0.1 * (1 + k / 100),
                1e-7 * (1 + k / 100) + 1e-6 * Math.Exp(-(k % 100) / 10.0),
                25,
                k / 100,
                k / 100
            );
        Assert.Equal([MethodKind.ElectronicLeakage], Of(stairs, CellKind.Blocking));
    }

    [Fact]
    public void Spectra_tell_the_kind_of_cell_and_a_series_its_methods()
    {
        var nothing = new CellRecordBuilder("unknown");
        Assert.Equal([MethodKind.BlockingImpedance], Of(nothing, CellKind.Unknown, Blocking()));
        Assert.Equal([MethodKind.SymmetricImpedance], Of(nothing, CellKind.Unknown, Symmetric()));
        Assert.Equal(
            [MethodKind.SymmetricImpedance, MethodKind.ImpedanceSeries, MethodKind.RelaxationSeries],
            Of(nothing, CellKind.Symmetric, Symmetric(), Symmetric(), Symmetric())
        );
        var ladder = new[] { 25.0, 40, 60 }
            .Select(c => new CellMeasurement
            {
                Label = "unknown",
                Cell = Simulated.Pellet(celsius: c),
                Spectra = [new TimedSpectrum(Blocking())],
            })
            .ToArray();
        Assert.Equal(MethodKind.Arrhenius, Assert.Single(MethodChoice.Of(ladder)).Method);
    }

    [Fact]
    public void Every_method_has_a_name_and_is_found_by_it()
    {
        Assert.Equal(16, MethodName.All.Count);
        foreach (var name in MethodName.All)
        {
            Assert.Same(name, MethodName.Find(name.Name));
            Assert.Same(name, MethodName.Find($"{name.Number}"));
            Assert.Same(name, MethodName.Of(name.Kind));
        }
        Assert.Null(MethodName.Find("voodoo"));
    }
}
