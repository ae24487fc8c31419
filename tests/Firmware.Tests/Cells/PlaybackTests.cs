using System.Numerics;
using EdgeTester.Firmware.Tests.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Playback;

namespace EdgeTester.Firmware.Tests.Cells;

public class PlaybackTests
{
    [Fact]
    public void The_slow_systems_meet_every_measured_point_from_0_1_to_12_Hz()
    {
        Assert.SkipUnless(SharedData.Spectra.Count > 0, "../shared is not there.");
        var failures = new List<string>();
        foreach (string path in SharedData.Spectra)
        {
            var spectrum = MeasuredSpectrum.Read(path);
            var curve = new SpectrumCurve(spectrum);
            var forward = RationalModel.Fit(spectrum.Frequencies, curve.At, 16);
            var backward = RationalModel.Fit(spectrum.Frequencies, f => 1 / curve.At(f), 16);
            double worst = spectrum
                .Frequencies.Where(f => f is >= 0.0999 and <= 12)
                .Select(f =>
                    Math.Max(
                        Complex.Abs(forward.At(f) / curve.At(f) - 1),
                        Complex.Abs(backward.At(f) * curve.At(f) - 1)
                    )
                )
                .DefaultIfEmpty(0)
                .Max();
            string line = $"{Path.GetFileName(path)}: {forward.Rates.Length} modes, worst {worst:e1}";
            TestContext.Current.TestOutputHelper?.WriteLine(line);
            if (worst > 1e-6)
            {
                failures.Add(line);
            }
        }
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData("dummy_Circuit3_EIS_1.csv", 1, true)]
    [InlineData("dummy_Circuit3_EIS_1.csv", 1, false)]
    [InlineData("dummy_Circuit2_EIS_1.csv", 1, true)]
    [InlineData("LIB_drttools.csv", 3000, true)]
    [InlineData("LIB_drttools.csv", 3000, false)]
    [InlineData("aurora_peis_03.csv", 20, true)]
    [InlineData("aurora_peis_03.csv", 20, false)]
    [InlineData("SOFC_BLF_500C.csv", 100, true)]
    [InlineData("gpdrt_experiment.csv", 300, false)]
    public void A_staircase_of_three_periods_after_one_finds_the_file_within_half_a_per_cent(
        string file,
        double scale,
        bool potentiostat
    )
    {
        string path = SharedData.Spectrum(file);
        foreach (double asked in new[] { 0.1, 0.3, 1.0, 3.0, 8.0 })
        {
            var cell = CellCatalogue.Playback(path, scale);
            if (asked < cell.Spectrum.Frequencies[0])
            {
                continue;
            }
            double frequency = cell.Spectrum.Frequencies.MinBy(f => Math.Abs(Math.Log(f / asked)));
            var got = Staircase(cell, frequency, potentiostat, 1, 3);
            var truth = cell.Impedance(frequency);
            Assert.Equal(1, Complex.Abs(got / truth), 5e-3);
            Assert.Equal(0, (got / truth).Phase * 180 / Math.PI, 0.5);
        }
    }

    [Fact]
    public void The_AC_path_finds_every_file_from_10_Hz_to_200_kHz()
    {
        Assert.SkipUnless(SharedData.Spectra.Count > 0, "../shared is not there.");
        foreach (string path in SharedData.Spectra)
        {
            var spectrum = MeasuredSpectrum.Read(path);
            double middle = Complex.Abs(spectrum.Impedances[spectrum.Impedances.Length / 2]);
            var cell = CellCatalogue.Playback(path, 1000 / middle);
            var bench = new Bench(cell);
            double low = Math.Max(10, spectrum.Frequencies[0]);
            double high = Math.Min(2e5, spectrum.Frequencies[^1]);
            for (double f = low; f <= high; f *= 4.7)
            {
                var got = bench.Impedance(f, 0.01, f > 1e4 ? 0 : 1, Math.Max(0.02, 2 / f), 1024);
                var truth = cell.Impedance(f);
                Assert.True(
                    Complex.Abs(got / truth - 1) < 2e-3,
                    $"{Path.GetFileName(path)} at {f} Hz: {got} for {truth}"
                );
            }
        }
    }

