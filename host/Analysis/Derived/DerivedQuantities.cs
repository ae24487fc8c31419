using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Derived;

/// <summary>
/// What a materials scientist reads from a fitted circuit. Parameters are named as in the fit ("R1"); a constant phase
/// element by its label ("Q1"). Every method throws <see cref="ArgumentException"/> for a name that the fit does not have.
/// </summary>
public static class DerivedQuantities
{
    /// <summary>Permittivity of vacuum in F/m (CODATA 2018).</summary>
    public const double VacuumPermittivity = 8.8541878128e-12;

    private const string Textbook = "textbook";

    /// <summary>Conductivity in S/m from a resistance and the sample's geometry: L/(R A).</summary>
    public static DerivedQuantity Conductivity(
        CircuitFitResult fit,
        string resistance,
        SampleGeometry geometry
    ) =>
        Propagation.Compute(
            fit,
            [resistance],
            [geometry.ThicknessMeter, geometry.AreaSquareMeter],
            v => v[1] / (v[0] * v[2]),
            $"conductivity of {resistance}",
            "S/m",
            "sigma = L/(R A)",
            Textbook
        );

    /// <summary>Area-specific resistance in ohm m^2: R A.</summary>
    public static DerivedQuantity AreaSpecificResistance(
        CircuitFitResult fit,
        string resistance,
        UncertainValue areaSquareMeter
    ) =>
        Propagation.Compute(
            fit,
            [resistance],
            [areaSquareMeter],
            v => v[0] * v[1],
            $"area-specific resistance of {resistance}",
            "ohm m^2",
            "ASR = R A",
            Textbook
        );

    /// <summary>
    /// Effective capacitance in F of an arc whose time constants are spread normal to the electrode or in the bulk (Hsu,
    /// Mansfeld): Q^(1/alpha) R^((1 - alpha)/alpha).
    /// </summary>
    public static DerivedQuantity CapacitanceHsuMansfeld(
        CircuitFitResult fit,
        string resistance,
        string constantPhaseElement
    ) =>
        Propagation.Compute(
            fit,
            [resistance, .. Element(fit, constantPhaseElement)],
            [],
            v => HsuMansfeld(v[0], v[1], v[2]),
            $"effective capacitance of {constantPhaseElement} (Hsu-Mansfeld)",
            "F",
            "C = Q^(1/alpha) R^((1 - alpha)/alpha)",
            "Hsu, Mansfeld, Corrosion 57 (2001) 747, doi:10.5006/1.3280607"
        );

    /// <summary>
    /// Effective capacitance in F of an electrode whose time constants are spread along its surface (Brug):
    /// Q^(1/alpha) (1/Rs + 1/Rct)^((alpha - 1)/alpha).
    /// </summary>
    public static DerivedQuantity CapacitanceBrug(
        CircuitFitResult fit,
        string seriesResistance,
        string chargeTransferResistance,
        string constantPhaseElement
    ) =>
        Propagation.Compute(
            fit,
            [seriesResistance, chargeTransferResistance, .. Element(fit, constantPhaseElement)],
            [],
            v => Math.Pow(v[2], 1 / v[3]) * Math.Pow(1 / v[0] + 1 / v[1], (v[3] - 1) / v[3]),
            $"effective capacitance of {constantPhaseElement} (Brug)",
            "F",
            "C = Q^(1/alpha) (1/Rs + 1/Rct)^((alpha - 1)/alpha)",
            "Brug et al., J. Electroanal. Chem. 176 (1984) 275, doi:10.1016/S0022-0728(84)80324-1"
        );

    /// <summary>
    /// Brug's capacitance of a blocking electrode, which has no charge-transfer resistance:
    /// Q^(1/alpha) Rs^((1 - alpha)/alpha).
    /// </summary>
    public static DerivedQuantity CapacitanceBrugBlocking(
        CircuitFitResult fit,
        string seriesResistance,
        string constantPhaseElement
    ) =>
        Propagation.Compute(
            fit,
            [seriesResistance, .. Element(fit, constantPhaseElement)],
            [],
            v => HsuMansfeld(v[0], v[1], v[2]),
            $"effective capacitance of {constantPhaseElement} (Brug, blocking)",
            "F",
            "C = Q^(1/alpha) Rs^((1 - alpha)/alpha)",
            "Brug et al., J. Electroanal. Chem. 176 (1984) 275, doi:10.1016/S0022-0728(84)80324-1"
        );

