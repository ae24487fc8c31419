namespace EdgeTester.Messaging.Identities;

/// <summary>One line of the authority's book.</summary>
public sealed record IssuedCertificate
{
    /// <summary>Common name: the serial of a device, or <see cref="LabAuthority.HostName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the certificate, hexadecimal.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>Until when it counts.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was revoked; null = it counts.</summary>
    public DateTimeOffset? Revoked { get; init; }
}
