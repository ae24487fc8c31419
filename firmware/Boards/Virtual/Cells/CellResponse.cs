using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// What a cell does from one change of its drive to the next: a signal s(u) = s(0) + sum of slope_m E_1(rate_m, u) with
/// u counted from <see cref="StartSeconds"/>, and terminal voltage and current as straight lines of it. Exact at any u, so
/// that nothing is stepped while nothing changes.
/// </summary>
public sealed class CellResponse
{
    private double[] slopes = [];
    private double[] rates = [];
    private double[] decayed = [0];
    private readonly List<(Complex Slope, Complex Rate)> oscillations = [];

    // Beyond this many time constants a mode is at its end value to the last digit.
    private const double Gone = 38;

    /// <summary>When it began.</summary>
    public double StartSeconds { get; private set; }

    /// <summary>Signal at the start.</summary>
    public double Signal0 { get; private set; }

    /// <summary>Volt at signal zero.</summary>
    public double Voltage0 { get; private set; }

    /// <summary>Volt per signal.</summary>
    public double VoltageFactor { get; private set; }

    /// <summary>Ampere at signal zero.</summary>
    public double Current0 { get; private set; }

    /// <summary>Ampere per signal.</summary>
    public double CurrentFactor { get; private set; }

    /// <summary>Number of modes that still move.</summary>
    public int Count { get; private set; }

    /// <summary>Slope of each mode at the start in signal per second.</summary>
    public ReadOnlySpan<double> Slopes => slopes.AsSpan(0, Count);

    /// <summary>Rate of each mode in 1/s.</summary>
    public ReadOnlySpan<double> Rates => rates.AsSpan(0, Count);

    /// <summary>Begins anew; modes are added with <see cref="AddMode"/> in ascending order of rate, then <see cref="Seal"/>.</summary>
    public void Begin(
        double startSeconds,
        double signal0,
        double voltage0,
        double voltageFactor,
        double current0,
        double currentFactor,
        int capacity
    )
    {
        StartSeconds = startSeconds;
        Signal0 = signal0;
        Voltage0 = voltage0;
        VoltageFactor = voltageFactor;
        Current0 = current0;
        CurrentFactor = currentFactor;
        Count = 0;
        oscillations.Clear();
        if (slopes.Length < capacity)
        {
            slopes = new double[capacity];
            rates = new double[capacity];
            decayed = new double[capacity + 1];
        }
    }

    /// <summary>Adds a mode, unless what it can do within a month is too small to be seen (10 pV).</summary>
    public void AddMode(double slope, double rate)
    {
        double reach = Math.Abs(slope) / Math.Max(rate, 4e-7);
        if (reach > 1e-11)
        {
            slopes[Count] = slope;
            rates[Count++] = rate;
        }
    }

    /// <summary>Adds a damped oscillation, the real part of a mode with complex slope and rate.</summary>
    public void AddOscillation(Complex slope, Complex rate)
    {
        if (Complex.Abs(slope) > 1e-11 * rate.Real)
        {
            oscillations.Add((slope, rate));
        }
    }

    /// <summary>Whether the signal stands still.</summary>
    public bool Still => Count == 0 && oscillations.Count == 0;

    /// <summary>No more modes.</summary>
    public void Seal()
    {
        decayed[Count] = 0;
        for (int m = Count - 1; m >= 0; m--)
        {
            decayed[m] = decayed[m + 1] + slopes[m] / rates[m];
        }
    }

    /// <summary>Signal at a moment.</summary>
    /// <param name="elapsed">Seconds since the start.</param>
    public double Signal(double elapsed)
    {
        int alive = Alive(elapsed);
        double sum = Signal0 + decayed[alive];
        for (int m = 0; m < alive; m++)
        {
            sum += slopes[m] * DecayIntegrals.First(rates[m], elapsed);
        }
        foreach (var (slope, rate) in oscillations)
        {
            sum += (slope * DecayIntegrals.First(rate, elapsed)).Real;
        }
        return sum;
    }

    /// <summary>Change of the signal per second at a moment.</summary>
    /// <param name="elapsed">Seconds since the start.</param>
    public double Slope(double elapsed)
    {
        double sum = 0;
        for (int m = Alive(elapsed) - 1; m >= 0; m--)
        {
            sum += slopes[m] * Math.Exp(-rates[m] * elapsed);
        }
        foreach (var (slope, rate) in oscillations)
        {
            sum += (slope * Complex.Exp(-rate * elapsed)).Real;
        }
        return sum;
    }

    /// <summary>Terminal voltage at an absolute time in volt.</summary>
    public double Voltage(double atSeconds) =>
        Voltage0 + (VoltageFactor == 0 ? 0 : VoltageFactor * Signal(Math.Max(0, atSeconds - StartSeconds)));

    /// <summary>Terminal current at an absolute time in ampere.</summary>
    public double Current(double atSeconds) =>
        Current0 + (CurrentFactor == 0 ? 0 : CurrentFactor * Signal(Math.Max(0, atSeconds - StartSeconds)));

    /// <summary>Signal at u = from and its integrals once, twice and three times over the length that follows.</summary>
    public (double Value, double One, double Two, double Three) Integrals(double from, double length)
    {
        int alive = Alive(from);
        double value = Signal0 + decayed[alive];
        double one = 0;
        double two = 0;
        double three = 0;
        for (int m = 0; m < alive; m++)
        {
            double slope = slopes[m];
            double rate = rates[m];
            value += slope * DecayIntegrals.First(rate, from);
            slope *= Math.Exp(-rate * from);
            DecayIntegrals.All(rate, length, out _, out double e2, out double e3, out double e4);
            one += slope * e2;
            two += slope * e3;
            three += slope * e4;
        }
        foreach (var (slope, rate) in oscillations)
        {
            value += (slope * DecayIntegrals.First(rate, from)).Real;
            Complex now = slope * Complex.Exp(-rate * from);
            var (e2, e3, e4) = DecayIntegrals.Higher(rate, length);
            one += (now * e2).Real;
            two += (now * e3).Real;
            three += (now * e4).Real;
        }
        double half = length * length / 2;
        return (value, one + value * length, two + value * half, three + value * half * length / 3);
    }

    // Modes up to here are still on their way.
    private int Alive(double elapsed)
    {
        int alive = Count;
        while (alive > 0 && rates[alive - 1] * elapsed > Gone)
        {
            alive--;
        }
        return alive;
    }
}
