using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>Samples a sum of decaying exponentials and one sine at even times, at a cost that hardly depends on their number.</summary>
internal static class ExponentialSum
{
    private const double Negligible = 1e-11;
    private const int Terms = 14;
    private const int Resync = 512;

    /// <summary>Fills y(t) = sum a exp(-r t) + Im(wave exp(j 2 pi f t)), t = offset + n period.</summary>
    public static void Sample(
        List<double> amplitudes,
        List<double> rates,
        Complex wave,
        double frequencyHz,
        double offset,
        double period,
        Span<double> y
    )
    {
        Sine(wave, frequencyHz, offset, period, y);
        double middle = offset + period * (y.Length - 1) / 2;
        double half = Math.Max(period * (y.Length - 1) / 2, double.Epsilon);
        Span<double> polynomial = stackalloc double[Terms];
        polynomial.Clear();
        for (int m = 0; m < amplitudes.Count; m++)
        {
            double rate = rates[m];
            if (rate * half <= 1)
            {
                // Slow ones together as a Taylor series about the middle: 1/14! is 1e-11.
                double term = amplitudes[m] * Math.Exp(-rate * middle);
                for (int power = 0; power < Terms; power++)
                {
                    polynomial[power] += term;
                    term *= -rate * half / (power + 1);
                }
                continue;
            }
            double value = amplitudes[m] * Math.Exp(-rate * offset);
            double ratio = Math.Exp(-rate * period);
            for (int n = 0; n < y.Length && Math.Abs(value) > Negligible; n++)
            {
                y[n] += value;
                value *= ratio;
            }
        }
        AddPolynomial(polynomial, y);
    }

    private static void AddPolynomial(ReadOnlySpan<double> polynomial, Span<double> y)
    {
        int degree = polynomial.Length - 1;
        while (degree > 0 && Math.Abs(polynomial[degree]) < Negligible)
        {
            degree--;
        }
        double step = y.Length > 1 ? 2.0 / (y.Length - 1) : 0;
        for (int n = 0; n < y.Length; n++)
        {
            double x = y.Length > 1 ? n * step - 1 : 0;
            double value = polynomial[degree];
            for (int power = degree - 1; power >= 0; power--)
            {
                value = value * x + polynomial[power];
            }
            y[n] += value;
        }
    }

    private static void Sine(Complex wave, double frequencyHz, double offset, double period, Span<double> y)
    {
        if (wave == Complex.Zero)
        {
            y.Clear();
            return;
        }
        var turn = Complex.FromPolarCoordinates(1, 2 * Math.PI * frequencyHz * period);
        double real = 0;
        double imaginary = 0;
        for (int n = 0; n < y.Length; n++)
        {
            if (n % Resync == 0)
            {
                // The recursion gathers rounding errors; start it afresh from time to time.
                double cycles = Math.IEEERemainder(frequencyHz * (offset + n * period), 1);
                var now = wave * Complex.FromPolarCoordinates(1, 2 * Math.PI * cycles);
                real = now.Real;
                imaginary = now.Imaginary;
            }
            y[n] = imaginary;
            double next = real * turn.Real - imaginary * turn.Imaginary;
            imaginary = real * turn.Imaginary + imaginary * turn.Real;
            real = next;
        }
    }
}
