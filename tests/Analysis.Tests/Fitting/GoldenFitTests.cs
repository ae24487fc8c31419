using System.Globalization;
using System.Text.Json;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

/// <summary>Against the peers' fits of the same spectra, without the guess that they were given.</summary>
public class GoldenFitTests
{
    [Fact]
    public void No_peer_has_a_lower_chi_square_on_any_spectrum()
    {
        var results = GoldenFiles.Json("golden/cnls_synthetic.json").GetProperty("results");
        var spectra = results
            .EnumerateArray()
            .Where(result =>
                result.TryGetProperty("chi2_mod", out var chi) && chi.ValueKind == JsonValueKind.Number
            )
            .GroupBy(Name)
            .ToArray();
        var all = results.EnumerateArray().Select(Name).Distinct().ToArray();
        Assert.Equal(56, all.Length);
        Assert.Empty(all.Except(spectra.Select(spectrum => spectrum.Key)));
        foreach (var spectrum in spectra)
        {
            var best = spectrum.Min(result => result.GetProperty("chi2_mod").GetDouble());
            var circuit = spectrum
                .First(result => result.GetProperty("peer").GetString() == "impedance.py")
                .GetProperty("circuit")
                .GetString()!;
            var fit = CircuitFitter.Fit(
                GoldenFiles.Spectrum($"golden/synthetic/{spectrum.Key}.csv"),
                Circuit.Parse(circuit)
            );
            Assert.True(
                fit.ChiSquare <= best * (1 + 1e-6) + 1e-15,
                $"{spectrum.Key}: chi-square {fit.ChiSquare}, best peer {best}"
            );
        }
    }

    [Fact]
    public void Standard_errors_are_those_of_the_peer_that_weighs_alike()
    {
        var results = GoldenFiles.Json("golden/cnls_synthetic.json").GetProperty("results");
        var compared = 0;
        foreach (var result in results.EnumerateArray())
        {
            if (
                result.GetProperty("peer").GetString() != "impedance.py"
                || result.GetProperty("guess").GetString() != "truth"
                || !result.GetProperty("weight_by_modulus").GetBoolean()
                || result.GetProperty("noise_percent").GetDouble() == 0
                || !result.TryGetProperty("stderr", out var errors)
            )
                continue;
            var fit = CircuitFitter.Fit(
                GoldenFiles.Spectrum($"golden/synthetic/{Name(result)}.csv"),
                Circuit.Parse(result.GetProperty("circuit").GetString()!),
                new FitOptions { Intervals = IntervalMethod.Linear }
            );
            for (var i = 0; i < fit.Parameters.Count; i++)
            {
                var peer = errors[i].GetDouble();
                var value = result.GetProperty("params")[i].GetDouble();
                Assert.True(
                    Math.Abs(fit.Values[i] - value) <= peer,
                    $"{Name(result)} {fit.Parameters[i].Name}: {fit.Values[i]}, peer {value} +- {peer}"
                );
                // The peer's Jacobian is numeric and ours analytic: they agree within a tenth.
                Assert.InRange(fit.Parameters[i].StandardError!.Value / peer, 0.85, 1.15);
                compared++;
            }
        }
        Assert.True(compared > 200);
    }

    private static string Name(JsonElement result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.GetProperty("case").GetString()}_n{result.GetProperty("noise_percent").GetDouble()}_r{result.GetProperty("rep").GetInt32()}"
        );
}
