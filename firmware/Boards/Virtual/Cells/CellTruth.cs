namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>A property that a cell has because it was built with it, against which a measurement is held.</summary>
/// <param name="name">As the evaluation calls the quantity.</param>
/// <param name="unit">As printed.</param>
/// <param name="value">The value under given conditions.</param>
/// <param name="area">Electrode area in square centimetre.</param>
public sealed class CellTruth(string name, string unit, Func<CellConditions, double> value, double area)
{
    /// <summary>As the evaluation calls the quantity.</summary>
    public string Name => name;

    /// <summary>As printed.</summary>
    public string Unit => unit;

    /// <summary>The value at an age and a temperature after some charge.</summary>
    /// <param name="seconds">Age of the cell.</param>
    /// <param name="throughputCoulomb">Charge passed in either direction.</param>
    /// <param name="celsius">Temperature.</param>
    /// <param name="netCoulomb">Net charge, charging positive.</param>
    public double At(double seconds, double throughputCoulomb, double celsius, double netCoulomb = 0) =>
        value(
            new CellConditions
            {
                Seconds = seconds,
                ChargeThroughput = throughputCoulomb,
                NetCharge = netCoulomb,
                Kelvin = celsius + 273.15,
                AreaSquareCentimetre = area,
            }
        );
}
