using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service;

/// <summary>A run as a tester would send it: frames with rising sequences, from closed formulas.</summary>
internal sealed class StoredRun(RunId run, byte channel = 0, string device = "vt-01")
{
    private readonly FrameHeader _header = new();
    private readonly ByteWriter _writer = new();
    private readonly List<byte[]> _frames = [];
    private ulong _sequence;
    private ulong _samples;
    private ulong _points;
    private ulong _events;

    /// <summary>Standard deviation of each part of the impedance as a share of |Z|.</summary>
    private const double Noise = 5e-4;

    public static RunId Id(ulong number) => new(0x1122334455667788, number);

    public RunId Run => run;

    public byte Channel => channel;

    public string Device => device;

    public IReadOnlyList<byte[]> Frames => _frames;

    public ulong Records => _sequence;

    /// <summary>Resistances of the cell that the spectra show, in ohm.</summary>
    public static (double Series, double Boundary, double Interface) Cell(int spectrum) =>
        (118, 85, 567 - 160 * Math.Exp(-spectrum / 2.0));

    public static Complex Impedance(double frequencyHz, int spectrum)
    {
        var s = Complex.ImaginaryOne * 2 * Math.PI * frequencyHz;
        var (series, boundary, interfacial) = Cell(spectrum);
        return series
            + boundary / (1 + Complex.Pow(s * 4e-6, 0.93))
            + interfacial / (1 + Complex.Pow(s * 4e-3, 0.88));
    }

    public StoredRun Event(
        RunEventCode code,
        double seconds,
        EndReason reason = EndReason.None,
        string text = ""
    )
    {
        _events++;
        var happened = new RunEvent
        {
            Run = run,
            Channel = channel,
            Sequence = _sequence++,
            Code = code,
            Reason = reason,
            ElapsedMicroseconds = (ulong)(seconds * 1e6),
            UnixMilliseconds = 1_772_000_000_000 + (ulong)(seconds * 1e3),
            Voltage = 0.065,
            Current = 1.13e-4,
            Text = text,
        };
        if (code == RunEventCode.RunEnded)
            (happened.Value1, happened.Value2, happened.Value3) = (_samples, _points, _events);
        Add(buffer => RunEventCodec.Encode(happened, buffer, 0, _header, _writer));
        return this;
    }

    /// <summary>A square wave of half an hour each way, one sample every <paramref name="interval"/> seconds.</summary>
    public StoredRun Samples(double fromSeconds, int count, double interval)
    {
        var block = new SampleBlock(256)
        {
            Run = run,
            Channel = channel,
            VoltageQuantum = 1e-6,
            CurrentQuantum = 1e-9,
        };
        for (var done = 0; done < count; )
        {
            block.Count = Math.Min(256, count - done);
            block.FirstSequence = _sequence;
            for (var k = 0; k < block.Count; k++)
            {
                var t = fromSeconds + (done + k) * interval;
                var sign = (int)(t / 1800) % 2 == 0 ? 1 : -1;
                block.ElapsedMicroseconds[k] = (long)(t * 1e6);
                block.VoltageCounts[k] = sign * 65_000;
                block.CurrentCounts[k] = sign * 113_000;
                block.TemperatureCentidegrees[k] = 3000;
            }
            Add(buffer => SampleBlockCodec.Encode(block, buffer, 0, _header, _writer));
            done += block.Count;
            _sequence += (ulong)block.Count;
            _samples += (ulong)block.Count;
        }
        return this;
    }

    public StoredRun Spectrum(
        uint number,
        double seconds,
        int points = 43,
        Func<double, Complex>? impedance = null
    )
    {
        impedance ??= f => Impedance(f, (int)number);
        var random = new Random(1000 * (int)number + 7);
        for (var k = 0; k < points; k++)
        {
            var f = 2e5 * Math.Pow(10, -6.2 * k / (points - 1));
            var z = impedance(f);
            z += Noise * z.Magnitude * new Complex(Normal(random), Normal(random));
            var point = new ImpedancePoint
            {
                Run = run,
                Channel = channel,
                Sequence = _sequence++,
                Cycle = number,
                Spectrum = number,
                Index = (ushort)k,
                PointCount = (ushort)points,
                ElapsedMicroseconds = (ulong)((seconds + k) * 1e6),
                FrequencyHz = f,
                RealOhm = z.Real,
                ImaginaryOhm = z.Imaginary,
                RelativeSigma = Noise,
                HarmonicShare = double.NaN,
                Periods = 4,
                TemperatureCentidegrees = 3000,
            };
            _points++;
            Add(buffer => ImpedancePointCodec.Encode(point, buffer, 0, _header, _writer));
        }
        return this;
    }

    /// <summary>A whole run: samples, that many spectra, an end.</summary>
    public static StoredRun Whole(RunId run, int spectra = 3, byte channel = 0, string device = "vt-01")
    {
        var one = new StoredRun(run, channel, device).Event(RunEventCode.RunStarted, 0);
        for (var k = 0; k < spectra; k++)
            one.Samples(k * 3600, 300, 10).Spectrum((uint)k, k * 3600 + 3100);
        return one.Event(RunEventCode.RunEnded, spectra * 3600, EndReason.Completed);
    }

    /// <summary>Puts all frames but those that <paramref name="drop"/> names into a store.</summary>
    public async Task StoreAsync(IRunStore store, Func<int, bool>? drop = null)
    {
        var decoder = new FrameDecoder();
        var frames = new List<IncomingFrame>();
        for (var k = 0; k < _frames.Count; k++)
        {
            if (drop?.Invoke(k) == true)
                continue;
            Assert.Equal(FrameError.None, decoder.TryDecode(device, _frames[k], out var frame));
            frames.Add(frame!);
        }
        await store.AppendAsync(frames, TestContext.Current.CancellationToken);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private void Add(Func<byte[], int> encode)
    {
        var buffer = new byte[Frame.MaximumSize];
        var length = encode(buffer);
        Assert.True(length > 0, "a frame of a test could not be encoded");
        _frames.Add(buffer[..length]);
    }
}
