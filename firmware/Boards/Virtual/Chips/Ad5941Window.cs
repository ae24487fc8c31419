using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// One DFT of the AD5941 while it is taken: samples of one input at the rate of the filters, quantised, then the sum over a
/// single frequency, as 18 bits with two fractional ones.
/// </summary>
internal sealed class Ad5941Window
{
    private const double ClockHz = 16e6;
    private const double RawNoiseCodes = 0.9;
    private const double CodeVolt = 1.835 / 32768;

    private readonly IAnalogBoard board;
    private readonly NoiseSource noise;
    private readonly double noiseScale;
    private readonly double[] gainErrors = new double[5];
    private readonly double offsetVolt;
    private readonly double[] samples = new double[16384];
    private double firstSeconds;
    private double periodSeconds;
    private double turnsPerSample;
    private double attenuation;
    private double noiseCodes;
    private int input;
    private int gain;
    private int count;
    private int taken;
    private bool hann;

    internal Ad5941Window(IAnalogBoard board, VirtualChipOptions options)
    {
        this.board = board;
        noiseScale = options.NoiseScale;
        noise = new NoiseSource(options.Seed * 131 + 7);
        if (options.WithErrors)
        {
            NoiseSource errors = new(options.Seed * 17 + 3);
            for (int k = 0; k < gainErrors.Length; k++)
                gainErrors[k] = 0.01 * errors.NextEven();
            offsetVolt = 0.5e-3 * errors.NextEven();
        }
    }

    /// <summary>Error of the smallest gain as a share.</summary>
    internal double FirstGainError => gainErrors[0];

    internal bool IsActive { get; private set; }

    internal long ReadyTick { get; private set; }

    internal int Real { get; private set; }

    internal int Imaginary { get; private set; }

    internal bool WasBelow { get; private set; }

    internal bool WasAbove { get; private set; }

    private static double GainOf(int index) =>
        index switch
        {
            0 => 1,
            1 => 1.5,
            2 => 2,
            3 => 4,
            _ => 9,
        };

    private static int Sinc2Of(uint field) =>
        field switch
        {
            0 => 22,
            1 => 44,
            2 => 89,
            3 => 178,
            4 => 267,
            5 => 533,
            6 => 640,
            7 => 667,
            8 => 800,
            9 => 889,
            10 => 1067,
            _ => 1333,
        };

    internal void Start(Ad5941Registers registers, long tick)
    {
        uint dft = registers[0x20D0];
        uint filter = registers[0x2044];
        int sinc3 = ((filter >> 12) & 3) switch
        {
            0 => 5,
            1 => 4,
            _ => 2,
        };
        int sinc2 = 1;
        uint source = (dft >> 20) & 3;
        bool isSinc2 = source == 0 && (registers[0x2000] & 1 << 16) != 0;
        if (source == 2 || (filter & 1 << 6) != 0)
            sinc3 = 1;
        if (isSinc2)
            sinc2 = Sinc2Of((filter >> 8) & 0xF);
        count = 4 << (int)Math.Min(12, (dft >> 4) & 0xF);
        hann = (dft & 1) != 0;
        int clocks = (filter & 1) != 0 ? 20 : 10;
        long period = (long)clocks * sinc3 * sinc2;
        periodSeconds = period / ClockHz;

        // A sinc filter answers with the middle of its window: half a period for each order.
        double delay =
            isSinc2 ? period
            : sinc3 > 1 ? 1.5 * period
            : clocks;
        firstSeconds = (tick + delay) / ClockHz;
        long ready = source switch
        {
            0 when isSinc2 => ((((long)(count + 1) * sinc2 + 1) + 2) * sinc3 + 1) * clocks + 15,
            2 => (long)clocks * count,
            _ => ((long)(count + 2) * sinc3 + 1) * clocks,
        };
        ReadyTick = tick + ready + 25;
        double frequency = registers[0x2030] * (ClockHz / (1 << 30));
        turnsPerSample = frequency * periodSeconds;
        double base3 = clocks * sinc3 / ClockHz;
        attenuation = Math.Pow(Sinc(frequency * base3, frequency * clocks / ClockHz, sinc3), 3);
        if (isSinc2)
            attenuation *= Math.Pow(Sinc(frequency * base3 * sinc2, frequency * base3, sinc2), 2);
        uint control = registers[0x21A8];
        input = (int)(control & 0x3F) - 4;
        gain = (int)(control >> 16) & 7;
        noiseCodes = RawNoiseCodes * noiseScale / Math.Sqrt(sinc3 * sinc2);
        taken = 0;
        WasBelow = false;
        WasAbove = false;
        IsActive = true;
    }

