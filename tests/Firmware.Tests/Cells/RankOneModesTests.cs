using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Tests.Cells;

public class RankOneModesTests
{
    [Fact]
    public void Vectors_are_orthonormal_and_solve_the_eigenproblem_over_twenty_decades_of_rates()
    {
        var random = new Random(5);
        const int n = 60;
        var rates = new double[n];
        var coupling = new double[n];
        for (int k = 0; k < n; k++)
        {
            rates[k] = k == 0 ? 1e-12 : Math.Pow(10, -8 + 16.0 * k / n + 0.1 * random.NextDouble());
            coupling[k] = Math.Sqrt(rates[k] * Math.Pow(10, -3 + 5 * random.NextDouble()));
        }
        coupling[0] = 30;

        var modes = new RankOneModes(rates, coupling, 0.01);

        var vector = new double[n];
        var unit = new double[n];
        var back = new double[n];
        for (int k = 0; k < n; k++)
        {
            Array.Clear(unit);
            unit[k] = 1;
            modes.ToModes(unit, vector);
            modes.FromModes(vector, back);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(unit[i], back[i], 1e-9);
            }
            // diag(rates) + w c c' = U L U', column k.
            for (int m = 0; m < n; m++)
            {
                vector[m] *= modes.Rates[m];
            }
            modes.FromModes(vector, back);
            for (int i = 0; i < n; i++)
            {
                double expected = (i == k ? rates[k] : 0) + 0.01 * coupling[i] * coupling[k];
                double scale =
                    0.01 * Math.Abs(coupling[i] * coupling[k]) + 1e-9 * Math.Sqrt(rates[i] * rates[k]);
                Assert.True(
                    Math.Abs(back[i] - expected) < 1e-6 * scale + 1e-12 * rates[^1],
                    $"{i},{k}: {back[i]} {expected}"
                );
            }
        }
    }
}
