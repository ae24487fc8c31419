using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class CircuitSelectorTests
{
    [Theory]
    [InlineData("R(RQ)", "10 50 5e-4 0.8")]
    [InlineData("R(RQ)(RQ)", "117.7 85 3.72e-7 0.9 957.4 1.355e-5 0.82")]
    [InlineData("R(RQ)Q", "117.7 85 3.72e-7 0.9 5e-6 0.92")]
    [InlineData("RL(RQ)(RQ)", "10 1e-6 50 5e-6 0.9 30 4.7e-3 0.85")]
    [InlineData("R(RC)(RC)", "10 50 2e-6 30 3.3e-4")]
    [InlineData("RG", "10 50 0.1 0.5")]
    [InlineData("R(RQ)(RQ)(RQ)", "10 50 2e-7 0.9 80 2e-5 0.85 40 5e-3 0.9")]
    [InlineData("R(RQ)C", "10 50 1e-6 0.85 1e-4")]
    [InlineData("R(RQ)(RL)", "30 50 1e-5 0.9 12 40")]
    public void The_circuit_that_made_the_data_is_chosen(string text, string values)
    {
        var circuit = Circuit.Parse(text);
        var numbers = values
            .Split(' ')
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture));
        var spectrum = SyntheticSpectra.Noisy(circuit, numbers.ToArray(), 0.003, 21);
        var selection = CircuitSelector.Select(spectrum);
        Assert.True(text == selection.Best.Text, selection.Explanation);
        Assert.True(selection.Best.IsPlausible);
        Assert.Contains(text, selection.Explanation);
        Assert.True(selection.Candidates.Count > 5);
    }

    [Fact]
    public void Arcs_of_the_chosen_circuit_stand_in_the_order_of_falling_frequency()
    {
        // The fast arc is a small one and is found second.
        var circuit = Circuit.Parse("R(RQ)(RQ)");
        for (var seed = 0; seed < 4; seed++)
        {
            var spectrum = SyntheticSpectra.Noisy(
                circuit,
                [48, 4, 2.8e-6, 0.87, 98, 3.36e-5, 0.955],
                0.002,
                seed,
                SyntheticSpectra.Frequencies(1e6, 0.1, 5)
            );
            var best = CircuitSelector.Select(spectrum).Best;
            Assert.Equal("R(RQ)(RQ)", best.Text);
            Assert.InRange(best.Fit["R2"].Value, 3.5, 4.5);
            Assert.InRange(best.Fit["R3"].Value, 97, 99);
        }
    }

    [Theory]
    // A loop of more ohms than stand in series: no element in series can take it off.
    [InlineData("R(QR[RL])", "5 1e-5 0.9 200 600 300", 0.003)]
    [InlineData("R(QR[RL])", "2e5 8e-11 0.9 9e6 3e7 2e7", 0.005)]
    // An arc of which only the flank at high frequency is in the measured range.
    [InlineData("R(RQ)Q", "20 100 1e-6 0.9 2e-3 0.75", 0)]
    [InlineData("R(RQ)H", "20 60 3e-7 0.9 100 0.05 0.93 0.6", 0.001)]
    public void Loops_flanks_and_asymmetric_arcs_are_fitted_down_to_the_noise(
        string text,
        string values,
        double noise
    )
    {
        var circuit = Circuit.Parse(text);
        var numbers = values
            .Split(' ')
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        var best = CircuitSelector
            .Select(
                SyntheticSpectra.Noisy(circuit, numbers, noise, 5, SyntheticSpectra.Frequencies(1e5, 0.01))
            )
            .Best;
        Assert.True(best.IsPlausible, best.Reasons[0]);
        Assert.InRange(best.Fit.ResidualRmsPercent, 0, 110 * noise + 1e-3);
        Assert.InRange(best.Fit.Parameters.Count, 1, numbers.Length);
    }

    [Fact]
    public void Wild_points_do_not_call_for_more_elements()
    {
        var selection = CircuitSelector.Select(GoldenFiles.Spectrum("golden/synthetic/SE_A_outliers.csv"));
        Assert.Equal("R(RQ)(RQ)", selection.Best.Text);
        Assert.Equal([14, 35, 56], selection.LeftOut);
    }

    [Fact]
    public void Too_few_points_are_refused() =>
        Assert.Throws<FitException>(() =>
            CircuitSelector.Select(Spectrum.Create([1, 2, 3], [new(1, -1), new(1, -2), new(1, -3)]))
        );

    [Fact]
    public void A_resistor_is_called_a_resistor()
    {
        var spectrum = SyntheticSpectra.Noisy(Circuit.Parse("R"), [50], 0.002, 3);
        Assert.Equal("R", CircuitSelector.Select(spectrum).Best.Text);
    }

    [Theory]
    [InlineData("R(RC)", "10 50 2e-6")]
    [InlineData("R(RQ)(RQ)", "117.7 85 3.72e-7 0.9 957.4 1.355e-5 0.82")]
    [InlineData("R(RQ)Q", "117.7 85 3.72e-7 0.9 5e-6 0.92")]
    public void Data_without_noise_do_not_call_for_more(string text, string values)
    {
        var circuit = Circuit.Parse(text);
        var numbers = values
            .Split(' ')
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        var selection = CircuitSelector.Select(circuit.Simulate(SyntheticSpectra.Frequencies(), numbers));
        Assert.True(text == selection.Best.Text, selection.Explanation);
        Assert.True(selection.Best.Fit.ResidualRmsPercent < 1e-4);
    }

    [Fact]
    public void Parameters_that_the_data_do_not_know_are_not_in_the_circuit()
    {
        // Two arcs three quarters of a decade apart in 2 % noise: one arc is all that can be said.
        var spectrum = SyntheticSpectra.Noisy(
            Circuit.Parse("R(RQ)(RQ)"),
            [10, 50, 2e-5, 0.8, 10, 5e-4, 0.8],
            0.02,
            5
        );
        var best = CircuitSelector.Select(spectrum).Best;
        Assert.All(
            best.Fit.Parameters.Where(p => p.State != ParameterState.Fixed),
            p => Assert.True(p.State == ParameterState.Free && p.RelativeError < 1, p.ToString())
        );
    }

    [Theory]
    [InlineData("liion_impedancepy")]
    [InlineData("LIB_drttools")]
    [InlineData("yadg_peis149_00")]
    [InlineData("lit_wu_example")]
    [InlineData("SOFC_4x4")]
    [InlineData("aurora_peis_02")]
    [InlineData("ecif_miec")]
    public void Measured_spectra_are_fitted_to_within_twice_their_noise(string name)
    {
        var spectrum = GoldenFiles.Spectrum($"data/_normalized/{name}.csv");
        var selection = CircuitSelector.Select(spectrum);
        Assert.True(selection.Best.IsPlausible, selection.Explanation);
        Assert.True(
            selection.Best.Fit.ResidualRmsPercent < 2 * selection.NoisePercent,
            selection.Explanation
        );
    }

    [Fact]
    public void A_series_gets_one_circuit_for_all()
    {
        var circuit = Circuit.Parse("R(RQ)(RQ)");
        var spectra = Enumerable
            .Range(0, 6)
            .Select(k =>
                SyntheticSpectra.Noisy(
                    circuit,
                    [20, 40 + 4 * k, 2e-6, 0.88, 150 + 20 * k, 3e-4, 0.8],
                    0.005,
                    k
                )
            )
            .ToArray();
        var choice = SeriesCircuit.Choose(spectra);
        Assert.Equal("R(RQ)(RQ)", choice.Text);
        Assert.Contains("lowest sum", choice.Explanation);
    }
}
