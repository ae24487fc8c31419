using System.Numerics;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

/// <summary>
/// A sample of the simulation in tests/Benchmarks/Relaxation: intervals hold what they promise on cells that are in no file.
/// </summary>
public class CoverageTests
{
    private const int Cells = 45;

    [Fact]
    public void Intervals_of_resistance_and_place_and_the_band_hold_at_one_percent_noise()
    {
        int resistances = 0,
            places = 0,
            arcsInAll = 0;
        var band = 0.0;
        var tau = Enumerable.Range(0, 101).Select(k => Math.Pow(10, -6.5 + k * 0.06)).ToArray();
        for (var draw = 0; draw < Cells; draw++)
        {
            var random = new Random(70 + draw);
            var series = 5 + 50 * random.NextDouble();
            var arcs = Enumerable
                .Range(0, 1 + draw % 3)
                .Select(k =>
                    (
                        R: 20 + 200 * random.NextDouble(),
                        Tau: Math.Pow(10, -5 + 1.8 * k + 0.7 * random.NextDouble()),
                        N: 0.75 + 0.2 * random.NextDouble()
                    )
                )
                .ToArray();
            var spectrum = TestCells.Noisy(
                TestCells.Frequencies(),
                f => series + arcs.Aggregate(Complex.Zero, (z, a) => z + TestCells.Zarc(f, a.R, a.Tau, a.N)),
                0.01,
                draw
            );
            var result = RelaxationDistribution.Estimate(
                spectrum,
                new RelaxationOptions { TauSeconds = tau }
            );
            var exact = tau.Select(t => arcs.Sum(a => TestCells.ZarcGamma(t, a.R, a.Tau, a.N))).ToArray();
            band += DistributionScore.Of(result, spectrum, tau, exact).Coverage / Cells;
            var peaks = result.Peaks.Where(p => p.Probability > 0.5).ToArray();
            if (peaks.Length != arcs.Length)
                continue;
            for (var k = 0; k < arcs.Length; k++)
            {
                arcsInAll++;
                if (peaks[k].ResistanceLowerOhm <= arcs[k].R && arcs[k].R <= peaks[k].ResistanceUpperOhm)
                    resistances++;
                if (peaks[k].TauLowerSeconds <= arcs[k].Tau && arcs[k].Tau <= peaks[k].TauUpperSeconds)
                    places++;
            }
        }
        // Three standard deviations of the sample of about 85 around 0.95.
        Assert.InRange(arcsInAll, 0.9 * 2 * Cells, 2 * Cells);
        Assert.InRange(resistances / (double)arcsInAll, 0.87, 1);
        Assert.InRange(places / (double)arcsInAll, 0.87, 1);
        Assert.InRange(band, 0.9, 0.995);
    }

    [Fact]
    public void Noise_on_a_resistor_never_is_a_probable_peak()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var spectrum = TestCells.Noisy(TestCells.Frequencies(), _ => 25, 0.01, 300 + seed);
            Assert.DoesNotContain(RelaxationDistribution.Estimate(spectrum).Peaks, p => p.Probability > 0.9);
        }
    }
}
