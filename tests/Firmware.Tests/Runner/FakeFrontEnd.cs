using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>A front end over <see cref="FakeCell"/>s, without chips: what is asked is what is there, plus noise and planted faults.</summary>
public sealed class FakeFrontEnd : IFrontEnd
{
    public const int SubSteps = 8;
    private static readonly double[] Scales = [10e-3, 1e-3, 100e-6, 10e-6];
    private static readonly double[] Window = BSpline();
    private readonly IClock clock;
    private readonly Random random = new(1);
    private readonly double[] ampere;
    private readonly double[] volt;
    private readonly double[] offset;
    private readonly int[] range;
    private readonly double[] reading;
    private readonly double[] currentReading;
    private readonly double[][] recentVoltages;
    private readonly double[][] recentCurrents;
    private long cellsAt;
    private bool uniform;
    private int pointChannel = -1;
    private long pointEnd;
    private double pointFrequency;
    private double pointAmplitude;
    private bool pointGalvanostatic;
    private int pointPeriods;

    public FakeFrontEnd(IClock clock, int channels)
    {
        this.clock = clock;
        cellsAt = clock.ElapsedMicroseconds;
        Cells = Enumerable.Range(0, channels).Select(_ => new FakeCell()).ToArray();
        ampere = Nothing(channels);
        volt = Nothing(channels);
        offset = new double[channels];
        range = new int[channels];
        reading = new double[channels];
        currentReading = new double[channels];
        recentVoltages = Enumerable.Range(0, channels).Select(_ => new double[3 * SubSteps]).ToArray();
        recentCurrents = Enumerable.Range(0, channels).Select(_ => new double[3 * SubSteps]).ToArray();
    }

    public FakeCell[] Cells { get; }
    public double VoltageNoise { get; set; }
    public double CurrentNoise { get; set; }
    public Queue<FrontEndFault> RefreshFaults { get; } = new();
    public Queue<FrontEndFault> InitializeFaults { get; } = new();
    public Queue<FrontEndFault> DriveFaults { get; } = new();
    public bool OpenLead { get; set; }

    /// <summary>The channel whose comparator trips at the next reading; -1 = none.</summary>
    public int TripsComparator { get; set; } = -1;

    /// <summary>The channel whose readings throw; -1 = none.</summary>
    public int ThrowsFor { get; set; } = -1;
    public double BadReading { get; set; }
    public int Initializations { get; private set; }
    public List<string> Log { get; } = [];
    public int ChannelCount => Cells.Length;
    public int RangeCount => 4;
    public double VoltageQuantum => 1e-6;
    public string CalibrationName { get; private set; } = "exact";
    public double CalibrationUnixSeconds => 1_790_000_000;
    public double CalibrationResidual => 1e-5;
    public double CalibrationCelsius => 25;

    /// <summary>A calibration of this board is a name that begins with '!'.</summary>
    public bool IsCalibration(byte[] bytes, int count) => count > 1 && bytes[0] == '!';

    public int Adjust(CalibrationOrder order, byte[] buffer, out int badPoint)
    {
        badPoint = -1;
        return System.Text.Encoding.UTF8.GetBytes("!" + order.Name, buffer);
    }

    public bool Calibrate(byte[] bytes, int count)
    {
        if (IsCalibration(bytes, count))
            CalibrationName = System.Text.Encoding.UTF8.GetString(bytes, 1, count - 1);
        return IsCalibration(bytes, count);
    }

    public uint LostReadings => 0;
    public double SamplePeriodMicroseconds => 4064;
    public double LowestPointFrequencyHz => 10;
    public double HighestPointFrequencyHz => 200e3;
    public double TemperatureReading { get; set; } = 25;

    public bool IsConnected(int channel) => !double.IsNaN(ampere[channel]) || !double.IsNaN(volt[channel]);

    public int RangeInUse(int channel) => range[channel];

    public double RangeFullScale(int r) => Scales[r];

    public double CurrentQuantum(int r) => Scales[r] * 1e-6;

    /// <summary>The monotonic clock began anew.</summary>
    public void Rebase() => cellsAt = clock.ElapsedMicroseconds;

