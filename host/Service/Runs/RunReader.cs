using EdgeTester.Contracts;
using EdgeTester.Service.Analyses;
using EdgeTester.Service.Api;
using EdgeTester.Service.Live;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>Reads runs from the store as the API shows them.</summary>
internal sealed class RunReader(IRunStore store, RunPlans plans, ChannelBoard board)
{
    private const long Microseconds = 1_000_000;
    private readonly StoredAnalyses _analyses = new(store);

    public IReadOnlyList<RunView> List(int maximum, string? device) =>
        store.ListRuns(maximum, device).Select(summary => ViewOf(summary)).ToArray();

    /// <summary>One channel of a run, or null.</summary>
    public RunSummary? Find(RunId run, byte channel) =>
        store.FindRun(run).FirstOrDefault(one => one.Channel == channel);

    public IReadOnlyList<RunView> Channels(RunId run) =>
        store.FindRun(run).Select(summary => ViewOf(summary)).ToArray();

    public async Task<RunDetailView> DetailAsync(RunSummary summary, CancellationToken cancellation)
    {
        var plan = plans.Of(summary.Run, summary.Channel);
        var progress = await store
            .FindProgressAsync(summary.Run, summary.Channel, cancellation)
            .ConfigureAwait(false);
        return new RunDetailView(ViewOf(summary))
        {
            Missing = Math.Max(MissingOf(summary), progress?.Gaps.Sum(gap => gap.Count) ?? 0),
            PlanInWords = plan.Steps,
            Sample = SampleFacts
                .Of(plan.Sample)
                .Select(fact => new FactView(fact.Name, fact.Value))
                .ToArray(),
        };
    }

    public SamplesView Samples(RunId run, byte channel, double fromS, double toS, int points)
    {
        var from = ToMicroseconds(fromS);
        var to = ToMicroseconds(toS);
        var overview = store.ReadOverview(run, channel, from, to, points);
        if (overview.Counts.Sum() <= points && overview.Counts.Any(count => count > 1))
        {
            // Few enough to show every one as it was taken.
            var columns = store.ReadSamples(run, channel, from, to, points);
            return new SamplesView
            {
                ElapsedS = Seconds(columns.ElapsedMicroseconds),
                VoltageMinV = columns.Voltage,
                VoltageMaxV = columns.Voltage,
                CurrentMinA = columns.Current,
                CurrentMaxA = columns.Current,
                SamplesPerPoint = 1,
            };
        }
        return new SamplesView
        {
            ElapsedS = overview
                .ElapsedFirst.Select((first, k) => (first + overview.ElapsedLast[k]) / 2.0 / Microseconds)
                .ToArray(),
            VoltageMinV = overview.MinimumVoltage,
            VoltageMaxV = overview.MaximumVoltage,
            CurrentMinA = overview.MinimumCurrent,
            CurrentMaxA = overview.MaximumCurrent,
            SamplesPerPoint = overview.Counts.Count == 0 ? 1 : overview.Counts.Average(),
        };
    }

    public IReadOnlyList<EventView> Events(RunId run, byte channel)
    {
        var plan = plans.Of(run, channel);
        return store
            .ReadEvents(run, channel)
            .Select(happened => new EventView
            {
                Sequence = (long)happened.Sequence,
                ElapsedS = happened.ElapsedMicroseconds / (double)Microseconds,
                Code = EventWords.Snake(happened.Code),
                InWords = EventWords.Of(happened, plan),
                Reason = EventWords.Snake(happened.Reason),
                Step = happened.Step,
                Cycle = happened.Cycle,
                VoltageV = happened.Voltage,
                CurrentA = happened.Current,
                ChargeC = happened.ChargeCoulomb,
            })
            .ToArray();
    }

    public IReadOnlyList<SpectrumSummaryView> Spectra(RunId run, byte channel) =>
        store
            .ListSpectra(run, channel)
            .Select(one => new SpectrumSummaryView
            {
                Spectrum = one.Spectrum,
                ElapsedS = one.ElapsedFirst / (double)Microseconds,
                Cycle = one.Cycle,
                Points = one.Points,
                ExpectedPoints = one.Expected,
                IsComplete = one.Complete,
            })
            .ToArray();

