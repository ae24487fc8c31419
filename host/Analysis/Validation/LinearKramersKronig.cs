using System.Globalization;
using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>
/// The linear Kramers-Kronig test: data that a sum of relaxations, which obeys the relations by construction, fits
/// within noise obey them too (Boukamp, J. Electrochem. Soc. 142 (1995) 1885, doi:10.1149/1.2044210). Points that
/// stand out are set aside and the rest is tested again; where structure is left, the widest window without it is
/// sought.
/// </summary>
public static class LinearKramersKronig
{
    private const int FewestPoints = 5;

    /// <summary>Between points further apart than this a cell may do anything: inconsistent data cannot be told from sparse ones.</summary>
    private const double FewestPerDecade = 2.5;

    /// <summary>Systematic residuals below this share of |Z| are not called a violation: no instrument is better.</summary>
    private const double Tolerance = 1.5e-3;

    /// <summary>Tests a spectrum.</summary>
    /// <param name="spectrum">The data. Fewer than 5 points, or sparse ones that no model follows, give the verdict Undecided.</param>
    /// <param name="options">How; null for the usual way.</param>
    public static KramersKronigResult Validate(Spectrum spectrum, KramersKronigOptions? options = null)
    {
        options ??= KramersKronigOptions.Default;
        var omega = spectrum.FrequencyHz.Select(f => 2 * Math.PI * f).ToArray();
        // Relative residuals do not depend on the size of |Z|; sums of squares of the columns would leave the range of a double.
        var size = spectrum.Impedance.Max(z => z.Magnitude);
        var impedance = spectrum.Impedance.Select(z => size > 0 ? z / size : z).ToArray();
        var usable = Enumerable.Range(0, omega.Length).Where(k => impedance[k] != Complex.Zero).ToArray();
        if (usable.Length < FewestPoints)
            return Undecided(
                spectrum,
                $"{usable.Length} usable points are too few to tell (at least {FewestPoints} are needed)"
            );

        var whole = TestedWindow.Test(omega, impedance, usable, options);
        var window = whole;
        var decades = Math.Log10(omega[usable[0]] / omega[usable[^1]]);
        if (!whole.IsConsistent(Tolerance) && usable.Length < FewestPerDecade * decades)
            return Undecided(
                spectrum,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{usable.Length} usable points over {decades:F1} decades are too few to tell (at least {FewestPerDecade} a decade are needed)"
                )
            );
        if (!whole.IsConsistent(Tolerance))
            window =
                TestedWindow.WidestConsistent(omega, impedance, usable, options, Tolerance, whole.Fit)
                ?? whole;
        return Report(spectrum, usable, whole, window);
    }

    private static KramersKronigResult Report(
        Spectrum spectrum,
        int[] usable,
        TestedWindow whole,
        TestedWindow window
    )
    {
        var isConsistent = window.IsConsistent(Tolerance);
        var residuals = new Complex[spectrum.Count];
        for (var k = 0; k < usable.Length; k++)
            residuals[usable[k]] = 100 * whole.Residual(usable[k]);
        var suspects = new List<SuspectPoint>();
        foreach (var k in usable)
            if (isConsistent && !window.Covers(k))
                suspects.Add(Suspect(k, residuals[k], "outside the window in which the data are consistent"));
            else if (window.Outliers.Contains(k))
                suspects.Add(Suspect(k, 100 * window.Residual(k), "stands out of its neighbours"));
        foreach (var k in Enumerable.Range(0, spectrum.Count).Except(usable))
            suspects.Add(Suspect(k, Complex.Zero, "the impedance is zero"));
        var model = spectrum.Impedance.Select((z, k) => z - residuals[k] / 100 * z.Magnitude).ToArray();
        var isWhole = ReferenceEquals(whole, window);
        var verdict =
            !isConsistent ? KramersKronigVerdict.Invalid
            : !isWhole ? KramersKronigVerdict.PartlyValid
            : suspects.Count > 0 ? KramersKronigVerdict.ValidWithOutliers
            : KramersKronigVerdict.Valid;
        var noise = 100 * Math.Sqrt(window.Fit.Variance);
        var from = isConsistent ? spectrum.FrequencyHz[window.Last] : double.NaN;
        var to = isConsistent ? spectrum.FrequencyHz[window.First] : double.NaN;
        return new KramersKronigResult
        {
            Verdict = verdict,
            VerdictText = Words(verdict, noise, from, to, window.Outliers.Count),
            ResidualRmsPercent = 100 * whole.RootMeanSquare,
            NoisePercent = noise,
            ValidFromHz = from,
            ValidToHz = to,
            SuspectPoints = suspects.OrderBy(point => point.Index).ToArray(),
            ResidualsPercent = residuals,
            Model = model,
            ElementCount = whole.Fit.Elements,
            Mu = whole.Fit.Mu,
            PseudoChiSquare = residuals.Sum(r => (r.Real * r.Real + r.Imaginary * r.Imaginary) * 1e-4),
            IsAdmittance = whole.Fit.IsAdmittance,
            Extension = whole.Fit.Extension,
        };

        SuspectPoint Suspect(int k, Complex residual, string reason) =>
            new(k, spectrum.FrequencyHz[k], residual, reason);
    }

    private static string Words(
        KramersKronigVerdict verdict,
        double noise,
        double from,
        double to,
        int outliers
    )
    {
        var level = noise.ToString("G3", CultureInfo.InvariantCulture);
        var range = string.Create(CultureInfo.InvariantCulture, $"{from:G4} Hz to {to:G4} Hz");
        return verdict switch
        {
            KramersKronigVerdict.Valid => $"consistent: the residuals are noise of {level} % of |Z|",
            KramersKronigVerdict.ValidWithOutliers =>
                $"consistent with noise of {level} % of |Z|, but for {outliers} point{(outliers == 1 ? "" : "s")} that stand{(outliers == 1 ? "s" : "")} out",
            KramersKronigVerdict.PartlyValid =>
                $"consistent from {range} only (noise {level} % of |Z| there); outside, the cell drifted, responded nonlinearly or the wiring shows",
            _ =>
                $"not consistent: residuals of {level} % of |Z| with structure over the whole range; the cell drifted, responded nonlinearly or the wiring shows",
        };
    }

    private static KramersKronigResult Undecided(Spectrum spectrum, string why) =>
        new()
        {
            Verdict = KramersKronigVerdict.Undecided,
            VerdictText = why,
            ResidualRmsPercent = double.NaN,
            NoisePercent = double.NaN,
            ValidFromHz = double.NaN,
            ValidToHz = double.NaN,
            SuspectPoints = [],
            ResidualsPercent = new Complex[spectrum.Count],
            Model = spectrum.Impedance,
            ElementCount = 0,
            Mu = double.NaN,
            PseudoChiSquare = double.NaN,
            IsAdmittance = false,
            Extension = 0,
        };
}
