using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>A charge or a discharge of a full cell: everything that flowed one way between two turns of the current.</summary>
public sealed record FullHalf
{
    /// <summary>Mean magnitude of the current in A while it was held.</summary>
    public required double CurrentAmpere { get; init; }

    /// <summary>Charge in C, positive.</summary>
    public required double ChargeCoulomb { get; init; }

    /// <summary>Energy in J, positive.</summary>
    public required double EnergyJoule { get; init; }

    /// <summary>Length in s.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Voltage in V where half of the charge has passed.</summary>
    public required double HalfwayVolt { get; init; }

    /// <summary>Mean voltage in V: energy by charge.</summary>
    public double MeanVolt => EnergyJoule / ChargeCoulomb;

    /// <summary>Pieces of the record, in order.</summary>
    internal IReadOnlyList<CurrentPiece> Pieces { get; init; } = [];
}

/// <summary>A charge and the discharge after it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartSeconds">Begin of the charge in s.</param>
/// <param name="Charge">The charge.</param>
/// <param name="Discharge">The discharge.</param>
public sealed record FullCycle(int Number, double StartSeconds, FullHalf Charge, FullHalf Discharge)
{
    /// <summary>Charge drawn by charge put in.</summary>
    public double CoulombicEfficiency => Discharge.ChargeCoulomb / Charge.ChargeCoulomb;

    /// <summary>Energy drawn by energy put in.</summary>
    public double EnergyEfficiency => Discharge.EnergyJoule / Charge.EnergyJoule;

    /// <summary>Mean voltage of the discharge by that of the charge.</summary>
    public double VoltageEfficiency => EnergyEfficiency / CoulombicEfficiency;

    /// <summary>Distance in V of the voltages where half of the charge has passed.</summary>
    public double Polarization => Charge.HalfwayVolt - Discharge.HalfwayVolt;
}
