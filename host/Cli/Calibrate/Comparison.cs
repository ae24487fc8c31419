namespace EdgeTester.Cli.Calibrate;

/// <summary>A comparison as the host takes it.</summary>
internal sealed record Comparison(
    string Kind,
    int Channel,
    int Range,
    double TrueLow,
    double ReadLow,
    double TrueHigh,
    double ReadHigh
)
{
    /// <summary>How far the readings were off before, as a share of the true value.</summary>
    public double Before =>
        Math.Max(
            TrueLow == 0 ? 0 : Math.Abs(ReadLow / TrueLow - 1),
            TrueHigh == 0 ? 0 : Math.Abs(ReadHigh / TrueHigh - 1)
        );

    /// <summary>Two voltages that are read with the leads one way and the other.</summary>
    public static Comparison OfVoltage(string kind, StandardReading low, StandardReading high) =>
        new(
            kind,
            low.Channel,
            0,
            low.Standard.Volt!.Value,
            low.Levels[0].Volt,
            high.Standard.Volt!.Value,
            high.Levels[0].Volt
        );

    /// <summary>The current through a known resistor, by the voltage that is calibrated already.</summary>
    public static Comparison OfCurrent(StandardReading reading)
    {
        var ohm = reading.Standard.Ohm!.Value;
        return new Comparison(
            "current",
            reading.Channel,
            reading.Standard.Range,
            reading.Levels[0].Volt / ohm,
            reading.Levels[0].Ampere,
            reading.Levels[1].Volt / ohm,
            reading.Levels[1].Ampere
        );
    }

    /// <summary>The impedance of a known resistor.</summary>
    public static Comparison OfImpedance(StandardReading reading) =>
        new(
            "impedance",
            reading.Channel,
            reading.Standard.Range,
            0,
            0,
            reading.Standard.Ohm!.Value,
            reading.Ohm
        );

    /// <summary>What remains at a third level once the line through the two is taken: the deviation of the current as a share.</summary>
    public double Remaining(StandardReading reading)
    {
        var (volt, ampere) = reading.Levels[2];
        var gain = (TrueHigh - TrueLow) / (ReadHigh - ReadLow);
        var corrected = TrueLow + (ampere - ReadLow) * gain;
        return Math.Abs(corrected / (volt / reading.Standard.Ohm!.Value) - 1);
    }
}
