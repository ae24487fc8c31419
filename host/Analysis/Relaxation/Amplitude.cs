namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The resistance of an arc of a series as a function of an unbounded unknown v: R = knee ln(1 + e^v). It is linear where
/// the arc is seen and falls to zero where it is not, so that an arc that is born or dies runs on a smooth course in v.
/// </summary>
/// <param name="Knee">Resistance in ohm that the data of one spectrum can just tell from nothing.</param>
internal readonly record struct Amplitude(double Knee)
{
    private const double Linear = 30;

    public double LogResistance(double unknown) =>
        Math.Log(Knee)
        + (
            unknown > Linear ? Math.Log(unknown)
            : unknown < -Linear ? Math.Max(unknown, -200)
            : Math.Log(Math.Log(1 + Math.Exp(unknown)))
        );

    /// <summary>Derivative of ln R.</summary>
    public static double Slope(double unknown) =>
        unknown > Linear ? 1 / unknown
        : unknown < -Linear ? 1
        : 1 / ((1 + Math.Exp(-unknown)) * Math.Log(1 + Math.Exp(unknown)));

    public double Unknown(double resistance)
    {
        var share = resistance / Knee;
        return share > Linear ? share : Math.Log(Math.Exp(share) - 1);
    }
}
