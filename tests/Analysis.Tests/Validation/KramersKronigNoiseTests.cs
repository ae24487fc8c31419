using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Tests.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Tests.Validation;

/// <summary>No false alarm on valid data of other circuits and other kinds of noise.</summary>
public class KramersKronigNoiseTests
{
    [Theory]
    [InlineData("modulus")]
    [InlineData("constant")]
    [InlineData("proportional")]
    [InlineData("uniform")]
    public void Valid_data_raise_no_alarm_whatever_the_kind_of_noise(string kind)
    {
        (string Text, double[] Values)[] cases =
        [
            ("R(RQ)(RQ)", [117.7, 85, 3.72e-7, 0.9, 957.4, 1.355e-5, 0.82]),
            ("R(RQ)Q", [117.7, 85, 3.72e-7, 0.9, 5e-6, 0.92]),
            ("RL(RQ)Wo", [1, 1e-7, 5, 1e-4, 0.85, 10, 20, 0.5]),
            ("R(C[RWs])", [20, 1e-6, 200, 300, 2, 0.5]),
            ("RG", [10, 50, 0.1, 0.5]),
        ];
        var alarms = 0;
        var outliers = 0;
        var total = 0;
        foreach (var (text, values) in cases)
            for (var seed = 0; seed < 12; seed++)
            {
                var result = LinearKramersKronig.Validate(Noisy(text, values, kind, 100 + seed));
                total++;
                if (result.Verdict is KramersKronigVerdict.Invalid or KramersKronigVerdict.PartlyValid)
                    alarms++;
                else
                    outliers += result.SuspectPoints.Count;
            }
        Assert.True(alarms == 0, $"{alarms} alarms on {total} valid spectra");
        Assert.True(outliers <= 2, $"{outliers} points called wild in {total} valid spectra");
    }

    private static Spectrum Noisy(string text, double[] values, string kind, int seed)
    {
        var random = new Random(seed);
        var frequencies = SyntheticSpectra.Frequencies(1e6, 0.1);
        var exact = Circuit.Parse(text).Impedance(frequencies, values);
        var typical = exact.Select(z => z.Magnitude).Order().ElementAt(exact.Length / 2);
        return Spectrum.Create(
            frequencies,
            exact
                .Select(z =>
                    kind switch
                    {
                        "constant" => z + 0.003 * typical * new Complex(Draw(), Draw()),
                        "proportional" => z + 0.005 * new Complex(z.Real * Draw(), z.Imaginary * Draw()),
                        "uniform" => z
                            + 0.01
                                * z.Magnitude
                                * new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5),
                        _ => z + 0.005 * z.Magnitude * new Complex(Draw(), Draw()),
                    }
                )
                .ToArray()
        );

        double Draw() => SyntheticSpectra.Gaussian(random);
    }
}
