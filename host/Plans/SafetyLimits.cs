using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Safety limits in SI units; null = none. Crossing one disconnects the cell and ends the run.</summary>
public sealed record SafetyLimits
{
    /// <summary>No limits.</summary>
    public static SafetyLimits None { get; } = new();

    /// <summary>Lowest cell voltage in volt.</summary>
    public double? MinimumVoltage { get; init; }

    /// <summary>Highest cell voltage in volt.</summary>
    public double? MaximumVoltage { get; init; }

    /// <summary>Highest |current| in ampere.</summary>
    public double? MaximumCurrent { get; init; }

    /// <summary>Highest |net charge| in coulomb.</summary>
    public double? MaximumCharge { get; init; }

    /// <summary>Lowest temperature in degree Celsius.</summary>
    public double? MinimumTemperature { get; init; }

    /// <summary>Highest temperature in degree Celsius.</summary>
    public double? MaximumTemperature { get; init; }

    /// <summary>How long a limit must be crossed, in seconds.</summary>
    public double DelaySeconds { get; init; }

    /// <summary>A fall of |V| below this share of its level within a second is a short.</summary>
    public double? ShortVoltageShare { get; init; }

    /// <summary>Of each limit of voltage and current the stricter one: what a set-point must keep to.</summary>
    internal static SafetyLimits Stricter(SafetyLimits a, SafetyLimits b) =>
        new()
        {
            MinimumVoltage = Highest(a.MinimumVoltage, b.MinimumVoltage),
            MaximumVoltage = Lowest(a.MaximumVoltage, b.MaximumVoltage),
            MaximumCurrent = Lowest(a.MaximumCurrent, b.MaximumCurrent),
        };

    private static double? Lowest(double? a, double? b) => a is null || b < a ? b : a;

    private static double? Highest(double? a, double? b) => a is null || b > a ? b : a;

    /// <summary>The limits as they cross the wire.</summary>
    internal Limits ToContract() =>
        new()
        {
            MinimumVoltage = MinimumVoltage ?? double.NaN,
            MaximumVoltage = MaximumVoltage ?? double.NaN,
            MaximumCurrent = MaximumCurrent ?? double.NaN,
            MaximumCharge = MaximumCharge ?? double.NaN,
            MinimumTemperature = MinimumTemperature ?? double.NaN,
            MaximumTemperature = MaximumTemperature ?? double.NaN,
            DelaySeconds = DelaySeconds,
            ShortVoltageShare = ShortVoltageShare ?? double.NaN,
        };
}