    [Fact]
    public void Between_the_points_of_a_smooth_spectrum_the_slow_systems_stay_with_it()
    {
        // R (R C) (R C) and a semi-infinite Warburg element at seven points a decade.
        static Complex Truth(double f) =>
            100
            + ClosedForms.Zarc(f, 200, 3e-3, 1)
            + ClosedForms.Zarc(f, 500, 0.2, 0.9)
            + ClosedForms.ConstantPhase(f, 0.02, 0.5);
        double[] frequencies = ClosedForms.Decades(0.05, 1e4, 7).ToArray();
        var curve = new SpectrumCurve(new(frequencies, frequencies.Select(Truth).ToArray()));
        var forward = RationalModel.Fit(frequencies, curve.At, 16);
        var backward = RationalModel.Fit(frequencies, f => 1 / curve.At(f), 16);
        foreach (double f in ClosedForms.Decades(0.1, 10, 41))
        {
            Assert.True(Complex.Abs(curve.At(f) / Truth(f) - 1) < 2e-3, $"curve at {f} Hz");
            Assert.True(Complex.Abs(forward.At(f) / Truth(f) - 1) < 4e-3, $"forward at {f} Hz");
            Assert.True(Complex.Abs(backward.At(f) * Truth(f) - 1) < 4e-3, $"backward at {f} Hz");
        }
    }

    [Fact]
    public void A_broken_file_is_refused_with_its_line()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgetester-{Guid.NewGuid():n}.csv");
        try
        {
            File.WriteAllText(path, "freq_Hz,Zre_Ohm,Zim_Ohm\n1,2,-3\n2,nonsense,1\n");
            Assert.Contains(
                "line 3",
                Assert.Throws<CellDefinitionException>(() => CellCatalogue.Playback(path)).Message
            );
            File.WriteAllText(path, "1,2\n");
            Assert.Contains(
                "line 1",
                Assert.Throws<CellDefinitionException>(() => CellCatalogue.Playback(path)).Message
            );
            File.WriteAllText(path, "");
            Assert.Throws<CellDefinitionException>(() => CellCatalogue.Playback(path));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Throws<CellDefinitionException>(() => CellCatalogue.Playback(path));
    }

    private static Complex Staircase(
        CellModel cell,
        double frequency,
        bool potentiostat,
        int settle,
        int measure
    )
    {
        const double rate = 246.063;
        var bench = new Bench(cell);
        bench.Latch(true, 1, potentiostat);
        int start = (int)Math.Round(settle * rate / frequency);
        int end = (int)Math.Round((settle + measure) * rate / frequency);
        Complex v = 0;
        Complex i = 0;
        double meanV = 0;
        double meanI = 0;
        var samples = new List<(double V, double I, double Phase)>();
        for (int n = 0; n < end; n++)
        {
            bench.Now = n / rate;
            bench.SetPoint((potentiostat ? 0.01 : 0.06) * Math.Sin(2 * Math.PI * frequency * n / rate));
            bench.Now = (n + 0.999) / rate;
            if (n >= start)
            {
                samples.Add(
                    (
                        bench.Voltage(3 / rate),
                        bench.Shunt(3 / rate) / 1000,
                        2 * Math.PI * frequency * n / rate
                    )
                );
            }
        }
        meanV = samples.Average(sample => sample.V);
        meanI = samples.Average(sample => sample.I);
        for (int n = 0; n < samples.Count; n++)
        {
            double window = 1 - Math.Cos(2 * Math.PI * (n + 0.5) / samples.Count);
            var turn = window * Complex.FromPolarCoordinates(1, -samples[n].Phase);
            v += (samples[n].V - meanV) * turn;
            i += (samples[n].I - meanI) * turn;
        }
        return v / i;
    }
}
