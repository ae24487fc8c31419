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
    /// <summary>How far the readings were off before, as a share of the true value; NaN where a share has no meaning.</summary>
    public double Before =>
        Kind switch
        {
            "coarse_voltage" or "fine_voltage" or "current" => Math.Max(
                TrueLow == 0 ? 0 : Math.Abs(ReadLow / TrueLow - 1),
                TrueHigh == 0 ? 0 : Math.Abs(ReadHigh / TrueHigh - 1)
            ),
            "load" => Share(ReadLow, ReadHigh, TrueHigh),
            _ => double.NaN,
        };

    /// <summary>How far a complex impedance is off a resistance, as a share of it.</summary>
    public static double Share(double real, double imaginary, double ohm) =>
        Math.Sqrt((real / ohm - 1) * (real / ohm - 1) + imaginary / ohm * (imaginary / ohm));

    /// <summary>Two voltages that are read with the leads one way and the other.</summary>
    public static Comparison OfVoltage(string kind, StandardReading low, StandardReading high) =>
        new(
            kind,
            low.Channel,
            0,
            low.Standard.Value,
            low.Levels[0].Volt,
            high.Standard.Value,
            high.Levels[0].Volt
        );

    /// <summary>The current through a known resistor, by the voltage that is calibrated already.</summary>
    public static Comparison OfCurrent(StandardReading reading)
    {
        var ohm = reading.Standard.Value;
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

    /// <summary>The currents past open terminals.</summary>
    public static Comparison OfLeakage(StandardReading reading) =>
        new(
            "leakage",
            reading.Channel,
            0,
            reading.Levels[0].Volt,
            reading.Levels[0].Ampere,
            reading.Levels[1].Volt,
            reading.Levels[1].Ampere
        );

    /// <summary>What one channel showed while another one's current lifted its ground.</summary>
    public static Comparison OfGround(int channel, int other, double quiet, double lifted) =>
        new("common_ground", channel, other, 0, quiet, CalibrationStandard.GroundAmpere, lifted);

    /// <summary>
    /// The impedances of a standard. A resistor calibrates its own range (the first with the option module's frequencies); others of it are checks. The
    /// lowest range row comes first, because it stands for those after it until they have their own.
    /// </summary>
    public static IEnumerable<Comparison> OfImpedances(StandardReading reading)
    {
        var kind = reading.Standard.Role switch
        {
            StandardRole.Short => "short",
            StandardRole.Open => "open",
            _ => "load",
        };
        return reading
            .Impedances.Select(z => (Row: CalibrationStandard.RowOf(z.Hz), Z: z))
            .Where(z => kind != "load" || OwnRow(reading.Standard.Range, z.Row))
            .OrderBy(z => z.Row)
            .Select(z => new Comparison(
                kind,
                reading.Channel,
                z.Row,
                z.Z.Hz,
                z.Z.RealOhm,
                reading.Standard.Value,
                z.Z.ImaginaryOhm
            ));
    }

    /// <summary>How far impedances are off that check what others have adjusted; 0 where there are none.</summary>
    public static double ImpedanceCheck(StandardReading reading, double lowestHz, double highestHz) =>
        reading
            .Impedances.Where(z =>
                reading.Standard.Role == StandardRole.Load
                && !OwnRow(reading.Standard.Range, CalibrationStandard.RowOf(z.Hz))
                && z.Hz >= lowestHz
                && z.Hz <= highestHz
            )
            .Select(z => Share(z.RealOhm, z.ImaginaryOhm, reading.Standard.Value))
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>What remains at a third level once the line through the two is taken: the deviation of the current as a share.</summary>
    public double Remaining(StandardReading reading)
    {
        var (volt, ampere) = reading.Levels[2];
        var gain = (TrueHigh - TrueLow) / (ReadHigh - ReadLow);
        var corrected = TrueLow + (ampere - ReadLow) * gain;
        return Math.Abs(corrected / (volt / reading.Standard.Value) - 1);
    }

    private static bool OwnRow(int range, int row) =>
        row == range || range == 0 && row == CalibrationStandard.FullScales.Count;
}
