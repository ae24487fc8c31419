using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>SI quantities as people write them.</summary>
internal static class Quantity
{
    /// <summary>A time: "45 s", "2 h 30 min", "12.5 d".</summary>
    public static string Time(double seconds)
    {
        if (double.IsInfinity(seconds))
            return "without end";
        if (seconds < 60)
            return Text(seconds, "s");
        var (large, small, count) = seconds switch
        {
            < 3600 => ("min", "s", 60.0),
            < 2 * 86400 => ("h", "min", 3600),
            _ => ("d", "h", 86400),
        };
        var whole = Math.Floor(seconds / count);
        var rest = Math.Round(
            (seconds - whole * count)
                / (
                    count switch
                    {
                        60 => 1,
                        3600 => 60,
                        _ => 3600,
                    }
                )
        );
        var full = count switch
        {
            86400 => 24,
            _ => 60,
        };
        if (rest >= full)
            (whole, rest) = (whole + 1, 0);
        return string.Create(CultureInfo.InvariantCulture, $"{whole:0} {large}")
            + (rest > 0 ? string.Create(CultureInfo.InvariantCulture, $" {rest:0} {small}") : "");
    }

    /// <summary>A current.</summary>
    public static string Current(double ampere) =>
        Math.Abs(ampere) >= 0.1e-3 || ampere == 0 ? Text(ampere * 1e3, "mA") : Text(ampere * 1e6, "uA");

    /// <summary>A voltage.</summary>
    public static string Voltage(double volt) =>
        Math.Abs(volt) >= 0.1 || volt == 0 ? Text(volt, "V") : Text(volt * 1e3, "mV");

    /// <summary>A charge given in coulomb.</summary>
    public static string Charge(double coulomb) =>
        double.IsInfinity(coulomb) ? "without bound"
        : Math.Abs(coulomb) >= 0.036 || coulomb == 0 ? Text(coulomb / 3.6, "mAh")
        : Text(coulomb / 3.6e-3, "uAh");

    /// <summary>A frequency.</summary>
    public static string Frequency(double hertz) =>
        hertz >= 1000 ? Text(hertz / 1000, "kHz") : Text(hertz, "Hz");

    /// <summary>Bytes.</summary>
    public static string Bytes(double bytes) =>
        double.IsInfinity(bytes) ? "without bound"
        : bytes >= 1e9 ? Text(bytes / 1e9, "GB")
        : bytes >= 1e6 ? Text(bytes / 1e6, "MB")
        : bytes >= 1e3 ? Text(bytes / 1e3, "kB")
        : Text(bytes, "bytes");

    /// <summary>A count.</summary>
    public static string Count(double count) =>
        double.IsInfinity(count) ? "without bound" : count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number with four digits and its unit.</summary>
    public static string Text(double value, string unit) =>
        value.ToString("G4", CultureInfo.InvariantCulture) is var short4 && short4.Contains('E')
            ? value.ToString("0.####", CultureInfo.InvariantCulture) + " " + unit
            : short4 + " " + unit;
}