    public FrontEndFault Initialize()
    {
        Initializations++;
        DisconnectAll();
        uniform = false;
        pointChannel = -1;
        return InitializeFaults.Count > 0 ? InitializeFaults.Dequeue() : FrontEndFault.None;
    }

    public void Disconnect(int channel)
    {
        MoveCells();
        ampere[channel] = double.NaN;
        volt[channel] = double.NaN;
        offset[channel] = 0;
    }

    public void DisconnectAll()
    {
        for (var k = 0; k < ChannelCount; k++)
            Disconnect(k);
    }

    public FrontEndFault DriveCurrent(int channel, double value, int r)
    {
        MoveCells();
        if (DriveFaults.Count > 0)
            return DriveFaults.Dequeue();
        if (Math.Abs(value) > 1.2 * Scales[r])
            return FrontEndFault.OutOfRange;
        ampere[channel] = value;
        volt[channel] = double.NaN;
        offset[channel] = 0;
        range[channel] = r;
        return FrontEndFault.None;
    }

    public FrontEndFault DriveVoltage(int channel, double value, int r)
    {
        MoveCells();
        if (DriveFaults.Count > 0)
            return DriveFaults.Dequeue();
        volt[channel] = value;
        ampere[channel] = double.NaN;
        offset[channel] = 0;
        range[channel] = r;
        return FrontEndFault.None;
    }

    public FrontEndFault Refresh()
    {
        MoveCells();
        if (RefreshFaults.Count > 0)
        {
            var fault = RefreshFaults.Dequeue();
            if (fault != FrontEndFault.None)
                return fault;
        }
        for (var k = 0; k < ChannelCount; k++)
        {
            var v = Cells[k].Voltage;
            var i = IsConnected(k) && !OpenLead ? Cells[k].Current : 0;
            if (uniform)
            {
                v = Filtered(recentVoltages[k]);
                i = Filtered(recentCurrents[k]);
            }
            reading[k] = v + VoltageNoise * Gauss() + BadReading;
            currentReading[k] = Clip(i + CurrentNoise * Gauss(), 1.2 * Scales[range[k]]);
        }
        if (TripsComparator < 0)
            return FrontEndFault.None;
        Disconnect(TripsComparator);
        TripsComparator = -1;
        return FrontEndFault.ComparatorTrip;
    }

    public double Voltage(int channel) =>
        channel == ThrowsFor ? throw new InvalidOperationException("planted") : reading[channel];

    public double Current(int channel) => currentReading[channel];

    public bool Overloaded(int channel) =>
        Math.Abs(currentReading[channel]) >= 1.19 * Scales[range[channel]]
        || Math.Abs(reading[channel]) > 7.2;

    public double Temperature(int channel) => TemperatureReading;

    public FrontEndFault SetSampling(bool on)
    {
        uniform = on;
        Log.Add(on ? "sampling on" : "sampling off");
        return FrontEndFault.None;
    }

    public FrontEndFault Modulate(int channel, double value)
    {
        MoveCells();
        offset[channel] = value;
        return FrontEndFault.None;
    }

    public FrontEndFault StartPoint(
        int channel,
        double frequencyHz,
        double amplitude,
        bool galvanostatic,
        int minimumPeriods,
        double askedSigma
    )
    {
        if (pointChannel >= 0)
            return FrontEndFault.Busy;
        pointChannel = channel;
        pointFrequency = frequencyHz;
        pointAmplitude = amplitude;
        pointGalvanostatic = galvanostatic;
        pointPeriods = Math.Max(minimumPeriods, (int)(0.05 * frequencyHz));
        pointEnd = clock.ElapsedMicroseconds + 5000 + (long)((pointPeriods + 1) / frequencyHz * 1e6);
        Log.Add($"point {channel}");
        return FrontEndFault.None;
    }