    public SpectrumView? Spectrum(SpectrumKey key)
    {
        var summary = store
            .ListSpectra(key.Run, key.Channel)
            .FirstOrDefault(one => one.Spectrum == key.Spectrum);
        var points = store.ReadSpectrum(key.Run, key.Channel, key.Spectrum);
        if (summary is null || points.Count == 0)
            return null;
        var sorted = points.OrderByDescending(point => point.FrequencyHz).ToArray();
        var fit = _analyses.Fit(key);
        var kk = _analyses.KramersKronig(key);
        var drt = _analyses.Relaxation(key);
        string?[] reasons = [fit?.Error, kk?.Error, drt?.Error];
        return new SpectrumView
        {
            Spectrum = key.Spectrum,
            ElapsedS = summary.ElapsedFirst / (double)Microseconds,
            Cycle = summary.Cycle,
            Points = summary.Points,
            ExpectedPoints = summary.Expected,
            IsComplete = summary.Complete,
            FrequencyHz = sorted.Select(point => point.FrequencyHz).ToArray(),
            RealOhm = sorted.Select(point => point.RealOhm).ToArray(),
            ImaginaryOhm = sorted.Select(point => point.ImaginaryOhm).ToArray(),
            RelativeSigma = sorted.Select(point => point.RelativeSigma).ToArray(),
            Quality = sorted.Select(point => (int)point.Quality).ToArray(),
            Fit = fit is { Error: null }
                ? StoredFit.WithLine(fit, sorted[0].FrequencyHz, sorted[^1].FrequencyHz)
                : null,
            Kk = kk is { Error: null } ? kk : null,
            Drt = drt is { Error: null } ? drt : null,
            Analysis =
                !summary.Complete ? "The spectrum is still being measured."
                : fit is null || kk is null || drt is null ? "The analysis has not been made yet."
                : string.Join(" ", reasons.Where(reason => reason is not null).Distinct()),
        };
    }

    public SeriesView Series(RunId run, byte channel, int limit)
    {
        var complete = store.ListSpectra(run, channel).Where(one => one.Complete).ToArray();
        var distributions = _analyses.All<RelaxationDocument>(run, channel, AnalysisMethod.Relaxation);
        return new SeriesView
        {
            Total = complete.Length,
            Trends = Trends.Of(complete, _analyses.All<FitDocument>(run, channel, AnalysisMethod.CircuitFit)),
            Spectra = Spread
                .Over(complete, limit)
                .Select(one =>
                {
                    var points = store
                        .ReadSpectrum(run, channel, one.Spectrum)
                        .OrderByDescending(point => point.FrequencyHz)
                        .ToArray();
                    var drt = distributions.GetValueOrDefault(one.Spectrum);
                    return new SeriesSpectrumView
                    {
                        Spectrum = one.Spectrum,
                        ElapsedS = one.ElapsedFirst / (double)Microseconds,
                        Cycle = one.Cycle,
                        FrequencyHz = points.Select(point => point.FrequencyHz).ToArray(),
                        RealOhm = points.Select(point => point.RealOhm).ToArray(),
                        ImaginaryOhm = points.Select(point => point.ImaginaryOhm).ToArray(),
                        TauS = drt?.TauS ?? [],
                        GammaOhm = drt?.GammaOhm ?? [],
                    };
                })
                .ToArray(),
        };
    }

    public VerifyView? Verify(RunId run, byte channel) =>
        store.Verify(run, channel) is { } report
            ? new VerifyView
            {
                Records = report.Records,
                Expected = report.Expected,
                Missing = report.Missing,
                Doubled = report.Doubled,
                OutOfOrder = report.OutOfOrder,
                Corrupt = report.Corrupt,
                DroppedByTester = report.Overflow,
                Resent = report.Resent,
                IsSound = report.Sound,
                IsComplete = report.Complete,
                Gaps = report.Gaps.Take(1000).Select(gap => new GapView(gap.First, gap.End)).ToArray(),
            }
            : null;

    /// <summary>The state of a run, for programs and in words.</summary>
    public (string Name, string Words) StateOf(RunSummary summary)
    {
        if (summary.Ended is not null)
            return (EventWords.Snake(summary.Reason), "ended: " + EventWords.Of(summary.Reason));
        if (summary.Samples + summary.Points + summary.Events == 0)
            return ("waiting", "waiting for its first record");
        return board.StateOf(summary.Run, summary.Channel) switch
        {
            ChannelState.Paused => ("paused", "paused"),
            ChannelState.Faulted => ("fault", "the hardware failed"),
            _ => ("running", "running"),
        };
    }

    private RunView ViewOf(RunSummary summary)
    {
        var state = StateOf(summary);
        var records = summary.Samples + summary.Points + summary.Events;
        return new RunView
        {
            RunId = summary.Run.ToString(),
            Channel = summary.Channel,
            Device = summary.Device,
            Name = summary.Name,
            State = state.Name,
            StateInWords = state.Words,
            Created = summary.Created,
            Started = summary.Started,
            Ended = summary.Ended,
            ElapsedS = summary.ElapsedMicroseconds / (double)Microseconds,
            Samples = summary.Samples,
            ImpedancePoints = summary.Points,
            Events = summary.Events,
            Spectra = summary.Spectra,
            Records = records,
            Missing = MissingOf(summary),
            DroppedByTester = summary.Overflow,
        };
    }

    // What is known without looking for the gaps: once a run has ended its length is known, before that only that there is a gap at all.
    private static long MissingOf(RunSummary summary)
    {
        var records = summary.Samples + summary.Points + summary.Events;
        return Math.Max(0, (summary.EndSequence ?? summary.NextSequence) - records);
    }

    private static long ToMicroseconds(double seconds) =>
        seconds <= 0 ? 0
        : seconds < 9e12 ? (long)(seconds * Microseconds)
        : long.MaxValue;

    private static double[] Seconds(IReadOnlyList<long> microseconds) =>
        microseconds.Select(value => value / (double)Microseconds).ToArray();
}
