using System.Globalization;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Goes through the half cycles of a plating cell and tells soft shorts, hard shorts and runaways apart. The cell is its own reference:
/// what its half cycles before showed at the same current.
/// </summary>
internal sealed class PlatingWatch
{
    /// <summary>Half cycles that make the reference.</summary>
    private const int Memory = 12;

    /// <summary>So many half cycles as before make a soft short a passing one.</summary>
    private const int Recovery = 4;

    private readonly CellRecord _record;
    private readonly PlatingOptions _options;
    private readonly InstrumentUncertainty _instrument;
    private readonly IReadOnlyList<TimedSpectrum> _spectra;
    private readonly List<HalfCycle> _good = [];
    private readonly List<CellFailure> _failures = [];
    private int _sinceSoft;

    private PlatingWatch(CellMeasurement measurement, CellRecord record, PlatingOptions options)
    {
        _record = record;
        _options = options;
        _instrument = measurement.Cell.Instrument;
        _spectra = measurement.Spectra.Where(s => double.IsFinite(s.TimeSeconds)).ToArray();
    }

    /// <summary>The failures in the order of time; a soft short that goes on is told once. After a hard short nothing is told any more.</summary>
    public static IReadOnlyList<CellFailure> Failures(
        CellMeasurement measurement,
        CellRecord record,
        IReadOnlyList<HalfCycle> halves,
        PlatingOptions options
    )
    {
        var watch = new PlatingWatch(measurement, record, options);
        foreach (var half in halves)
            if (!watch.Look(half))
                break;
        return watch._failures;
    }

    /// <summary>False after a failure for good.</summary>
    private bool Look(HalfCycle half)
    {
        var reference = Reference(half);
        var trace = new ResistanceTrace(_record, half);
        if (HardShort(half, trace, reference))
            return false;
        if (Runaway(half, trace, reference))
            return false;
        var evidence = Evidence(half, trace, reference);
        var isEnd = half.Ending == StepEnding.SoftShort || half.Check == StepEnding.SoftShort;
        if (evidence.Points >= 2)
            Soft(half, trace, reference, evidence.Words);
        else if (isEnd)
            SoftAtEnd(half, trace, reference, evidence.Words);
        else
            Recovered(half);
        return true;
    }