    internal void Stop() => IsActive = false;

    /// <summary>Takes the samples up to a tick, so that the analog board sees its calls in order of time.</summary>
    internal void SampleUpTo(long tick)
    {
        double now = tick / ClockHz;
        int upTo = (int)Math.Min(count, Math.Floor((now - firstSeconds) / periodSeconds + 1e-6) + 1);
        if (upTo <= taken)
            return;
        Span<double> fresh = samples.AsSpan(taken, upTo - taken);
        if (input is 2 or 3)
            board.SampleAc(input, firstSeconds + taken * periodSeconds, periodSeconds, fresh);
        else
            fresh.Clear();
        taken = upTo;
    }

    /// <summary>Ends the window: quantises and sums.</summary>
    /// <param name="minimum">Lower limit code of the watch.</param>
    /// <param name="maximum">Upper limit code.</param>
    internal void Finish(uint minimum, uint maximum)
    {
        SampleUpTo(long.MaxValue / 2);
        IsActive = false;
        double scale = GainOf(gain) * (1 + gainErrors[Math.Min(gain, 4)]) / CodeVolt * attenuation;
        double offset = offsetVolt * GainOf(gain) / CodeVolt;
        double stepCosine = Math.Cos(2 * Math.PI * turnsPerSample);
        double stepSine = Math.Sin(2 * Math.PI * turnsPerSample);
        double hannCosine = Math.Cos(2 * Math.PI / count);
        double hannSine = Math.Sin(2 * Math.PI / count);
        double cosine = 1;
        double sine = 0;
        double windowCosine = 1;
        double windowSine = 0;
        double real = 0;
        double imaginary = 0;
        double least = double.MaxValue;
        double most = double.MinValue;
        double inputLimit = 0.9 * GainOf(gain) / CodeVolt;
        for (int n = 0; n < count; n++)
        {
            double exact = Math.Clamp(samples[n] * scale, -inputLimit, inputLimit) + offset;
            double code = Math.Floor(Math.Clamp(exact + noise.Next() * noiseCodes, -32768, 32767) + 0.5);
            least = Math.Min(least, code);
            most = Math.Max(most, code);
            if (hann)
            {
                code *= 0.5 * (1 - windowCosine);
                double w = windowCosine * hannCosine - windowSine * hannSine;
                windowSine = windowSine * hannCosine + windowCosine * hannSine;
                windowCosine = w;
            }

            real += code * cosine;
            imaginary -= code * sine;
            double c = cosine * stepCosine - sine * stepSine;
            sine = sine * stepCosine + cosine * stepSine;
            cosine = c;
        }

        Real = ToRegister(real);
        // The silicon's sign of the imaginary part is the wrong way round.
        Imaginary = ToRegister(-imaginary);
        WasBelow = least + 32768 < minimum;
        WasAbove = maximum > 0 && most + 32768 > maximum;
    }

    // 2 / N of the sum, four steps a code, cut to a whole step and to 18 bits.
    private int ToRegister(double sum) => (int)Math.Clamp(Math.Floor(sum * (8.0 / count)), -131072, 131071);

    private static double Sinc(double wide, double narrow, int length) =>
        length == 1 || wide < 1e-9 ? 1 : Math.Sin(Math.PI * wide) / (length * Math.Sin(Math.PI * narrow));
}
