namespace EdgeTester.Service.Access;

/// <summary>A token as it is kept: never the token itself, only what recognises it.</summary>
public sealed record AccessToken
{
    /// <summary>Whose it is, 1 to 40 letters, digits, dots, dashes or underscores; stands in the audit.</summary>
    public required string Name { get; init; }

    /// <summary>What its bearer may do.</summary>
    public required AccessRole Role { get; init; }

    /// <summary>SHA-256 of the token, hexadecimal. A token has 256 random bits, so that no slow hash is needed.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when on it counts no more; null = never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
