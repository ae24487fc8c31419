using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// E_0(t) = exp(-r t) and its repeated integrals from zero, E_n(t) = integral of E_(n-1): what a mode that starts with
/// slope one adds to a signal (E_1) and to the signal's own integrals (E_2..E_4).
/// </summary>
public static class DecayIntegrals
{
    /// <summary>E_1 in seconds.</summary>
    /// <param name="rate">1/s, not negative.</param>
    /// <param name="time">Second, not negative.</param>
    public static double First(double rate, double time)
    {
        double y = rate * time;
        return y < 1e-3
            ? time * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5))))
            : (1 - Math.Exp(-y)) / rate;
    }

    /// <summary>E_1 to E_4.</summary>
    public static void All(
        double rate,
        double time,
        out double e1,
        out double e2,
        out double e3,
        out double e4
    )
    {
        double y = rate * time;
        if (y < 0.05)
        {
            e1 = time * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6)))));
            e2 = time * time / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6))));
            e3 = time * time * time / 6 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7))));
            e4 = time * time * time * time / 24 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7 * (1 - y / 8))));
            return;
        }
        e1 = (y > 45 ? 1 : 1 - Math.Exp(-y)) / rate;
        e2 = (time - e1) / rate;
        e3 = (time * time / 2 - e2) / rate;
        e4 = (time * time * time / 6 - e3) / rate;
    }

    /// <summary>E_1 of a complex rate.</summary>
    public static Complex First(Complex rate, double time)
    {
        Complex y = rate * time;
        return Complex.Abs(y) < 1e-3
            ? time * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5))))
            : (1 - Complex.Exp(-y)) / rate;
    }

    /// <summary>E_2 to E_4 of a complex rate.</summary>
    public static (Complex Two, Complex Three, Complex Four) Higher(Complex rate, double time)
    {
        Complex y = rate * time;
        double square = time * time / 2;
        double cube = square * time / 3;
        if (Complex.Abs(y) < 0.05)
        {
            return (
                square * (1 - y / 3 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6)))),
                cube * (1 - y / 4 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7)))),
                cube * time / 4 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7 * (1 - y / 8))))
            );
        }
        Complex two = (time - First(rate, time)) / rate;
        Complex three = (square - two) / rate;
        return (two, three, (cube - three) / rate);
    }

    /// <summary>Integrals of exp(j w t) once, twice and three times from zero.</summary>
    /// <param name="omega">Radian per second, above 0.</param>
    /// <param name="time">Second.</param>
    public static (Complex One, Complex Two, Complex Three) Wave(double omega, double time)
    {
        var s = new Complex(0, omega);
        Complex y = s * time;
        if (omega * time < 0.05)
        {
            return (
                time * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5)))),
                time * time / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5 * (1 + y / 6)))),
                time * time * time / 6 * (1 + y / 4 * (1 + y / 5 * (1 + y / 6 * (1 + y / 7))))
            );
        }
        Complex one = (Complex.Exp(y) - 1) / s;
        Complex two = (one - time) / s;
        return (one, two, (two - time * time / 2) / s);
    }
}
