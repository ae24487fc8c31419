using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells.Playback;

/// <summary>
/// A stable linear system y = d u + Re sum c_k x_k, dx_k/dt = -rate_k x_k + u, fitted to a transfer function that was measured at
/// some frequencies: real rates (a signed ladder) for its course, and below a limit one damped oscillation at each measured frequency,
/// which takes up what noise and drift have put into the data that no ladder can follow.
/// </summary>
public sealed class RationalModel
{
    private const int RatesPerDecade = 5;
    private const double LadderRidge = 5e-4;
    private const double ExactRidge = 1e-5;
    private const double OscillationRidge = 3e-3;
    private const double BetweenWeight = 0.1;

    private RationalModel(double direct, Complex[] rates, Complex[] coefficients)
    {
        Direct = direct;
        Rates = rates;
        Coefficients = coefficients;
    }

    /// <summary>d.</summary>
    public double Direct { get; }

    /// <summary>Rates in 1/s, real part above 0; ascending by real part.</summary>
    public Complex[] Rates { get; }

    /// <summary>c.</summary>
    public Complex[] Coefficients { get; }

    /// <summary>Gain at zero frequency.</summary>
    public double Gain
    {
        get
        {
            Complex sum = Direct;
            for (int k = 0; k < Rates.Length; k++)
            {
                sum += Coefficients[k] / Rates[k];
            }
            return sum.Real;
        }
    }

    /// <summary>Fits.</summary>
    /// <param name="frequencies">Hz, rising.</param>
    /// <param name="transfer">The function to follow, at any frequency.</param>
    /// <param name="exactBelowHz">Where each measured point is to be met.</param>
    public static RationalModel Fit(double[] frequencies, Func<double, Complex> transfer, double exactBelowHz)
    {
        var places = new List<(double Frequency, double Weight)>();
        for (int i = 0; i < frequencies.Length; i++)
        {
            places.Add((frequencies[i], 1));
            if (i + 1 < frequencies.Length)
            {
                places.Add((Math.Sqrt(frequencies[i] * frequencies[i + 1]), BetweenWeight));
            }
        }
        // Below the data it goes on as a constant phase element would, loosely: else the slow rates are free to do anything.
        Complex last = transfer(frequencies[0]);
        double power =
            Math.Log(Complex.Abs(transfer(frequencies[0]) / transfer(frequencies[1])))
            / Math.Log(frequencies[0] / frequencies[1]);
        power = Math.Clamp(power, -1, 1);
        int measured = places.Count;
        foreach (double below in new[] { 0.5, 0.2, 0.1 })
        {
            places.Add((frequencies[0] * below, BetweenWeight));
        }
        Complex Target(int i) =>
            i < measured
                ? transfer(places[i].Frequency)
                : last * Math.Pow(places[i].Frequency / frequencies[0], power);
        var targets = Enumerable.Range(0, places.Count).Select(Target).ToArray();
        var weights = places.Select((place, i) => place.Weight / Complex.Abs(targets[i])).ToArray();
        double[] Column(Func<Complex, Complex> of)
        {
            var column = new double[2 * places.Count];
            for (int i = 0; i < places.Count; i++)
            {
                Complex value = of(new Complex(0, 2 * Math.PI * places[i].Frequency)) * weights[i];
                column[2 * i] = value.Real;
                column[2 * i + 1] = value.Imaginary;
            }
            return column;
        }
        double slowest = 2 * Math.PI * frequencies[0] / 20;
        double fastest = 2 * Math.PI * frequencies[^1] * 20;
        int count = (int)Math.Ceiling(Math.Log10(fastest / slowest) * RatesPerDecade);
        var real = Enumerable
            .Range(0, count + 1)
            .Select(k => slowest * Math.Pow(fastest / slowest, (double)k / count))
            .ToArray();
        var rest = new double[2 * places.Count];
        for (int i = 0; i < places.Count; i++)
        {
            rest[2 * i] = targets[i].Real * weights[i];
            rest[2 * i + 1] = targets[i].Imaginary * weights[i];
        }
        // First the ladder alone, so that a spectrum that a ladder can follow has no oscillations.
        List<double[]> ladder = [Column(_ => 1), .. real.Select(rate => Column(s => 1 / (1 + s / rate)))];
        double[] x = LeastSquares.Solve(ladder, rest, LadderRidge);
        Subtract(rest, ladder, x);
        var oscillations = Oscillations(frequencies, exactBelowHz);
        var pairs = new List<double[]>();
        foreach (var rate in oscillations)
        {
            Complex conjugate = Complex.Conjugate(rate);
            double damping = rate.Real;
            pairs.Add(Column(s => damping * (1 / (s + rate) + 1 / (s + conjugate))));
            pairs.Add(Column(s => damping * Complex.ImaginaryOne * (1 / (s + rate) - 1 / (s + conjugate))));
        }
        double[] y = LeastSquares.Solve(pairs, rest, OscillationRidge);
        Subtract(rest, pairs, y);
        // What is left at the measured points themselves, the places between them aside.
        var kept = Enumerable
            .Range(0, rest.Length)
            .Where(i => places[i / 2].Weight == 1 && places[i / 2].Frequency <= exactBelowHz)
            .ToArray();
        if (kept.Length > 0)
        {
            var exact = pairs.Select(column => kept.Select(i => column[i]).ToArray()).ToList();
            double[] correction = LeastSquares.Solve(exact, kept.Select(i => rest[i]).ToArray(), ExactRidge);
            for (int k = 0; k < y.Length; k++)
            {
                y[k] += correction[k];
            }
        }
        var modes = new List<(Complex Rate, Complex Coefficient)>();
        for (int k = 0; k < real.Length; k++)
        {
            modes.Add((real[k], x[1 + k] * real[k]));
        }
        for (int k = 0; k < oscillations.Length; k++)
        {
            // Twice the real part of one of the pair is the pair.
            modes.Add((oscillations[k], 2 * oscillations[k].Real * new Complex(y[2 * k], y[2 * k + 1])));
        }
        modes.Sort((a, b) => a.Rate.Real.CompareTo(b.Rate.Real));
        return new(x[0], modes.Select(m => m.Rate).ToArray(), modes.Select(m => m.Coefficient).ToArray());
    }

