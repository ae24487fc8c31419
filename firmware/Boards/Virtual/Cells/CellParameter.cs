namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// A parameter of a cell: its value when new at the reference temperature, how temperature changes it and how it drifts. A
/// resistance follows R = R_ref (T/T_ref) exp(Ea/k (1/T - 1/T_ref)), the inverse of sigma T = A exp(-Ea/(k T)).
/// </summary>
/// <param name="Value">When new, at the reference temperature.</param>
/// <param name="ActivationEnergy">Electronvolt; 0 = the same at every temperature.</param>
/// <param name="ReferenceKelvin">Reference temperature.</param>
/// <param name="Drift">Change with age or charge; null = none.</param>
public sealed record CellParameter(
    double Value,
    double ActivationEnergy = 0,
    double ReferenceKelvin = 298.15,
    DriftLaw? Drift = null
)
{
    /// <summary>Boltzmann's constant in eV/K (2019 SI, exact).</summary>
    public const double BoltzmannElectronvoltPerKelvin = 8.617333262145e-5;

    /// <summary>Factor of temperature alone.</summary>
    public double TemperatureFactor(double kelvin) =>
        ActivationEnergy == 0
            ? 1
            : kelvin
                / ReferenceKelvin
                * Math.Exp(
                    ActivationEnergy / BoltzmannElectronvoltPerKelvin * (1 / kelvin - 1 / ReferenceKelvin)
                );

    /// <summary>The value under given conditions.</summary>
    public double At(in CellConditions conditions)
    {
        double value = Value * TemperatureFactor(conditions.Kelvin);
        return Drift is null ? value : value * Drift.Factor(conditions);
    }
}
