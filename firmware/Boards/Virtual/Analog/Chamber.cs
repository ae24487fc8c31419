namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>The air around a cell: a cell follows its set temperature with one time constant.</summary>
public sealed class Chamber
{
    private double from = double.NaN;
    private double to;
    private double since;

    /// <summary>Time constant in seconds.</summary>
    public double LagSeconds { get; set; } = 120;

    /// <summary>Sets the chamber's temperature.</summary>
    /// <param name="celsius">Degree Celsius.</param>
    /// <param name="atSeconds">When.</param>
    /// <param name="cellCelsius">The cell's temperature then.</param>
    public void Set(double celsius, double atSeconds, double cellCelsius)
    {
        from = Temperature(atSeconds, cellCelsius);
        to = celsius;
        since = atSeconds;
    }

    /// <summary>The cell's temperature; what it was while the chamber has never been set.</summary>
    public double Temperature(double atSeconds, double unset) =>
        double.IsNaN(from) ? unset
        : LagSeconds <= 0 ? to
        : to + (from - to) * Math.Exp(-Math.Max(0, atSeconds - since) / LagSeconds);
}
