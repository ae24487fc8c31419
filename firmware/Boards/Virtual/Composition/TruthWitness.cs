using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Parallel;
using EdgeTester.Firmware.Virtual.Cells.Playback;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>
/// Stands between the firmware and its segment store and writes down, at the end of every spectrum and of the run, what the simulated cell
/// truly was at that moment, and for a cell that plays a spectrum back what each point truly is: one JSON object a line. The firmware does not know of it, and the host never sees it; it is what a measured
/// figure is held against.
/// </summary>
public sealed class TruthWitness(
    ISegmentStore store,
    IReadOnlyList<CellModel> cells,
    IReadOnlyList<IReadOnlyList<CellTruth>> truths,
    VirtualTime time,
    TextWriter log
) : ISegmentStore
{
    // In place of a spectrum's number, where the run ended.
    private const int AtTheEnd = -1;

    // Below this the firmware drives the set-point instead of injecting a sine.
    private const double SlowBelowHz = 10;
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();
    private readonly RunEvent record = new();
    private readonly ImpedancePoint point = new();

    /// <inheritdoc/>
    public long FreeBytes => store.FreeBytes;

    /// <inheritdoc/>
    public int Count => store.Count;

    /// <inheritdoc/>
    public int NumberAt(int index) => store.NumberAt(index);

    /// <inheritdoc/>
    public int SizeOf(int segment) => store.SizeOf(segment);

    /// <inheritdoc/>
    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        if (!store.Append(segment, buffer, offset, count))
            return false;
        if (IsOf(FrameKind.Event, buffer, offset, count))
            WitnessMoment(buffer, offset, count);
        else if (IsOf(FrameKind.ImpedancePoints, buffer, offset, count))
            WitnessPoint(buffer, offset, count);
        return true;
    }

    /// <inheritdoc/>
    public int Read(int segment, int position, byte[] buffer, int offset, int count) =>
        store.Read(segment, position, buffer, offset, count);

    /// <inheritdoc/>
    public bool Truncate(int segment, int size) => store.Truncate(segment, size);

    /// <inheritdoc/>
    public bool Delete(int segment) => store.Delete(segment);

    private static bool IsOf(FrameKind kind, byte[] buffer, int offset, int count) =>
        count > Frame.HeaderSize
        && buffer[offset] == 'E'
        && buffer[offset + 1] == 'T'
        && buffer[offset + 3] == (byte)kind;

    // What is played back has no parameters; its truth is the curve itself, at the frequency that was really there.
    private void WitnessPoint(byte[] buffer, int offset, int count)
    {
        if (ImpedancePointCodec.TryDecode(buffer, offset, count, point, header, reader) != FrameError.None)
            return;
        if (point.Channel >= cells.Count || cells[point.Channel] is not PlaybackCell cell)
            return;
        var frequencies = cell.Spectrum.Frequencies;
        var lowest = Math.Min(frequencies[0], frequencies[^1]);
        var highest = Math.Max(frequencies[0], frequencies[^1]);
        if (point.FrequencyHz < lowest || point.FrequencyHz > highest)
            return;
        var truth =
            point.FrequencyHz < SlowBelowHz
                ? cell.SlowImpedance(point.FrequencyHz)
                : cell.Impedance(point.FrequencyHz);
        log.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    run_id = point.Run.ToString(),
                    channel = point.Channel,
                    spectrum = (int)point.Spectrum,
                    frequency_hz = point.FrequencyHz,
                    real_ohm = truth.Real,
                    imaginary_ohm = truth.Imaginary,
                }
            )
        );
    }

    private void WitnessMoment(byte[] buffer, int offset, int count)
    {
        if (RunEventCodec.TryDecode(buffer, offset, count, record, header, reader) != FrameError.None)
            return;
        if (
            record.Code is not (RunEventCode.SpectrumEnded or RunEventCode.RunEnded)
            || record.Channel >= cells.Count
        )
            return;
        var cell = cells[record.Channel];
        var values = truths[record.Channel]
            .ToDictionary(
                t => t.Name,
                t => new Truth(
                    t.At(time.Seconds, cell.ChargeThroughput, cell.TemperatureCelsius, cell.NetCharge),
                    t.Unit
                )
            );
        var began = time.Seconds - record.ElapsedMicroseconds * 1e-6;
        foreach (var path in ((cell as LadderCell)?.ParallelPaths ?? []).OfType<ShortCircuit>())
            if (double.IsFinite(path.SinceSeconds))
                values.TryAdd(
                    path.IsSoft ? "soft short at" : "hard short at",
                    new Truth((path.SinceSeconds - began) / 3600, "h")
                );
        log.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    run_id = record.Run.ToString(),
                    channel = record.Channel,
                    spectrum = record.Code == RunEventCode.SpectrumEnded ? (int)record.Value1 : AtTheEnd,
                    elapsed_s = record.ElapsedMicroseconds * 1e-6,
                    truths = values,
                }
            )
        );
        log.Flush();
    }

    private sealed record Truth(
        [property: JsonPropertyName("value")] double Value,
        [property: JsonPropertyName("unit")] string Unit
    );
}
