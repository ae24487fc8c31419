using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// Eight channels with their cells, the AC bus and its multiplexer, by the numbers of hardware/signal-chain.md. State is advanced lazily, channel by
/// channel, where somebody looks or something changes.
/// </summary>
public sealed class AnalogBoard : IAnalogBoard
{
    private const int LatchBytes = 9;
    private readonly Channel[] channels = new Channel[BoardConstants.Channels];
    private readonly CommonGround ground;
    private readonly AcTap[] taps = [new(), new()];
    private readonly (double End, double Window, double Voltage, double Shunt)[] readings = new (
        double,
        double,
        double,
        double
    )[BoardConstants.Channels];
    private AcResponse? reference;
    private int position = 15;
    private double excitationHz;
    private double excitationVolts;
    private double excitationStart;
    private (double Hz, double Volts) generator;
    private (double Hz, double Volts) module;
    private bool moduleDrives;

    /// <summary>A board with its cells.</summary>
    /// <param name="cells">One for each channel; fewer leave the remaining sockets empty.</param>
    /// <param name="toleranceSeed">Draws component tolerances, fixtures and the common ground; null = every part nominal.</param>
    public AnalogBoard(IReadOnlyList<CellModel> cells, int? toleranceSeed = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cells.Count, BoardConstants.Channels);
        ground = toleranceSeed is { } board ? CommonGround.Draw(board) : CommonGround.None;
        for (int channel = 0; channel < channels.Length; channel++)
        {
            channels[channel] = new Channel(
                channel < cells.Count ? cells[channel] : EmptySocket.Cell(),
                toleranceSeed is { } seed ? ChannelTolerance.Draw(seed, channel) : ChannelTolerance.Nominal,
                toleranceSeed is { } fixture ? FixtureErrors.Draw(fixture, channel) : FixtureErrors.None
            );
            Forget(channel);
        }
    }

    /// <summary>The cell of a channel, for tests and for tables of truths.</summary>
    public CellModel Cell(int channel) => channels[channel].Cell;

    /// <summary>The chamber of a channel.</summary>
    public Chamber Chamber(int channel) => channels[channel].Chamber;

    /// <summary>Sets the temperature that a channel's cell goes to.</summary>
    public void SetChamber(int channel, double celsius, double atSeconds)
    {
        channels[channel].AdvanceTo(atSeconds);
        channels[channel].Chamber.Set(celsius, atSeconds, channels[channel].Cell.TemperatureCelsius);
    }

    /// <inheritdoc/>
    public void SetDac(int channel, double volts, double atSeconds)
    {
        Forget(channel);
        channels[channel].SetDac(volts, atSeconds);
    }

    /// <inheritdoc/>
    public void SetLatch(ReadOnlySpan<byte> state, double atSeconds)
    {
        if (state.Length != LatchBytes)
        {
            throw new ArgumentException(
                $"The latch has {LatchBytes} bytes, not {state.Length}.",
                nameof(state)
            );
        }
        for (int channel = 0; channel < channels.Length; channel++)
        {
            Forget(channel);
            channels[channel].SetLatch(state[channel], atSeconds);
        }
        Select(state[LatchBytes - 1] & 15, atSeconds);
    }

    /// <inheritdoc/>
    public void SetExcitation(double frequencyHz, double amplitudeVolts, double offsetVolts, double atSeconds)
    {
        generator = (frequencyHz, amplitudeVolts);
        if (!moduleDrives)
        {
            Excite(frequencyHz, amplitudeVolts, atSeconds);
        }
    }

    /// <inheritdoc/>
    public void SetModule(double frequencyHz, double amplitudeVolts, bool drivesBus, double atSeconds)
    {
        bool isSame = drivesBus == moduleDrives && (!drivesBus || module == (frequencyHz, amplitudeVolts));
        module = (frequencyHz, amplitudeVolts);
        moduleDrives = drivesBus;
        if (isSame)
        {
            return;
        }
        var (hz, volts) = drivesBus ? module : generator;
        Excite(hz, volts, atSeconds);
    }

    /// <inheritdoc/>
    public (Complex Voltage, Complex Shunt) ModuleLines(int harmonic, double atSeconds)
    {
        if (position < channels.Length)
        {
            channels[position].AdvanceTo(atSeconds);
        }
        var ac = position < channels.Length ? channels[position].Cell.Ac : reference;
        if (!moduleDrives || ac is null)
        {
            return (0, 0);
        }
        if (harmonic > 1)
        {
            double hz = harmonic * excitationHz;
            double turns = Math.IEEERemainder(hz * (atSeconds - excitationStart), 1);
            ac = Steady(hz, 2 * Math.PI * turns, atSeconds);
        }
        return (Signal(1, ac).Sine(atSeconds), Signal(0, ac).Sine(atSeconds));
    }

    private void Excite(double frequencyHz, double amplitudeVolts, double atSeconds)
    {
        AnchorTaps(atSeconds);
        excitationHz = frequencyHz;
        excitationVolts = frequencyHz > 0 ? amplitudeVolts : 0;
        excitationStart = atSeconds;
        for (int channel = 0; channel < channels.Length; channel++)
        {
            Forget(channel);
            channels[channel].SetExcitation(frequencyHz, excitationVolts, atSeconds);
        }
        reference = ReferenceResponse();
    }

    /// <inheritdoc/>
    public double AdcInput(int converter, int input, double endSeconds, double windowSeconds)
    {
        var channel = channels[input];
        var (voltage, shunt) = Reading(input, endSeconds, windowSeconds);
        return converter switch
        {
            0 => channel.Coarse(voltage),
            1 => channel.Shunt(shunt + Lift(input, endSeconds, windowSeconds)),
            2 => channel.Fine(voltage),
            _ => throw new ArgumentOutOfRangeException(
                nameof(converter),
                converter,
                "Converters are 0 to 2."
            ),
        };
    }

    /// <inheritdoc/>
    public void SampleAc(int input, double startSeconds, double periodSeconds, Span<double> volts)
    {
        if (input is not (2 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(input), input, "The AC inputs are 2 and 3.");
        }
        if (position < channels.Length)
        {
            channels[position].AdvanceTo(startSeconds);
        }
        else if (reference is null)
        {
            volts.Clear();
            return;
        }
        taps[input - 2].Sample(Signal(input - 2), startSeconds, periodSeconds, volts);
        for (int n = 0; n < volts.Length; n++)
        {
            volts[n] = Math.Clamp(
                volts[n],
                -BoardConstants.Bias,
                BoardConstants.Supply - BoardConstants.Bias
            );
        }
    }

    /// <inheritdoc/>
    public double CellTemperature(int channel, double atSeconds) =>
        channels[channel].Chamber.Temperature(atSeconds, channels[channel].Cell.TemperatureCelsius);

    /// <inheritdoc/>
    public bool ComparatorTripped(int channel, double atSeconds)
    {
        channels[channel].AdvanceTo(atSeconds);
        return channels[channel].Tripped;
    }

    private (double Voltage, double Shunt) Reading(int input, double endSeconds, double windowSeconds)
    {
        ref var reading = ref readings[input];
        if (reading.End != endSeconds || reading.Window != windowSeconds)
        {
            var (voltage, shunt) = channels[input].Mean(endSeconds, windowSeconds);
            reading = (endSeconds, windowSeconds, voltage, shunt);
        }
        return (reading.Voltage, reading.Shunt);
    }

    // What the other channels' currents lift this one's shunt by.
    private double Lift(int input, double endSeconds, double windowSeconds)
    {
        double volt = 0;
        for (int other = 0; !ground.IsNone && other < channels.Length; other++)
        {
            if (other != input)
            {
                double current = Reading(other, endSeconds, windowSeconds).Shunt / channels[other].ShuntOhm;
                volt += current * ground.Ohm(input, other);
            }
        }
        return volt;
    }

    private void Forget(int channel) => readings[channel] = (double.NaN, 0, 0, 0);

    private void Select(int selected, double atSeconds)
    {
        if (selected == position)
        {
            return;
        }
        if (position < channels.Length)
        {
            channels[position].Cell.Changing = null;
        }
        position = selected;
        reference = ReferenceResponse();
        if (position < channels.Length)
        {
            channels[position].Cell.Changing = AnchorTaps;
        }
        for (int tap = 0; tap < taps.Length; tap++)
        {
            taps[tap].Charge(Signal(tap), atSeconds);
        }
    }

    private void AnchorTaps(double atSeconds)
    {
        for (int tap = 0; tap < taps.Length; tap++)
        {
            taps[tap].Anchor(Signal(tap), atSeconds);
        }
    }

    // Tap 0 is AIN2, the shunt; tap 1 is AIN3, the cell.
    private AcSignal Signal(int tap) =>
        Signal(tap, position < channels.Length ? channels[position].Cell.Ac : reference);

    private AcSignal Signal(int tap, AcResponse? ac)
    {
        if (position < channels.Length)
        {
            var channel = channels[position];
            return new(
                channel.Cell.Response,
                ac,
                tap == 0 ? channel.ShuntOhm : 0,
                channel.Fixture,
                channel.ShuntOhm,
                channel.StrayFarad
            );
        }
        return new(null, ac, tap == 0 ? 1 : 0, null, 0, 0);
    }

    private AcResponse? ReferenceResponse()
    {
        if (position is not (8 or 9) || excitationVolts == 0)
        {
            return null;
        }
        return Steady(excitationHz, 0, excitationStart);
    }

    // A sine of the excitation's size through what the multiplexer has chosen.
    private AcResponse Steady(double hz, double phase, double startSeconds)
    {
        bool isCell = position < channels.Length;
        double ohm = position == 8 ? 100 : 1000;
        var source = new AcSource(
            hz,
            excitationVolts,
            phase,
            BoardConstants.OutputOhm,
            isCell ? channels[position].ShuntOhm : ohm,
            isCell ? channels[position].StrayFarad : BoardConstants.StrayFarad
        );
        var impedance = isCell ? channels[position].Cell.SmallSignalImpedance(hz) : ohm;
        var current = source.Phasor / (source.OutputOhm + impedance + source.ShuntImpedance);
        return new AcResponse
        {
            StartSeconds = startSeconds,
            FrequencyHz = hz,
            Voltage = current * impedance,
            ShuntVoltage = current * source.ShuntImpedance,
        };
    }
}