    /// <summary>Relative permittivity of an arc's material: C L/(eps0 A) with the Hsu-Mansfeld capacitance.</summary>
    public static DerivedQuantity Permittivity(
        CircuitFitResult fit,
        string resistance,
        string constantPhaseElement,
        SampleGeometry geometry
    ) =>
        Propagation.Compute(
            fit,
            [resistance, .. Element(fit, constantPhaseElement)],
            [geometry.ThicknessMeter, geometry.AreaSquareMeter],
            v => HsuMansfeld(v[0], v[1], v[2]) * v[3] / (VacuumPermittivity * v[4]),
            $"relative permittivity of {constantPhaseElement}",
            "",
            "eps_r = C L/(eps0 A)",
            Textbook
        );

    /// <summary>
    /// Specific grain-boundary conductivity in S/m by the brick-layer model where the bulk arc is measured:
    /// (L/A) (1/Rgb) (Cbulk/Cgb).
    /// </summary>
    public static DerivedQuantity GrainBoundaryConductivity(
        CircuitFitResult fit,
        string bulkResistance,
        string bulkElement,
        string boundaryResistance,
        string boundaryElement,
        SampleGeometry geometry
    ) =>
        Propagation.Compute(
            fit,
            [
                bulkResistance,
                .. Element(fit, bulkElement),
                boundaryResistance,
                .. Element(fit, boundaryElement),
            ],
            [geometry.ThicknessMeter, geometry.AreaSquareMeter],
            v => v[6] / (v[7] * v[3]) * HsuMansfeld(v[0], v[1], v[2]) / HsuMansfeld(v[3], v[4], v[5]),
            $"grain-boundary conductivity of {boundaryResistance}",
            "S/m",
            "sigma_gb = L/(A Rgb) Cbulk/Cgb",
            BrickLayer
        );

    /// <summary>
    /// Specific grain-boundary conductivity in S/m where the bulk arc is beyond the measured range and its permittivity
    /// is known: Cbulk = eps0 eps_r A/L, so that sigma_gb = eps0 eps_r/(Rgb Cgb).
    /// </summary>
    public static DerivedQuantity GrainBoundaryConductivity(
        CircuitFitResult fit,
        string boundaryResistance,
        string boundaryElement,
        UncertainValue bulkRelativePermittivity
    ) =>
        Propagation.Compute(
            fit,
            [boundaryResistance, .. Element(fit, boundaryElement)],
            [bulkRelativePermittivity],
            v => VacuumPermittivity * v[3] / (v[0] * HsuMansfeld(v[0], v[1], v[2])),
            $"grain-boundary conductivity of {boundaryResistance}",
            "S/m",
            "sigma_gb = eps0 eps_r/(Rgb Cgb)",
            BrickLayer
        );

    /// <summary>Volume share of the boundaries by the brick-layer model: thickness of a boundary by the size of a grain, Cbulk/Cgb.</summary>
    public static DerivedQuantity GrainBoundaryShare(
        CircuitFitResult fit,
        string bulkResistance,
        string bulkElement,
        string boundaryResistance,
        string boundaryElement
    ) =>
        Propagation.Compute(
            fit,
            [
                bulkResistance,
                .. Element(fit, bulkElement),
                boundaryResistance,
                .. Element(fit, boundaryElement),
            ],
            [],
            v => HsuMansfeld(v[0], v[1], v[2]) / HsuMansfeld(v[3], v[4], v[5]),
            "grain-boundary thickness by grain size",
            "",
            "delta/D = Cbulk/Cgb",
            BrickLayer
        );

    private const string BrickLayer =
        "Haile et al., J. Mater. Sci. 36 (2001) 1149, doi:10.1023/A:1004877708871";

    private static double HsuMansfeld(double r, double q, double alpha) =>
        Math.Pow(q, 1 / alpha) * Math.Pow(r, (1 - alpha) / alpha);

    private static string[] Element(CircuitFitResult fit, string label)
    {
        var names = fit.Circuit.Parameters.Where(p => p.ElementLabel == label).Select(p => p.Name).ToArray();
        return names.Length == 2 && names[1].EndsWith(".alpha", StringComparison.Ordinal)
            ? names
            : throw new ArgumentException(
                $"{label} is not a constant phase element of {fit.Circuit.Text}",
                nameof(label)
            );
    }
}
