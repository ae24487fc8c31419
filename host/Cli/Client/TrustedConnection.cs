using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Client;

/// <summary>Connections to a host whose certificate comes from the lab's own authority.</summary>
internal static class TrustedConnection
{
    private const string Variable = "EDGETESTER_CA";

    /// <summary>Trusts the authority in the file that EDGETESTER_CA names, and only that; without it the machine's own.</summary>
    /// <exception cref="CliException">The file cannot be used.</exception>
    public static SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler();
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return handler;
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.BadInput,
                $"{Variable}: no certificate can be read from {path}: {e.Message}"
            );
        }
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
            shown is not null
            && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
            && IsFrom(authorities, shown);
        return handler;
    }

    private static bool IsFrom(X509Certificate2Collection authorities, X509Certificate shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var certificate = new X509Certificate2(shown);
        return chain.Build(certificate);
    }
}
