using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Contracts;
using EdgeTester.Plans;
using EdgeTester.Report;
using EdgeTester.Report.Html;
using EdgeTester.Report.Model;
using EdgeTester.Service.Analyses;
using EdgeTester.Service.Calibration;
using EdgeTester.Service.Methods;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>Gathers what a run's report shows and draws it.</summary>
internal sealed class RunReports(
    IRunStore store,
    RunPlans plans,
    RunReader reader,
    DeviceCalibrations calibrations,
    TimeProvider time
)
{
    private const int TracePoints = 1500;
    private const int MostSpectra = 60;
    private const int MostEvents = 400;
    private readonly StoredAnalyses _analyses = new(store);
    private readonly CalibrationFacts _calibrations = new(calibrations);

    /// <summary>The report as one HTML file.</summary>
    /// <exception cref="ArgumentException">The run is not known.</exception>
    public string Write(RunId run, byte channel) => ReportWriter.Write(Gather(run, channel));

    /// <summary>What the report shows.</summary>
    /// <exception cref="ArgumentException">The run is not known.</exception>
    public RunReport Gather(RunId run, byte channel)
    {
        var summary =
            reader.Find(run, channel)
            ?? throw new ArgumentException($"no run {run} with a channel {channel} is stored", nameof(run));
        var plan = plans.Of(run, channel);
        var complete = store.ListSpectra(run, channel).Where(one => one.Complete).ToArray();
        var sections = Spread
            .Over(complete, MostSpectra)
            .Select(one => Section(summary, one))
            .OfType<SpectrumSection>();
        var fits = _analyses.All<FitDocument>(run, channel, AnalysisMethod.CircuitFit);
        var verify = store.Verify(run, channel);
        var spectra = sections.ToArray();
        return new RunReport
        {
            Title = summary.Name.Length > 0 ? summary.Name : $"Run {run.ToString()[..8]}",
            RunId = run.ToString(),
            State = reader.StateOf(summary).Words,
            Facts = Facts(summary, plan),
            Certificate = _calibrations.Section(summary.Device, store.ReadEvents(run, channel)),
            PlanInWords = plan.Steps,
            Results = ResultRows.Of(complete, fits, plan.Sample),
            Methods = MethodSections.Of(
                MethodOutcome.Of([StoredMeasurement.Read(store, run, channel)], null, CancellationToken.None)
            ),
            Check = verify is null
                ? null
                : new RecordCheck(verify.Records, verify.Missing, verify.Doubled, verify.Overflow),
            Samples = Trace(run, channel),
            Trends = Trends
                .Of(complete, fits)
                .Select(trend => new Trend(
                    trend.Name,
                    trend.Unit,
                    trend.ElapsedS,
                    trend.Values,
                    trend.StandardErrors
                ))
                .ToArray(),
            Spectra = spectra,
            Events = Events(run, channel, plan),
            Warnings = Warnings(summary, verify, complete.Length, spectra.Length),
            Provenance = new Provenance(
                HostVersion.Text,
                RawDataHash.Of(store, run, channel),
                time.GetUtcNow()
            ),
        };
    }

    private IReadOnlyList<Fact> Facts(RunSummary summary, RunPlan plan)
    {
        var facts = new List<Fact>(SampleFacts.Of(plan.Sample))
        {
            new("Tester", $"{summary.Device}, channel {summary.Channel}"),
            new("Length", QuantityText.Duration(summary.ElapsedMicroseconds * 1e-6)),
            new("Samples", $"{summary.Samples}"),
            new("Spectra", $"{summary.Spectra}"),
        };
        if (summary.Started is { } started)
            facts.Add(new("Started", $"{started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        if (summary.Ended is { } ended)
            facts.Add(new("Ended", $"{ended.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        facts.AddRange(_calibrations.OfDevice(summary.Device));
        return facts;
    }

    private static List<string> Warnings(RunSummary summary, VerifyReport? verify, int spectra, int shown)
    {
        var warnings = new List<string>();
        if (summary.Ended is null)
            warnings.Add("The run had not ended when this report was written.");
        if (verify is { Missing: > 0 })
            warnings.Add($"{verify.Missing} records are missing.");
        if (verify is { Corrupt: > 0 } or { OutOfOrder: > 0 })
            warnings.Add(
                $"{verify.Corrupt} stored frames are corrupt, {verify.OutOfOrder} records are out of order."
            );
        if (shown < spectra)
            warnings.Add($"{shown} of {spectra} spectra are drawn, spread evenly over the run.");
        return warnings;
    }

    private SampleTrace? Trace(RunId run, byte channel)
    {
        var overview = store.ReadOverview(run, channel, 0, long.MaxValue, TracePoints);
        if (overview.Counts.Count == 0)
            return null;
        var (t, v, i) = (new List<double>(), new List<double>(), new List<double>());
        for (var k = 0; k < overview.Counts.Count; k++)
        {
            t.Add(overview.ElapsedFirst[k] * 1e-6);
            v.Add(overview.MinimumVoltage[k]);
            i.Add(overview.MinimumCurrent[k]);
            if (overview.Counts[k] < 2)
                continue;
            t.Add(overview.ElapsedLast[k] * 1e-6);
            v.Add(overview.MaximumVoltage[k]);
            i.Add(overview.MaximumCurrent[k]);
        }
        return new SampleTrace(t, v, i);
    }

    private SpectrumSection? Section(RunSummary run, SpectrumSummary summary)
    {
        var key = new SpectrumKey(run.Run, run.Channel, summary.Spectrum);
        var points = store.ReadSpectrum(run.Run, run.Channel, summary.Spectrum);
        Spectrum measured;
        try
        {
            measured = StoredSpectrum.Usable(points, $"spectrum {summary.Spectrum}");
        }
        catch (SpectrumException)
        {
            return null;
        }
        var fit = _analyses.Fit(key);
        var test = _analyses.KramersKronig(key);
        var relaxation = _analyses.Relaxation(key);
        string?[] failures = [fit?.Error, test?.Error, relaxation?.Error];
        return new SpectrumSection
        {
            Title = $"Spectrum {summary.Spectrum}",
            Measured = measured,
            ElapsedSeconds = summary.ElapsedFirst * 1e-6,
            Cycle = (int)Math.Min(summary.Cycle, int.MaxValue),
            Circuit = fit is { Error: null } ? SectionDocuments.Of(fit, measured) : null,
            KramersKronig = test is { Error: null } ? SectionDocuments.Of(test) : null,
            Relaxation = relaxation is { Error: null } ? SectionDocuments.Of(relaxation) : null,
            Warnings =
            [
                .. failures.OfType<string>().Distinct(),
                .. fit?.Warnings ?? [],
                .. relaxation?.Warnings ?? [],
                .. LeftOut(points.Count - measured.Count),
            ],
        };
    }

    private static IEnumerable<string> LeftOut(int count) =>
        count > 0
            ? [$"{count} points were left out because an input clipped or their frequency came twice."]
            : [];

    private IReadOnlyList<EventLine> Events(RunId run, byte channel, RunPlan plan)
    {
        var all = store.ReadEvents(run, channel);
        // In a long run the steps drown the rest; the store has them.
        var shown =
            all.Count <= MostEvents
                ? all
                : all.Where(one =>
                        one.Code
                            is not (
                                RunEventCode.StepStarted
                                or RunEventCode.StepEnded
                                or RunEventCode.RangeChanged
                                or RunEventCode.SpectrumStarted
                                or RunEventCode.SpectrumEnded
                                or RunEventCode.CycleEnded
                            )
                    )
                    .Take(MostEvents);
        return shown
            .Select(one => new EventLine(one.ElapsedMicroseconds * 1e-6, EventWords.Of(one, plan)))
            .ToArray();
    }
}
