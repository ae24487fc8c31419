using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// One AC input behind the multiplexer: the signal of the selected position, AC-coupled. The coupling capacitor is
/// followed in closed form from anchor to anchor; an anchor is set wherever the signal changes its equations.
/// </summary>
internal sealed class AcTap
{
    private const double Rate = BoardConstants.CouplingRate;
    private readonly List<double> amplitudes = [];
    private readonly List<double> rates = [];
    private double anchor;
    private double capacitor;

    /// <summary>Takes up a signal with the coupling capacitor pre-charged to its slow part.</summary>
    public void Charge(AcSignal signal, double atSeconds)
    {
        anchor = atSeconds;
        capacitor = signal.Slow(atSeconds);
    }

    /// <summary>Carries the capacitor on through a signal whose equations have held since the last anchor.</summary>
    public void Anchor(AcSignal signal, double atSeconds)
    {
        if (atSeconds <= anchor)
        {
            return;
        }
        var (wave, omega) = Solve(signal);
        double elapsed = atSeconds - anchor;
        double output = (wave * Complex.FromPolarCoordinates(1, omega * elapsed)).Imaginary;
        for (int m = 0; m < rates.Count; m++)
        {
            output += amplitudes[m] * Math.Exp(-rates[m] * elapsed);
        }
        capacitor = signal.Value(atSeconds) - output;
        anchor = atSeconds;
    }

    /// <summary>Fills in the coupled signal at even times.</summary>
    public void Sample(AcSignal signal, double startSeconds, double periodSeconds, Span<double> volts)
    {
        Anchor(signal, startSeconds);
        var (wave, omega) = Solve(signal);
        ExponentialSum.Sample(
            amplitudes,
            rates,
            wave,
            omega / (2 * Math.PI),
            startSeconds - anchor,
            periodSeconds,
            volts
        );
    }

    // The output y of the high-pass c' = Rate (x - c), y = x - c, for x = x0 + sum slope (1-exp(-r u))/r + Im(X exp(jwu)):
    // y = sum slope/(Rate-r) exp(-r u) + Im(X jw/(Rate+jw) exp(jwu)) - D exp(-Rate u), with D from c at the anchor.
    private (Complex Wave, double Omega) Solve(AcSignal signal)
    {
        amplitudes.Clear();
        rates.Clear();
        var (x0, phasor, frequency) = signal.Modes(anchor, rates, amplitudes);
        double rest = capacitor - x0;
        for (int m = 0; m < rates.Count; m++)
        {
            double distance = Rate - rates[m];
            if (Math.Abs(distance) < 1e-6 * Rate)
            {
                // Exactly the coupling's own rate has no such solution; one a millionth away has.
                rates[m] = Rate * (1 - 1e-6);
                distance = Rate - rates[m];
            }
            amplitudes[m] /= distance;
            rest += amplitudes[m];
        }
        double omega = 2 * Math.PI * frequency;
        var s = new Complex(0, omega);
        rest -= (phasor * Rate / (Rate + s)).Imaginary;
        rates.Add(Rate);
        amplitudes.Add(-rest);
        return (phasor * s / (Rate + s), omega);
    }
}
