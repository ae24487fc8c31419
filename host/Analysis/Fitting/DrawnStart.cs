namespace EdgeTester.Analysis.Fitting;

/// <summary>A start that was drawn.</summary>
/// <param name="Score">Weighted sum of squares on the thinned spectrum; the smaller the better.</param>
/// <param name="Values">Values of the circuit's parameters.</param>
/// <param name="Changed">The term that was drawn anew on a given solution, or -1 where all were.</param>
/// <param name="Places">ln omega of the terms that were drawn, omega in 1/s.</param>
internal sealed record DrawnStart(double Score, double[] Values, int Changed, double[] Places)
{
    /// <summary>Nearer than this (in ln omega) two starts end in the same minimum.</summary>
    private const double Near = 1.2;

    public bool IsNear(DrawnStart other)
    {
        if (Changed != other.Changed)
            return false;
        for (var k = 0; k < Places.Length; k++)
            if (Math.Abs(Places[k] - other.Places[k]) > Near)
                return false;
        return true;
    }
}
