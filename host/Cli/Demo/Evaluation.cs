using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Output;

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
        IReadOnlyDictionary<double, Complex> truths
    )
    {
        var inside = Enumerable
            .Range(0, measured.FrequencyHz.Length)
            .Where(k => truths.ContainsKey(measured.FrequencyHz[k]))
            .Select(k =>
            {
                var truth = truths[measured.FrequencyHz[k]];
                var found = new Complex(measured.RealOhm[k], measured.ImaginaryOhm[k]);
                return (Frequency: measured.FrequencyHz[k], truth, found, Ratio: found / truth);
            })
            .ToList();
        if (inside.Count == 0)
            yield break;
        var magnitude = inside.MaxBy(p => Math.Abs(p.Ratio.Magnitude - 1));
        yield return new DemoFigure(
            channel,
            cell.Title,
            $"|Z| of {inside.Count} points, furthest off at {Quantity.Text(magnitude.Frequency)} Hz",
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
            $"phase, furthest off at {Quantity.Text(phase.Frequency)} Hz",
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
}
