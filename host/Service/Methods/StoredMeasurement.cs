using EdgeTester.Analysis;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;
using EdgeTester.Contracts;
using EdgeTester.Plans;
using EdgeTester.Service.Analyses;
using EdgeTester.Storage;

namespace EdgeTester.Service.Methods;

/// <summary>Reads what is stored of a run in the form that every evaluation takes. Nothing but stored records and the plan enters.</summary>
public static class StoredMeasurement
{
    // Standard uncertainties that all readings of a calibrated board share (hardware: 0.05 % of a reading from a tenth of the range on):
    // shunt and divider tracking, reference, converter; for impedances the reference resistor and its ratio.
    private static readonly InstrumentUncertainty Board = new(
        VoltageGain: 1.1e-4,
        CurrentGain: 2.0e-4,
        VoltageOffset: 1e-5,
        CurrentOffset: 6e-9,
        ImpedanceGain: 3e-4
    )
    {
        // hardware/error-budget.md: temperature within 5 K as even distributions, the reference over 1000 h.
        GainDrift = 5e-5,
        // A second where time is simulated; a board reads every 12 ms.
        ReadingSeconds = 1,
    };

    /// <summary>The measurement of one channel of a run.</summary>
    /// <param name="store">Where it is stored.</param>
    /// <param name="run">Identity of the run.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <exception cref="ArgumentException">The run is not known.</exception>
    public static CellMeasurement Read(IRunStore store, RunId run, byte channel)
    {
        var summary =
            store.FindRun(run).FirstOrDefault(one => one.Channel == channel)
            ?? throw new ArgumentException($"no run {run} with a channel {channel} is stored", nameof(run));
        var label = summary.Name.Length > 0 ? summary.Name : run.ToString()[..8];
        var definition = store.FindDefinition(run, channel);
        var plan = definition is { PlanJson.Length: > 0 } ? PlanFile.Parse(definition.PlanJson).Plan : null;
        return new CellMeasurement
        {
            Label = label,
            Record = RecordOf(store, run, channel, label, plan),
            Spectra = SpectraOf(store, run, channel),
            Cell = plan is null ? CellDescription.Unknown : Describe(plan.Sample, ChangeOf(plan)),
        };
    }

    /// <summary>A plan's sample as evaluations take it.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="recordedChangeVolt">A change of the voltage in V that makes a row of its own; NaN = none does.</param>
    public static CellDescription Describe(Sample sample, double recordedChangeVolt = double.NaN) =>
        new()
        {
            Kind = sample.CellType switch
            {
                "blocking" => CellKind.Blocking,
                "half-blocking" => CellKind.HalfBlocking,
                "symmetric" => CellKind.Symmetric,
                "asymmetric" or "full" => CellKind.Full,
                _ => CellKind.Unknown,
            },
            AreaSquareMeter = Exact(sample.Area),
            ThicknessMeter = Exact(sample.Thickness),
            TemperatureCelsius = Exact(sample.TemperatureCelsius),
            ActiveMassKilogram = Exact(sample.ActiveMass),
            NominalCapacityCoulomb = sample.Capacity,
            Instrument = Board with { RecordedChangeVolt = recordedChangeVolt },
        };

    // The largest that any step asks for; where one records by time alone nothing is said of changes.
    private static double ChangeOf(Plan plan)
    {
        var changes = plan
            .Steps.OfType<ConstantCurrentStep>()
            .Select(step => step.Record.VoltageChange)
            .ToArray();
        return changes.Length > 0 && changes.All(change => change > 0) ? changes.Max() : double.NaN;
    }

    private static UncertainValue? Exact(double? value) =>
        value is { } number ? new UncertainValue(number) : null;

