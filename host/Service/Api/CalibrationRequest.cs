using EdgeTester.Contracts;

namespace EdgeTester.Service.Api;

/// <summary>Comparisons with standards, from which a tester makes its calibration.</summary>
internal sealed record CalibrationRequest
{
    /// <summary>Names the certificate: 1 to 64 bytes.</summary>
    public string Name { get; init; } = "";

    /// <summary>Temperature in degree Celsius, where it is known.</summary>
    public double? Celsius { get; init; }

    /// <summary>Largest deviation that a check left, as a share.</summary>
    public double? Residual { get; init; }

    /// <summary>The comparisons.</summary>
    public IReadOnlyList<CalibrationComparison> Points { get; init; } = [];

    /// <summary>The order as it crosses the wire, or null where it cannot be.</summary>
    public byte[]? Encode(DateTimeOffset now)
    {
        var order = new CalibrationOrder
        {
            Name = Name.Trim(),
            UnixSeconds = now.ToUnixTimeSeconds(),
            Celsius = Celsius ?? double.NaN,
            Residual = Residual ?? double.NaN,
            Points = [.. Points.Select(point => point.ToContract())],
        };
        if (order.Name.Length == 0 || Points.Any(point => !point.IsKnown))
            return null;
        var buffer = new byte[EdgeTester.Contracts.Command.MaximumPayload];
        var length = order.Encode(buffer, new ByteWriter());
        return length > 0 ? buffer[..length] : null;
    }
}

/// <summary>What a standard truly was and what the tester showed of it.</summary>
internal sealed record CalibrationComparison
{
    private static readonly string[] Kinds =
    [
        "coarse_voltage",
        "fine_voltage",
        "current",
        "impedance",
        "open",
        "short",
        "load",
        "leakage",
        "common_ground",
    ];

    /// <summary>coarse_voltage, fine_voltage, current, impedance, open, short, load, leakage or common_ground.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Channel from 0.</summary>
    public int Channel { get; init; }

    /// <summary>Current range from 0, the largest; the number of ranges is the 1 MHz module's; of a common ground the channel whose current lifts this one's.</summary>
    public int Range { get; init; }

    /// <summary>The lower true value; volt or ampere; of open, short and load the frequency in Hz.</summary>
    public double TrueLow { get; init; }

    /// <summary>What was shown of it; of open, short and load Z' in ohm.</summary>
    public double ReadLow { get; init; }

    /// <summary>The higher true value; volt, ampere, or ohm of an impedance (0 of open and short).</summary>
    public double TrueHigh { get; init; }

    /// <summary>What was shown of it; of open, short and load Z'' in ohm.</summary>
    public double ReadHigh { get; init; }

    /// <summary>Whether kind, channel and range can be.</summary>
    internal bool IsKnown => Kinds.Contains(Kind) && Channel is >= 0 and < 32 && Range is >= 0 and < 8;

    internal CalibrationPoint ToContract() =>
        new()
        {
            Kind = (CalibrationKind)(Array.IndexOf(Kinds, Kind) + 1),
            Channel = (byte)Channel,
            Range = (byte)Range,
            TrueLow = TrueLow,
            ReadLow = ReadLow,
            TrueHigh = TrueHigh,
            ReadHigh = ReadHigh,
        };
}
