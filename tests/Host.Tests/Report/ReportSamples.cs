using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Report.Model;

namespace EdgeTester.Host.Tests.Report;

/// <summary>Reports whose numbers come from closed formulas.</summary>
internal static class ReportSamples
{
    public static readonly Provenance Provenance = new(
        "EdgeTester 0.1.0",
        new string('a', 64),
        new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)
    );

    public static RunReport Run(int spectra = 9) =>
        new()
        {
            Title = "Na/NZSSP-Zn0.10/Na, plating and stripping",
            RunId = "0123456789abcdef0123456789abcdef",
            State = "completed",
            Facts =
            [
                new("Sample", "NZSSP-Zn0.10 pellet"),
                new("Electrode area", "1.131 cm²"),
                new("Thickness", "1.00 mm"),
                new("Tester", "vt-01, channel 2"),
                new("Started", "2026-03-01 08:00:00 UTC"),
                new("Length", "50 h 00 min"),
            ],
            PlanInWords =
            [
                "Rest for 10 min.",
                "Measure impedance from 1 MHz to 0.1 Hz.",
                "Plate at 0.113 mA for 30 min.",
            ],
            Results =
            [
                new(
                    "Interface resistance at the end",
                    567.3,
                    "ohm",
                    1.2,
                    564.9,
                    569.7,
                    "circuit fit of spectrum 8"
                ),
                new(
                    "Total conductivity",
                    2.41e-3,
                    "S/cm",
                    3e-5,
                    2.35e-3,
                    2.47e-3,
                    "L / (A R), R from the fit"
                ),
            ],
            Check = new RecordCheck(48_211, 0, 0, 0),
            Samples = Trace(),
            Trends =
            [
                Trend("R0, electrolyte", spectra, k => 150 + k * 0.5),
                Trend("R1, grain boundary", spectra, k => 80 + k),
                Trend("R2, interface", spectra, k => 567 - 160 * Math.Exp(-k / 2.0)),
            ],
            Spectra = Enumerable.Range(0, spectra).Select(Section).ToArray(),
            Events = [new(0, "run started"), new(180_000, "run completed")],
            Provenance = Provenance,
        };

    public static SpectrumSection Section(int k)
    {
        var interfaceOhm = 567 - 160 * Math.Exp(-k / 2.0);
        var f = Enumerable.Range(0, 71).Select(i => 1e6 * Math.Pow(10, -i / 10.0)).ToArray();
        var z = f.Select(x => Model(x, interfaceOhm)).ToArray();
        var tau = Enumerable.Range(0, 181).Select(i => 1e-8 * Math.Pow(10, i / 20.0)).ToArray();
        var gamma = tau.Select(t => Bump(t, 2e-6, 60) + Bump(t, 4e-3, interfaceOhm / 2.5)).ToArray();
        return new SpectrumSection
        {
            Title = $"Spectrum {k}",
            Measured = Spectrum.Create(
                f,
                z.Select((v, i) => v * (1 + 0.002 * Math.Sin(37.0 * i + k))).ToArray(),
                $"spectrum {k}"
            ),
            ElapsedSeconds = k * 20_000,
            Cycle = k * 3,
            Circuit = new CircuitSection
            {
                Circuit = "R0-p(R1,CPE1)-p(R2,CPE2)",
                Parameters =
                [
                    new("R0", 150.2, "ohm", 0.4, 149.4, 151.0),
                    new("R2", interfaceOhm, "ohm", 1.3, interfaceOhm - 2.6, interfaceOhm + 2.6),
                    new("CPE2.Q", 1.25e-5, "F s^(alpha-1)", 2e-7, 1.21e-5, 1.29e-5),
                    new("CPE2.alpha", 1, "", null, null, null, "at its upper limit"),
                ],
                FrequencyHz = f,
                RealOhm = z.Select(v => v.Real).ToArray(),
                ImaginaryOhm = z.Select(v => v.Imaginary).ToArray(),
                ChiSquare = 3.1e-4,
                ResidualRmsPercent = 0.143,
                Reason = "The lowest BIC of five candidates.",
            },
            KramersKronig = new KramersKronigSection(
                "consistent from 0.1 Hz to 1 MHz",
                true,
                0.12,
                0.1,
                1e6,
                f,
                f.Select((_, i) => 0.1 * Math.Sin(3.1 * i)).ToArray(),
                f.Select((_, i) => 0.1 * Math.Cos(2.3 * i)).ToArray(),
                []
            ),
            Relaxation = new RelaxationSection
            {
                Method = "closed form",
                Lambda = 1e-3,
                TauSeconds = tau,
                GammaOhm = gamma,
                GammaLowerOhm = gamma.Select(g => 0.9 * g).ToArray(),
                GammaUpperOhm = gamma.Select(g => 1.1 * g + 2).ToArray(),
                Peaks =
                [
                    new(2e-6, 1.9e-6, 2.1e-6, 85, 80, 90, 0.98),
                    new(4e-3, 3.9e-3, 4.1e-3, interfaceOhm, interfaceOhm - 5, interfaceOhm + 5, 1),
                ],
            },
        };
    }

    private static Complex Model(double frequencyHz, double interfaceOhm)
    {
        var s = Complex.ImaginaryOne * 2 * Math.PI * frequencyHz;
        return 150 + 85 / (1 + Complex.Pow(s * 2e-6, 0.9)) + interfaceOhm / (1 + Complex.Pow(s * 4e-3, 0.85));
    }

    private static double Bump(double tau, double centre, double height) =>
        height * Math.Exp(-Math.Pow(Math.Log(tau / centre) / 1.1, 2));

    private static Trend Trend(string name, int count, Func<int, double> value) =>
        new(
            name,
            "ohm",
            Enumerable.Range(0, count).Select(k => k * 20_000.0).ToArray(),
            Enumerable.Range(0, count).Select(value).ToArray(),
            Enumerable.Range(0, count).Select(k => 0.01 * value(k)).ToArray()
        );

    private static SampleTrace Trace()
    {
        var t = Enumerable.Range(0, 20_000).Select(k => k * 9.0).ToArray();
        double Sign(double at) => (int)(at / 1800) % 2 == 0 ? 1 : -1;
        return new SampleTrace(
            t,
            t.Select(at => Sign(at) * (0.064 + 0.003 * (1 - Math.Exp(-(at % 1800) / 300)))).ToArray(),
            t.Select(at => Sign(at) * 1.13e-4).ToArray()
        );
    }
}
