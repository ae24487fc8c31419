using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

public class SeriesMethodsTests
{
    private const string Circuit = "R{:Rb}(R{:Rgb}Q)(R{:Rint}Q)";

    /// <summary>An interface that grows from 400 to 570 ohm with a time constant of 12 h, measured every few hours.</summary>
    private static CellMeasurement Growing(
        Random random,
        int count,
        double hours = 8,
        double noise = 0.002
    ) =>
        new()
        {
            Label = "simulated",
            Cell = Simulated.Pellet(CellKind.Symmetric, 30),
            Spectra = Enumerable
                .Range(0, count)
                .Select(k =>
                {
                    var interfacial = 570 - 170 * Math.Exp(-k * hours / 12);
                    return new TimedSpectrum(
                        Simulated.Spectrum(
                            random,
                            f =>
                                80
                                + Simulated.Arc(f, 90, 1e-5, 0.96)
                                + Simulated.Arc(f, interfacial, 5e-3, 0.93),
                            noise: noise,
                            label: $"spectrum {k + 1}"
                        ),
                        k * hours * 3600
                    );
                })
                .ToArray(),
        };

    [Fact]
    public void The_interval_of_the_change_of_an_interface_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var result = ImpedanceSeries.Evaluate(
                Growing(random, 3),
                new ImpedanceSeriesOptions { Circuit = Circuit }
            );
            return (result.Trends[0].Change, 170 * (1 - Math.Exp(-16 / 12.0)));
        });

    [Fact]
    public void A_growing_interface_is_followed_to_its_rest()
    {
        var result = ImpedanceSeries.Evaluate(Growing(new Random(1), 12));
        Assert.Equal(Circuit, result.Circuit);
        var trend = result.Trends[0];
        Assert.Equal(400, trend.Start.Value, 4.0);
        Assert.Equal(570, trend.Steady!.Value, 3.0);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void The_interval_of_a_followed_relaxation_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            var result = RelaxationMonitor.Evaluate(Growing(random, 3));
            var process = result.Processes.MaxBy(p => p.ResistanceAtEnd.Value)!;
            return (process.ResistanceAtEnd, 570 - 170 * Math.Exp(-16 / 12.0));
        });

    [Fact]
    public void Relaxations_are_numbered_by_their_time_constants()
    {
        var result = RelaxationMonitor.Evaluate(Growing(new Random(2), 4));
        Assert.Equal(2, result.Processes.Count);
        Assert.Equal(5e-3, result.Processes[1].TauAtEnd.Value, 5e-4);
    }

    [Fact]
    public void The_interval_of_the_activation_energy_of_an_arc_holds_the_truth() =>
        Coverage.Holds(random =>
        {
            double[] celsius = [25, 30, 40, 50, 60];
            var series = celsius
                .Select(c =>
                {
                    var kelvin = c + 273.15;
                    double Factor(double energy) =>
                        kelvin / 298.15 * Math.Exp(energy / 8.617333e-5 * (1 / kelvin - 1 / 298.15));
                    var spectrum = Simulated.Spectrum(
                        random,
                        f =>
                            53 * Factor(0.27)
                            + Simulated.Arc(f, 152 * Factor(0.45), 3e-5 * Factor(0.45), 0.95)
                            + Simulated.Arc(f, 142 * Factor(0.33), 1e-2 * Factor(0.33), 0.93)
                            + Simulated.Cpe(f, 0.05, 0.7)
                    );
                    return new CellMeasurement
                    {
                        Label = "simulated",
                        Cell = Simulated.Pellet(CellKind.Full, c),
                        Spectra = [new TimedSpectrum(spectrum)],
                    };
                })
                .ToArray();
            var result = FullCellImpedance.Evaluate(
                series,
                new ArrheniusOptions { Circuit = "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)Q{:Qtail}" }
            );
            return (result.ActivationEnergies[1].Energy, 0.45);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Arcs_keep_their_names_from_temperature_to_temperature(int seed)
    {
        // Electrolyte, two arcs of much the same size, diffusion into a capacity, as a full cell has them from 25 to 60 C.
        var random = new Random(seed);
        double[] celsius = [25, 30, 35, 40, 45, 50, 55, 60];
        double At(double ohm, double energy, double c) =>
            ohm * Math.Exp(energy / 8.617333262e-5 * (1 / (c + 273.15) - 1 / 298.15)) * (c + 273.15) / 298.15;
        var measurements = celsius
            .Select(c => new CellMeasurement
            {
                Label = $"{c} C",
                Cell = Simulated.Pellet(CellKind.Full, c),
                Spectra =
                [
                    new TimedSpectrum(
                        Simulated.Spectrum(
                            random,
                            f =>
                            {
                                var (anode, cathode) = (At(152, 0.45, c), At(142, 0.33, c));
                                return At(53, 0.27, c)
                                    + Simulated.Arc(f, anode, 3e-5 * anode / 152, 0.95)
                                    + Simulated.Arc(f, cathode, 0.01 * cathode / 142, 0.93)
                                    + Simulated.Cpe(f, 1 / 20.0, 0.5)
                                    + Simulated.Cpe(f, 2, 1);
                            },
                            noise: 2e-4
                        ),
                        0
                    ),
                ],
            })
            .ToArray();
        var result = FullCellImpedance.Evaluate(measurements);
        Assert.Equal(0.45, result.ActivationEnergies[1].Energy.Value, 0.01);
        Assert.Equal(0.33, result.ActivationEnergies[2].Energy.Value, 0.01);
        Assert.Equal(142, result.Points[0].Parts[2].Resistance.Resistance.Value, 1.5);
    }
}