    /// <summary>The fitted function at a frequency.</summary>
    public Complex At(double frequencyHz)
    {
        var s = new Complex(0, 2 * Math.PI * frequencyHz);
        Complex sum = Direct;
        for (int k = 0; k < Rates.Length; k++)
        {
            sum +=
                Rates[k].Imaginary == 0
                    ? Coefficients[k] / (s + Rates[k])
                    : (
                        Coefficients[k] / (s + Rates[k])
                        + Complex.Conjugate(Coefficients[k]) / (s + Complex.Conjugate(Rates[k]))
                    ) / 2;
        }
        return sum;
    }

    private static void Subtract(double[] rest, List<double[]> columns, double[] x)
    {
        for (int j = 0; j < x.Length; j++)
        {
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] -= x[j] * columns[j][i];
            }
        }
    }

    // As damped as the distance to the next measured frequency allows: the less damped, the longer a change rings.
    private static Complex[] Oscillations(double[] frequencies, double limit)
    {
        var rates = new List<Complex>();
        for (int i = 0; i < frequencies.Length && frequencies[i] <= limit; i++)
        {
            double lower = i > 0 ? frequencies[i] / frequencies[i - 1] : double.PositiveInfinity;
            double upper =
                i + 1 < frequencies.Length ? frequencies[i + 1] / frequencies[i] : double.PositiveInfinity;
            double spacing = Math.Clamp(Math.Log(Math.Min(lower, upper)), 0.02, 0.6);
            double omega = 2 * Math.PI * frequencies[i];
            rates.Add(new Complex(0.6 * spacing * omega, -omega));
        }
        return rates.ToArray();
    }
}