    private bool HardShort(HalfCycle half, ResistanceTrace trace, PlatingReference? reference)
    {
        var row = trace.Collapse(_options.HardShare, reference?.ResistanceOhm);
        if (row is null && half.Ending != StepEnding.Short && half.Check == StepEnding.Short)
        {
            AddChecked(FailureKind.HardShort, half, "a hard short");
            return true;
        }
        if (row is null && half.Ending != StepEnding.Short)
            return false;
        // The instrument may end the step before a row shows the collapse.
        var at = row ?? trace.Count - 1;
        var words = new List<string>();
        if (row is not null)
            words.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the resistance falls to {trace.AfterShare(at):P0} of its level and stays there"
                )
            );
        if (half.Ending == StepEnding.Short)
            words.Add("the tester saw the voltage collapse");
        Add(FailureKind.HardShort, half, trace, at, words);
        return true;
    }

    private bool Runaway(HalfCycle half, ResistanceTrace trace, PlatingReference? reference)
    {
        var start = reference?.ResistanceOhm ?? trace.Early;
        if (half.Check == StepEnding.Runaway)
            AddChecked(FailureKind.Runaway, half, "a runaway");
        if (half.Check == StepEnding.Runaway || !(start > 0))
            return half.Check == StepEnding.Runaway;
        var limit = _options.RunawayFactor * start;
        var last = half.LastVolt / Math.Abs(half.CurrentAmpere);
        var isCut =
            half.Ending is StepEnding.Limit or StepEnding.Runaway
            || (reference is not null && half.DurationSeconds < 0.9 * reference.DurationSeconds);
        if (!(last > limit) && !(isCut && last > 0.5 * (1 + _options.RunawayFactor) * start))
            return false;
        var row = trace.FirstAbove(Math.Min(limit, 0.5 * (start + last)));
        Add(
            FailureKind.Runaway,
            half,
            trace,
            row,
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the resistance climbs to {last / start:F1} times its level"
                ),
                .. isCut ? new[] { "the half cycle ended early" } : [],
            ]
        );
        return true;
    }

    private (int Points, List<string> Words) Evidence(
        HalfCycle half,
        ResistanceTrace trace,
        PlatingReference? reference
    )
    {
        var words = new List<string>();
        var points = 0;
        void Say(int weight, string what)
        {
            points += weight;
            words.Add(what);
        }
        if (trace.SuddenDrop(_options.SoftDrop) is { } drop)
            Say(
                1,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"voltage: it drops by {drop.Share:P0} from one row to the next"
                )
            );
        if (reference is not null)
        {
            var share = 1 - half.ResistanceOhm / reference.ResistanceOhm;
            if (share > Math.Max(_options.SoftDrop, 5 * reference.RelativeScatter))
                Say(
                    reference.IsSameCurrent ? 2 : 1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"voltage: its level is {share:P0} lower than before"
                    )
                );
            if (
                half.NoiseVolt > _options.NoiseFactor * reference.NoiseVolt
                && half.NoiseVolt > 2e-3 * half.LevelVolt
            )
                Say(
                    half.NoiseVolt > 4 * _options.NoiseFactor * reference.NoiseVolt ? 2 : 1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"noise: {half.NoiseVolt / reference.NoiseVolt:F0} times that of the half cycles before"
                    )
                );
            if (reference.OppositeOhm is { } opposite && reference.IsSameCurrent)
            {
                var before = Math.Abs(reference.ResistanceOhm - opposite) / reference.ResistanceOhm;
                var now = Math.Abs(half.ResistanceOhm - opposite) / reference.ResistanceOhm;
                if (
                    now - before > Math.Max(_options.Asymmetry, 5 * reference.RelativeScatter)
                    && half.ResistanceOhm < opposite
                )
                    Say(1, "linearity: the two directions no longer have the same resistance");
            }
        }
        foreach (var sign in SpectrumSigns(half))
            Say(1, sign);
        return (points, words);
    }

    private IEnumerable<string> SpectrumSigns(HalfCycle half)
    {
        var next = Array.FindIndex(
            _spectra.ToArray(),
            s => s.TimeSeconds >= half.StartSeconds + half.DurationSeconds
        );
        // Only the spectrum that follows this half cycle before another one begins.
        if (next < 1 || _spectra[next].TimeSeconds > half.StartSeconds + 2 * half.DurationSeconds)
            yield break;
        var (now, before) = (LowestFrequency(_spectra[next]), LowestFrequency(_spectra[next - 1]));
        if (now < (1 - _options.SpectrumDrop) * before)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"spectrum: the resistance at its lowest frequency fell by {1 - now / before:P0}"
            );
        if (_spectra[next].HarmonicShare > _options.HarmonicShare)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"linearity: {_spectra[next].HarmonicShare:P0} of the response is its second harmonic"
            );
    }

    private static double LowestFrequency(TimedSpectrum spectrum) => spectrum.Spectrum.Impedance[^1].Real;

    private void Soft(HalfCycle half, ResistanceTrace trace, PlatingReference? reference, List<string> words)
    {
        var isNew = _failures.Count == 0 || _sinceSoft >= Recovery;
        _sinceSoft = 0;
        if (!isNew)
        {
            _failures[^1] = _failures[^1] with { IsReversible = false };
            return;
        }
        var row = trace.Departure(
            reference?.ResistanceOhm,
            reference?.NoiseVolt / Math.Abs(half.CurrentAmpere)
        );
        Add(FailureKind.SoftShort, half, trace, row, words);
    }

    /// <summary>A soft short that the instrument is sure of, though it came too late to move the level of its half cycle.</summary>
    private void SoftAtEnd(
        HalfCycle half,
        ResistanceTrace trace,
        PlatingReference? reference,
        List<string> words
    )
    {
        var row = reference is null
            ? 0
            : trace.Departure(reference.ResistanceOhm, reference.NoiseVolt / Math.Abs(half.CurrentAmpere));
        if (row == 0)
            AddChecked(FailureKind.SoftShort, half, "a soft short");
        else
            Add(
                FailureKind.SoftShort,
                half,
                trace,
                row,
                [.. words, "the tester, which looked for shorts, saw it too"]
            );
    }

    private void Recovered(HalfCycle half)
    {
        _sinceSoft++;
        if (_sinceSoft == Recovery && _failures.Count > 0)
            _failures[^1] = _failures[^1] with { IsReversible = true };
        if (half.Ending == StepEnding.Interrupted)
            return;
        _good.Add(half);
        if (_good.Count > 4 * Memory)
            _good.RemoveRange(0, 2 * Memory);
    }

    private void Add(
        FailureKind kind,
        HalfCycle half,
        ResistanceTrace trace,
        int row,
        IReadOnlyList<string> evidence
    ) =>
        _failures.Add(
            new CellFailure(
                kind,
                half.Step.First + row > 0
                    ? Changepoint.Earliest(_record, half.Step.First + row, _instrument)
                    : trace.Time(row),
                trace.Time(row),
                half.Number,
                half.CurrentAmpere,
                false,
                evidence
            )
        );

    /// <summary>What only the instrument's search for shorts after the half cycle showed.</summary>
    private void AddChecked(FailureKind kind, HalfCycle half, string what)
    {
        var check = _record.Steps.FirstOrDefault(s => s.First == half.Step.End) ?? half.Step;
        _failures.Add(
            new CellFailure(
                kind,
                _record.TimeSeconds[half.Step.End - 1],
                _record.TimeSeconds[check.End - 1],
                half.Number,
                half.CurrentAmpere,
                false,
                [$"the tester, which looked for shorts after the half cycle, found {what}"]
            )
        );
    }

    /// <summary>The half cycles before at the same current, those of this direction first; else those at the nearest other current.</summary>
    private PlatingReference? Reference(HalfCycle half)
    {
        if (_good.Count == 0)
            return null;
        var size = Math.Abs(half.CurrentAmpere);
        var same = _good
            .Where(g => Math.Abs(Math.Abs(g.CurrentAmpere) - size) <= _options.SameCurrent * size)
            .TakeLast(Memory)
            .ToArray();
        var used = same.Length > 0 ? same : _good.TakeLast(2).ToArray();
        var along = used.Where(g => g.Direction == half.Direction).ToArray();
        var against = used.Where(g => g.Direction != half.Direction).ToArray();
        var own = along.Length > 0 ? along : used;
        var resistances = own.Select(g => g.ResistanceOhm).ToArray();
        var level = RobustScatter.Median(resistances.AsSpan(Math.Max(0, resistances.Length - 4)));
        return new PlatingReference(
            level,
            own.Length >= 4 ? RobustScatter.Deviation(resistances) / level : 0,
            Math.Max(RobustScatter.Median(used.Select(g => g.NoiseVolt).ToArray()), 1e-4 * level * size),
            used.Max(g => g.DurationSeconds),
            same.Length > 0,
            against.Length > 0 ? RobustScatter.Median(against.Select(g => g.ResistanceOhm).ToArray()) : null
        );
    }

    private sealed record PlatingReference(
        double ResistanceOhm,
        double RelativeScatter,
        double NoiseVolt,
        double DurationSeconds,
        bool IsSameCurrent,
        double? OppositeOhm
    );
}
