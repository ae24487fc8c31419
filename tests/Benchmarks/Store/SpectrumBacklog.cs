using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Benchmarks.Store;

/// <summary>Many spectra of cells with two arcs that drift from spectrum to spectrum, with noise.</summary>
internal static class SpectrumBacklog
{
    private const int Points = 43;
    private const double Noise = 5e-4;

    public static async Task FillAsync(IRunStore store, int spectra, int perRun)
    {
        var random = new Random(20_000);
        var decoder = new FrameDecoder();
        var header = new FrameHeader();
        var writer = new ByteWriter();
        byte[] buffer = new byte[ImpedancePointCodec.Size];
        for (int first = 0; first < spectra; first += perRun)
        {
            var frames = new List<IncomingFrame>();
            ulong sequence = 0;
            for (int s = 0; s < Math.Min(perRun, spectra - first); s++)
            for (int k = 0; k < Points; k++)
            {
                double f = 2e5 * Math.Pow(10, -6.2 * k / (Points - 1));
                Complex p = Complex.ImaginaryOne * 2 * Math.PI * f;
                Complex z =
                    118
                    + 85 / (1 + Complex.Pow(p * 4e-6, 0.93))
                    + (567 + 3 * s) / (1 + Complex.Pow(p * 4e-3, 0.88));
                z += Noise * z.Magnitude * new Complex(Normal(random), Normal(random));
                var point = new ImpedancePoint
                {
                    Run = RunOf(first),
                    Sequence = sequence,
                    Spectrum = (uint)s,
                    Index = (ushort)k,
                    PointCount = Points,
                    ElapsedMicroseconds = sequence++ * 1_000_000,
                    FrequencyHz = f,
                    RealOhm = z.Real,
                    ImaginaryOhm = z.Imaginary,
                    RelativeSigma = Noise,
                    HarmonicShare = double.NaN,
                    Periods = 4,
                };
                int length = ImpedancePointCodec.Encode(point, buffer, 0, header, writer);
                decoder.TryDecode("bench", buffer[..length], out IncomingFrame? frame);
                frames.Add(frame!);
            }
            await store.AppendAsync(frames, default);
        }
    }

    /// <summary>Results that are stored, and pairs of spectrum and method that have one.</summary>
    public static (long Rows, long Distinct) CountResults(IRunStore store, int spectra, int perRun)
    {
        long rows = 0;
        long distinct = 0;
        for (int first = 0; first < spectra; first += perRun)
        {
            IReadOnlyList<AnalysisResult> results = store.ReadResults(RunOf(first), 0);
            rows += results.Count;
            distinct += results.Select(result => (result.Spectrum, result.Method)).Distinct().Count();
        }
        return (rows, distinct);
    }

    private static RunId RunOf(int first)
    {
        return new RunId(20_000, (ulong)first + 1);
    }

    private static double Normal(Random random)
    {
        return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
            * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