    private static CellRecord? RecordOf(IRunStore store, RunId run, byte channel, string label, Plan? plan)
    {
        var rows = new CellRecordBuilder(label);
        foreach (var block in store.ReadBlocks(run, channel))
            for (var k = 0; k < block.Count; k++)
            {
                var temperature = block.TemperatureCentidegrees[k];
                rows.Add(
                    block.ElapsedMicroseconds[k] * 1e-6,
                    block.Voltage(k),
                    block.Current(k),
                    temperature == SampleBlock.NoTemperature ? double.NaN : temperature * 0.01,
                    block.Step,
                    block.StepCount,
                    (int)Math.Min(block.Cycle, int.MaxValue)
                );
            }
        if (rows.Count == 0)
            return null;
        var events = store.ReadEvents(run, channel);
        var ends = new Dictionary<long, RunEvent>();
        foreach (var ended in events.Where(one => one.Code == RunEventCode.StepEnded))
            ends[ended.StepCount] = ended;
        return rows.Build(step => Known(step, ends.GetValueOrDefault(step.Number), plan));
    }

    private static RecordStep Known(RecordStep step, RunEvent? ended, Plan? plan)
    {
        var known = ended is null
            ? step
            : step with
            {
                ChargeCoulomb = ended.Value1,
                EnergyJoule = ended.Value2,
                DurationSeconds = ended.Value3,
                Ending = EndingOf(ended.Reason),
            };
        var planned = plan is not null && step.Index < plan.Steps.Count ? plan.Steps[step.Index] : null;
        return planned switch
        {
            RestStep => known with { Excitation = Excitation.Rest },
            ConstantCurrentStep current => known with
            {
                Excitation = Excitation.ConstantCurrent,
                Setpoint = current.Current,
            },
            ConstantVoltageStep voltage => known with
            {
                Excitation = Excitation.ConstantVoltage,
                Setpoint = voltage.RelativeToOpenCircuit ? null : voltage.Voltage,
            },
            SweepStep sweep => known with
            {
                Excitation = Excitation.Sweep,
                Setpoint = sweep.End < sweep.Start ? -sweep.ScanRate : sweep.ScanRate,
            },
            Plans.ImpedanceStep => known with { Excitation = Excitation.Impedance },
            ShortCheckStep => known with { Excitation = Excitation.ShortCheck },
            _ => known,
        };
    }

    private static StepEnding EndingOf(EndReason reason) =>
        reason switch
        {
            EndReason.Condition or EndReason.Completed => StepEnding.Planned,
            EndReason.Limit => StepEnding.Limit,
            EndReason.Short => StepEnding.Short,
            EndReason.SoftShort => StepEnding.SoftShort,
            EndReason.Runaway => StepEnding.Runaway,
            EndReason.None => StepEnding.Unknown,
            _ => StepEnding.Interrupted,
        };

    private static IReadOnlyList<TimedSpectrum> SpectraOf(IRunStore store, RunId run, byte channel)
    {
        var spectra = new List<TimedSpectrum>();
        foreach (var summary in store.ListSpectra(run, channel).Where(one => one.Complete))
        {
            var points = store.ReadSpectrum(run, channel, summary.Spectrum);
            Spectrum spectrum;
            try
            {
                spectrum = StoredSpectrum.Usable(points, $"spectrum {summary.Spectrum + 1}");
            }
            catch (SpectrumException)
            {
                // A spectrum without a usable point is none.
                continue;
            }
            var temperatures = points
                .Where(point => point.TemperatureCentidegrees != SampleBlock.NoTemperature)
                .Select(point => point.TemperatureCentidegrees * 0.01)
                .ToArray();
            var harmonics = points.Select(point => point.HarmonicShare).Where(double.IsFinite).ToArray();
            spectra.Add(
                new TimedSpectrum(
                    spectrum,
                    summary.ElapsedFirst * 1e-6,
                    temperatures.Length > 0 ? temperatures.Average() : double.NaN,
                    summary.StepCount,
                    (int)Math.Min(summary.Cycle, int.MaxValue)
                )
                {
                    HarmonicShare = harmonics.Length > 0 ? harmonics.Max() : double.NaN,
                }
            );
        }
        return spectra;
    }
}
