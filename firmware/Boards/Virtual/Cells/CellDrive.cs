namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>What the electronics do to a cell's terminals: a current, or a voltage behind a resistance.</summary>
/// <param name="IsCurrent">True for a current source.</param>
/// <param name="Value">Ampere (charging positive) or volt.</param>
/// <param name="SourceOhm">Resistance of a voltage source, 0 for an ideal one.</param>
public readonly record struct CellDrive(bool IsCurrent, double Value, double SourceOhm)
{
    /// <summary>Nothing connected.</summary>
    public static CellDrive Open => new(true, 0, 0);

    /// <summary>A current source.</summary>
    public static CellDrive Current(double ampere) => new(true, ampere, 0);

    /// <summary>A voltage source with a series resistance.</summary>
    public static CellDrive Voltage(double volt, double sourceOhm = 0) => new(false, volt, sourceOhm);
}