    public FrontEndFault PollPoint(PointResult result, out long nextMicroseconds)
    {
        nextMicroseconds = pointEnd;
        if (clock.ElapsedMicroseconds < pointEnd)
            return FrontEndFault.Busy;
        var z = Cells[pointChannel].Impedance(pointFrequency);
        result.FrequencyHz = pointFrequency;
        result.RealOhm = z.Real;
        result.ImaginaryOhm = z.Imaginary;
        result.RelativeSigma = 1e-4;
        result.VoltageAmplitude = pointGalvanostatic ? pointAmplitude * z.Magnitude : pointAmplitude;
        result.CurrentAmplitude = pointGalvanostatic ? pointAmplitude : pointAmplitude / z.Magnitude;
        result.HarmonicShare = double.NaN;
        result.Periods = pointPeriods;
        result.Range = range[pointChannel];
        result.Quality = 0;
        pointChannel = -1;
        return FrontEndFault.None;
    }

    /// <summary>What the 100 ohm reference shows; the other shows ten times as much.</summary>
    public double ReferenceOhm { get; set; } = 101;

    private int reference;

    public FrontEndFault StartReference(int which)
    {
        reference = which;
        return pointChannel >= 0 ? FrontEndFault.Busy : FrontEndFault.None;
    }

    public FrontEndFault PollReference(out double ohm, out long nextMicroseconds)
    {
        ohm = reference == 0 ? ReferenceOhm : 10 * ReferenceOhm;
        nextMicroseconds = clock.ElapsedMicroseconds;
        return FrontEndFault.None;
    }

    /// <summary>What the next self-test finds.</summary>
    public SelfTestPart BadPart { get; set; }

    /// <summary>The channel that it finds it on.</summary>
    public int BadChannel { get; set; } = SelfTestFinding.Board;

    /// <summary>Channels that each self-test was given.</summary>
    public List<int> SelfTests { get; } = [];

    public FrontEndFault StartSelfTest(int channels)
    {
        SelfTests.Add(channels);
        return FrontEndFault.None;
    }

    public FrontEndFault PollSelfTest(SelfTestFinding finding, out long nextMicroseconds)
    {
        finding.Clear();
        finding.Channels = SelfTests[^1];
        if (BadPart != SelfTestPart.None)
            finding.Fail(BadPart, BadChannel, 0.15, 1.0 / 6);
        nextMicroseconds = clock.ElapsedMicroseconds;
        return FrontEndFault.None;
    }

    public void AbortPoint() => pointChannel = -1;

    private static double[] Nothing(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static double Clip(double value, double limit) => Math.Max(-limit, Math.Min(limit, value));

    private void MoveCells()
    {
        var now = clock.ElapsedMicroseconds;
        var span = (now - cellsAt) * 1e-6;
        cellsAt = now;
        if (span <= 0)
            return;
        // Long spans of even sampling are cut into the sub-steps that the filter looks at.
        var parts = uniform ? Math.Max(1, (int)Math.Round(span / (4064e-6 / SubSteps))) : 1;
        for (var k = 0; k < ChannelCount; k++)
        {
            for (var part = 0; part < parts; part++)
            {
                Cells[k].Advance(span / parts, ampere[k] + offset[k], volt[k] + offset[k]);
                if (uniform)
                {
                    Push(recentVoltages[k], Cells[k].MeanVoltage);
                    Push(recentCurrents[k], IsConnected(k) ? Cells[k].MeanCurrent : 0);
                }
            }
        }
    }

    private static void Push(double[] recent, double value)
    {
        Array.Copy(recent, 1, recent, 0, recent.Length - 1);
        recent[^1] = value;
    }

    private static double Filtered(double[] recent)
    {
        var sum = 0.0;
        for (var k = 0; k < recent.Length; k++)
            sum += recent[k] * Window[k];
        return sum;
    }

    // Three boxes of one period, one after the other: the sinc3 filter.
    private static double[] BSpline()
    {
        double[] weights = [1];
        for (var box = 0; box < 3; box++)
        {
            var next = new double[weights.Length + SubSteps - 1];
            for (var k = 0; k < weights.Length; k++)
            for (var m = 0; m < SubSteps; m++)
                next[k + m] += weights[k] / SubSteps;
            weights = next;
        }
        var padded = new double[3 * SubSteps];
        Array.Copy(weights, 0, padded, padded.Length - weights.Length, weights.Length);
        return padded;
    }

    private double Gauss()
    {
        if (VoltageNoise == 0 && CurrentNoise == 0)
            return 0;
        var u = 1 - random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
