namespace EdgeTester.Service.Calibration;

/// <summary>What was connected to a tester, what it showed, and what remained: the document behind the name that every run carries.</summary>
public sealed record CalibrationCertificate
{
    /// <summary>Its name, which the tester puts into every run; 1 to 64 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>Serial of the tester.</summary>
    public required string Device { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>When the next one is due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Temperature in degree Celsius; null where it is not known.</summary>
    public double? Celsius { get; init; }

    /// <summary>Channels that were calibrated, from 0 on.</summary>
    public required int Channels { get; init; }

    /// <summary>Largest deviation of a current at 30 % of its range after it, as a share.</summary>
    public required double Residual { get; init; }

    /// <summary>The standards, in the order in which they were connected.</summary>
    public IReadOnlyList<CertificateStandard> Standards { get; init; } = [];

    /// <summary>What was adjusted, range by range.</summary>
    public IReadOnlyList<CertificateRange> Ranges { get; init; } = [];

    /// <summary>What was checked afterwards with readings that nothing was adjusted by.</summary>
    public IReadOnlyList<CertificateCheck> Checks { get; init; } = [];

    /// <summary>Whether all checks are within their limits.</summary>
    public bool IsPassed => Checks.All(check => check.Deviation <= check.Limit);
}

/// <summary>A standard.</summary>
/// <param name="Name">In words.</param>
/// <param name="Identity">Which one it was: number and certificate of the standard itself; empty where nobody said.</param>
public sealed record CertificateStandard(string Name, string Identity);

/// <summary>What was adjusted of one range.</summary>
/// <param name="What">In words, for example "current, 10 mA".</param>
/// <param name="Channels">Channels.</param>
/// <param name="Before">Largest deviation before, as a share; null where a share has no meaning.</param>
public sealed record CertificateRange(string What, int Channels, double? Before);

/// <summary>A check.</summary>
/// <param name="What">In words.</param>
/// <param name="Deviation">Largest deviation as a share.</param>
/// <param name="Limit">What is asked for.</param>
public sealed record CertificateCheck(string What, double Deviation, double Limit);
