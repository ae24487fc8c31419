using System.Numerics;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

public class ImpedanceMethodsTests
{
    private static readonly ImpedanceOptions _blocking = new() { Circuit = "R{:Rb}(R{:Rgb}Q)Q{:Qel}" };

    private static readonly ImpedanceOptions _symmetric = new() { Circuit = "R{:Rb}(R{:Rgb}Q)(R{:Rint}Q)" };

    private static Complex Blocking(double f, double bulk, double boundary) =>
        bulk + Simulated.Arc(f, boundary, 2e-5, 0.94) + Simulated.Cpe(f, 4e-6, 0.9);

    private static CellMeasurement Of(CellDescription cell, params Spectrum[] spectra) =>
        new()
        {
            Label = "simulated",
            Cell = cell,
            Spectra = spectra.Select((s, k) => new TimedSpectrum(s, 100.0 * k)).ToArray(),
        };

    [Fact]
    public void The_interval_of_a_conductivity_holds_the_truth_with_errors_of_geometry_and_gain() =>
        Coverage.Holds(random =>
        {
            const double thickness = 1e-3;
            const double area = 1e-4;
            var gain = 1 + 0.002 * random.Gauss();
            var cell = Simulated.Pellet() with
            {
                ThicknessMeter = new UncertainValue(
                    thickness * (1 + 0.005 * random.Gauss()),
                    0.005 * thickness
                ),
                AreaSquareMeter = new UncertainValue(area * (1 + 0.004 * random.Gauss()), 0.004 * area),
                Instrument = new InstrumentUncertainty(ImpedanceGain: 0.002),
            };
            var spectrum = Simulated.Spectrum(random, f => gain * Blocking(f, 40, 50), noise: 0.005);
            return (
                BlockingImpedance.Evaluate(Of(cell, spectrum), _blocking).Conductivity!,
                thickness / (area * 90)
            );
        });

    [Fact]
    public void The_interval_of_a_resistance_holds_the_truth_from_noise_alone() =>
        Coverage.Holds(random =>
        {
            var spectrum = Simulated.Spectrum(random, f => Blocking(f, 40, 50), noise: 0.003);
            return (
                BlockingImpedance.Evaluate(Of(Simulated.Pellet(), spectrum), _blocking).TotalResistance,
                90
            );
        });

    [Fact]
    public void A_leaking_cell_has_the_conductivity_of_ions_and_electrons_side_by_side()
    {
        var random = new Random(5);
        var spectrum = Simulated.Spectrum(random, f => 1 / (1 / Blocking(f, 80, 100) + 1 / 2400.0));
        var result = BlockingImpedance.Evaluate(Of(Simulated.Pellet(), spectrum));
        Assert.Equal(1, result.TotalResistance.Value * (1 / 180.0 + 1 / 2400.0), 0.01);
        Assert.Equal(2400, result.ElectronicResistance!.Value, 30.0);
        Assert.Contains(result.Warnings, w => w.Contains("leak"));
    }

    [Fact]
    public void Missing_geometry_is_said_and_leaves_the_resistance()
    {
        var spectrum = Simulated.Spectrum(new Random(1), f => Blocking(f, 40, 50));
        var result = BlockingImpedance.Evaluate(Of(CellDescription.Unknown, spectrum));
        Assert.Null(result.Conductivity);
        Assert.Contains(result.Warnings, w => w.Contains("geometry"));
        Assert.Equal(90, result.TotalResistance.Value, 1.0);
        Assert.Equal("R{:Rb}(R{:Rgb}Q)Q{:Qel}", result.Fit.Circuit.Text);
    }

    [Fact]
    public void A_spectrum_of_a_drifting_cell_is_called_invalid()
    {
        // The cell doubles its resistance while it is measured from high to low frequency.
        var spectrum = Simulated.Spectrum(
            new Random(1),
            f => (1 + Math.Log10(200e3 / f) / 6.3) * (40 + Simulated.Arc(f, 900, 8e-3, 0.95))
        );
        var result = SymmetricImpedance.Evaluate(Of(Simulated.Pellet(CellKind.Symmetric), spectrum));
        Assert.Contains(result.Warnings, w => w.Contains("Kramers-Kronig"));
    }

    [Fact]
    public void The_interval_of_an_interface_by_area_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var cell = Simulated.Pellet(CellKind.Symmetric) with
            {
                AreaSquareMeter = new UncertainValue(1e-4 * (1 + 0.003 * random.Gauss()), 3e-7),
            };
            var spectrum = Simulated.Spectrum(
                random,
                f => 117.7 + Simulated.Arc(f, 85, 1.5e-5, 0.95) + Simulated.Arc(f, 957.4, 8e-3, 0.92)
            );
            var result = SymmetricImpedance.Evaluate(Of(cell, spectrum), _symmetric);
            return (result.Interface!.ByArea!.In(1e4, "ohm cm2"), 957.4);
        });

    [Fact]
    public void The_interval_of_an_activation_energy_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            double[] celsius = [40, 55, 70, 85, 100];
            var series = celsius
                .Select(c =>
                {
                    var kelvin = c + 273.15;
                    // Contacts of the chamber scatter by 0.2 K.
                    var real = kelvin + 0.2 * random.Gauss();
                    var factor = real / 298.15 * Math.Exp(0.31 / 8.617333e-5 * (1 / real - 1 / 298.15));
                    var spectrum = Simulated.Spectrum(random, f => Blocking(f, 420 * factor, 510 * factor));
                    return Of(Simulated.Pellet(celsius: c), spectrum);
                })
                .ToArray();
            return (
                ArrheniusSeries
                    .Evaluate(series, new ArrheniusOptions { Circuit = _blocking.Circuit })
                    .Total.Energy,
                0.31
            );
        });

    [Fact]
    public void One_temperature_is_refused_in_words()
    {
        var one = Of(Simulated.Pellet(), Simulated.Spectrum(new Random(1), f => Blocking(f, 40, 50)));
        var refused = Assert.Throws<MethodException>(() => ArrheniusSeries.Evaluate([one, one]));
        Assert.Contains("1 temperature is too few", refused.Message);
    }
}
