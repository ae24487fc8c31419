using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// A cell at the terminals of a channel. Time is lazy: <see cref="AdvanceTo"/> only works where something happens within the
/// cell; between changes the response is known in closed form from the state. A short history of responses lets readings look back over their window.
/// </summary>
public abstract class CellModel
{
    private const int HistoryLength = 64;
    private const double HistorySeconds = 1;
    private readonly List<CellResponse> history = [];
    private readonly Stack<CellResponse> spare = new();
    private readonly List<AcResponse> acHistory = [];

    /// <summary>Simulated seconds up to which the cell has been advanced.</summary>
    public double Time { get; protected set; }

    /// <summary>The drive at its terminals.</summary>
    public CellDrive Drive { get; private set; } = CellDrive.Open;

    /// <summary>The response in force.</summary>
    public CellResponse Response => history[^1];

    /// <summary>The sine in force, null when off.</summary>
    public AcResponse? Ac =>
        acHistory.Count > 0 && double.IsInfinity(acHistory[^1].EndSeconds) ? acHistory[^1] : null;

    /// <summary>Called with the time before a new response takes over, for whoever filters the signal.</summary>
    public Action<double>? Changing { get; set; }

    /// <summary>Root mean square of the cell's own white noise in volt over a reading of one conversion at 246 Hz.</summary>
    public double NoiseVolt { get; init; }

    /// <summary>Seed of everything random in this cell.</summary>
    public ulong Seed { get; init; }

    /// <summary>Temperature of the cell in degree Celsius; the board sets it.</summary>
    public double TemperatureCelsius { get; set; } = 25;

    /// <summary>Integral of |i| through the cell in coulomb.</summary>
    public abstract double ChargeThroughput { get; }

    /// <summary>Integral of i through the cell in coulomb, charging positive.</summary>
    public abstract double NetCharge { get; }

    /// <summary>Changes the drive.</summary>
    /// <param name="drive">From now on.</param>
    /// <param name="atSeconds">When; the past counts as now.</param>
    public void Apply(CellDrive drive, double atSeconds)
    {
        AdvanceTo(atSeconds);
        if (drive != Drive)
        {
            Changing?.Invoke(Time);
            Leave(Time);
            Drive = drive;
            Begin();
            Follow();
        }
    }

    /// <summary>Carries the cell on to a time; the past counts as now.</summary>
    public abstract void AdvanceTo(double atSeconds);

    /// <summary>
    /// Takes time back to a moment within the present response, as one who finds out afterwards when a threshold was crossed
    /// must; nothing is lost because the state is that of the response's start.
    /// </summary>
    public void Rewind(double toSeconds) => Time = Math.Clamp(toSeconds, Response.StartSeconds, Time);

    /// <summary>Starts, changes or (amplitude 0) ends the injected sine.</summary>
    public void Excite(AcSource source, double atSeconds)
    {
        AdvanceTo(atSeconds);
        if (source.AmplitudeVolts == 0 && Ac is null)
        {
            return;
        }
        Changing?.Invoke(Time);
        if (Ac is { } current)
        {
            current.EndSeconds = Time;
            EndAc(current, Time);
        }
        if (source.AmplitudeVolts != 0)
        {
            acHistory.RemoveAll(old => old.EndSeconds < Time - HistorySeconds);
            acHistory.Add(BeginAc(source, Time));
        }
    }

    /// <summary>Terminal voltage and current at a moment of the recent past or the present, in volt and ampere.</summary>
    public (double Voltage, double Current) At(double seconds)
    {
        var response = Find(seconds);
        double signal = response.Signal(Math.Max(0, seconds - response.StartSeconds));
        return (
            response.Voltage0 + response.VoltageFactor * signal,
            response.Current0 + response.CurrentFactor * signal
        );
    }

    /// <summary>Responses that cover a window, oldest first; before the history the oldest counts.</summary>
    internal IReadOnlyList<CellResponse> History => history;

    /// <summary>Sines of the recent past.</summary>
    internal IReadOnlyList<AcResponse> AcHistory => acHistory;

    /// <summary>Impedance in ohm by which the cell would answer a small sine now.</summary>
    public abstract Complex SmallSignalImpedance(double frequencyHz);

    /// <summary>State at the end of a response, where a drive or parameter changes.</summary>
    protected abstract void Leave(double atSeconds);

    /// <summary>A new drive has begun: whatever follows it without delay adapts.</summary>
    protected virtual void Follow() { }

    /// <summary>Fills a fresh response from the state and <see cref="Drive"/>, at <see cref="Time"/>.</summary>
    protected abstract void Fill(CellResponse response);

    /// <summary>Response to a sine that starts now.</summary>
    protected abstract AcResponse BeginAc(AcSource source, double atSeconds);

    /// <summary>The sine has ended: its remains become part of the state.</summary>
    protected abstract void EndAc(AcResponse ended, double atSeconds);

    /// <summary>Begins a response at <see cref="Time"/>.</summary>
    protected void Begin()
    {
        while (
            history.Count > 1
            && (history.Count >= HistoryLength || history[1].StartSeconds < Time - HistorySeconds)
        )
        {
            spare.Push(history[0]);
            history.RemoveAt(0);
        }
        var next = spare.Count > 0 ? spare.Pop() : new CellResponse();
        Fill(next);
        // A response that lasted no time would only lengthen the search.
        if (history.Count > 0 && history[^1].StartSeconds == next.StartSeconds)
        {
            spare.Push(history[^1]);
            history[^1] = next;
        }
        else
        {
            history.Add(next);
        }
    }

    private CellResponse Find(double seconds)
    {
        for (int i = history.Count - 1; i > 0; i--)
        {
            if (history[i].StartSeconds <= seconds)
            {
                return history[i];
            }
        }
        return history[0];
    }
}
