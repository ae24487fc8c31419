using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Cli.Client;

namespace EdgeTester.Cli.Demo;

/// <summary>Holds what the host has stored of a spectrum against what the cell truly was.</summary>
internal static class Evaluation
{
    /// <summary>Largest difference of a resistance of 50 ohm to 5 kohm, in percent.</summary>
    public const double LimitPercent = 1;

    private const double LeastOhm = 50;
    private const double MostOhm = 5000;

    /// <summary>Fits the circuit that a chemist would and compares each resistance.</summary>
    public static IEnumerable<DemoFigure> Resistances(
        DemoCell cell,
        int channel,
        SpectrumAnswer spectrum,
        IReadOnlyDictionary<string, double> truths
    )
    {
        if (cell.Circuit is null || truths.Count == 0)
            yield break;
        var fit = CircuitFitter.Fit(ToSpectrum(spectrum), Circuit.Parse(cell.Circuit));
        foreach (var (parameter, truthName) in cell.Resistances)
        {
            if (!truths.TryGetValue(truthName, out var truth))
                continue;
            var found = fit[parameter];
            var difference = 100 * (found.Value - truth) / truth;
            var isJudged = truth is >= LeastOhm and <= MostOhm;
            yield return new DemoFigure(
                channel,
                cell.Title,
                truthName,
                "ohm",
                truth,
                found.Value,
                found.StandardError,
                difference,
                !isJudged || Math.Abs(difference) <= LimitPercent
            );
        }
    }

    /// <summary>The largest differences between a measured spectrum that was played back and what came out, in magnitude and phase.</summary>
    public static IEnumerable<DemoFigure> Playback(
        DemoCell cell,
        int channel,
        SpectrumAnswer measured,
        Spectrum original
    )
    {
        var inside = Enumerable
            .Range(0, measured.FrequencyHz.Length)
            .Where(k =>
                measured.FrequencyHz[k] <= original.FrequencyHz[0]
                && measured.FrequencyHz[k] >= original.FrequencyHz[^1]
            )
            .Select(k =>
            {
                var truth = Interpolate(original, measured.FrequencyHz[k]);
                var found = new Complex(measured.RealOhm[k], measured.ImaginaryOhm[k]);
                return (truth, found, Ratio: found / truth);
            })
            .ToList();
        if (inside.Count == 0)
            yield break;
        var magnitude = inside.MaxBy(p => Math.Abs(p.Ratio.Magnitude - 1));
        yield return new DemoFigure(
            channel,
            cell.Title,
            "|Z| where it is furthest off",
            "ohm",
            magnitude.truth.Magnitude,
            magnitude.found.Magnitude,
            null,
            100 * (magnitude.Ratio.Magnitude - 1),
            Math.Abs(magnitude.Ratio.Magnitude - 1) <= 0.005
        );
        var phase = inside.MaxBy(p => Math.Abs(p.Ratio.Phase));
        var degrees = phase.Ratio.Phase * 180 / Math.PI;
        yield return new DemoFigure(
            channel,
            cell.Title,
            "phase where it is furthest off",
            "degree",
            phase.truth.Phase * 180 / Math.PI,
            phase.found.Phase * 180 / Math.PI,
            null,
            100 * degrees / 360,
            Math.Abs(degrees) <= 0.5
        );
    }

    /// <summary>The answer of the API as a spectrum.</summary>
    public static Spectrum ToSpectrum(SpectrumAnswer answer) =>
        Spectrum.Create(
            answer.FrequencyHz,
            answer.RealOhm.Zip(answer.ImaginaryOhm, (re, im) => new Complex(re, im)).ToArray(),
            $"spectrum {answer.Spectrum + 1}"
        );

    // Real spectra are smooth on a logarithmic scale: cubic through the four neighbours, of ln Z as a complex number.
    private static Complex Interpolate(Spectrum original, double frequencyHz)
    {
        var n = original.Count;
        var above = 0;
        while (above + 1 < n - 1 && original.FrequencyHz[above + 1] >= frequencyHz)
            above++;
        var first = Math.Clamp(above - 1, 0, Math.Max(0, n - 4));
        var last = Math.Min(n, first + 4);
        var x = Math.Log(frequencyHz);
        var sum = Complex.Zero;
        for (var j = first; j < last; j++)
        {
            var weight = 1.0;
            for (var k = first; k < last; k++)
                if (k != j)
                    weight *=
                        (x - Math.Log(original.FrequencyHz[k]))
                        / (Math.Log(original.FrequencyHz[j]) - Math.Log(original.FrequencyHz[k]));
            sum += weight * Complex.Log(original.Impedance[j]);
        }
        return Complex.Exp(sum);
    }
}
