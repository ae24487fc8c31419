namespace EdgeTester.Analysis.Methods;

/// <summary>The methods, by their number in docs/methods.</summary>
public enum MethodKind
{
    /// <summary>Impedance of a blocking cell: conductivity.</summary>
    BlockingImpedance = 1,

    /// <summary>Conductivities at several temperatures: activation energy.</summary>
    Arrhenius = 2,

    /// <summary>Transference number by Bruce and Vincent.</summary>
    BruceVincent = 3,

    /// <summary>Linear sweep voltammetry: stability window.</summary>
    LinearSweep = 4,

    /// <summary>Critical current density.</summary>
    CriticalCurrentDensity = 5,

    /// <summary>Long plating and stripping.</summary>
    PlatingStripping = 6,

    /// <summary>Plating one way.</summary>
    OneWayPlating = 7,

    /// <summary>Impedance of a symmetric cell.</summary>
    SymmetricImpedance = 8,

    /// <summary>Impedance through time.</summary>
    ImpedanceSeries = 9,

    /// <summary>Distribution of relaxation times through time.</summary>
    RelaxationSeries = 10,

    /// <summary>Exchange current density by Tafel.</summary>
    Tafel = 11,

    /// <summary>Electronic leakage.</summary>
    ElectronicLeakage = 12,

    /// <summary>Rate steps of a full cell.</summary>
    RateCapability = 13,

    /// <summary>Differential capacity.</summary>
    DifferentialCapacity = 14,

    /// <summary>Long cycling of a full cell.</summary>
    LongCycling = 15,

    /// <summary>Impedance of a full cell at several temperatures.</summary>
    FullCellImpedance = 16,
}
