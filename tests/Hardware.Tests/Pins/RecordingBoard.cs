using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>Stands for the analog half of the virtual board and notes what its chips do to it.</summary>
internal sealed class RecordingBoard : IAnalogBoard
{
    public byte[] Latch { get; private set; } = [];

    public Dictionary<int, double> Dac { get; } = [];

    public HashSet<int> Tripped { get; } = [];

    public void SetLatch(ReadOnlySpan<byte> state, double atSeconds) => Latch = state.ToArray();

    public void SetDac(int channel, double volts, double atSeconds) => Dac[channel] = volts;

    public void SetExcitation(
        double frequencyHz,
        double amplitudeVolts,
        double startSeconds,
        double atSeconds
    ) { }

    // Every input has a voltage of its own: (converter + 1) * 50 mV + channel * 1 mV.
    public double AdcInput(int converter, int channel, double endSeconds, double windowSeconds) =>
        0.05 * (converter + 1) + 0.001 * channel;

    public void SampleAc(int input, double startSeconds, double periodSeconds, Span<double> volts) =>
        volts.Clear();

    public double CellTemperature(int channel, double atSeconds) => 25 + channel;

    public bool ComparatorTripped(int channel, double atSeconds) => Tripped.Contains(channel);
}
