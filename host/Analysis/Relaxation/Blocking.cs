namespace EdgeTester.Analysis.Relaxation;

/// <summary>Recognises spectra that end in a capacitance instead of a resistance.</summary>
internal static class Blocking
{
    /// <summary>
    /// True when, at the lowest frequencies, -Z'' is the largest part of the impedance and still rises as the
    /// frequency falls.
    /// </summary>
    public static bool IsSeen(Spectrum spectrum)
    {
        var z = spectrum.Impedance;
        var last = spectrum.Count - 1;
        var largest = z.Max(v => -v.Imaginary);
        if (spectrum.Count < 4 || -z[last].Imaginary < 0.9 * largest)
            return false;
        // Three points, so that one wild point at the end decides nothing.
        var steep = Enumerable.Range(last - 2, 3).Count(k => -z[k].Imaginary > 1.2 * Math.Abs(z[k].Real));
        return steep >= 2 && z[last - 1].Imaginary < z[last - 3].Imaginary;
    }
}
