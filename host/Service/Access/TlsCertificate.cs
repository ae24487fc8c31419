using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeTester.Service.Access;

/// <summary>The certificate of page and API.</summary>
internal static class TlsCertificate
{
    /// <summary>Reads it; null where no TLS is asked for. It lives as long as the host.</summary>
    /// <exception cref="HostException">A file is missing or cannot be used; the message names it.</exception>
    public static X509Certificate2? Load(HostOptions options)
    {
        if (options.TlsCertificatePath is not { } path)
            return options.TlsKeyPath is null
                ? null
                : throw new HostException(
                    "A TLS key was given without its certificate: give both, or neither."
                );
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(path, options.TlsKeyPath ?? path);
            // Windows serves only with keys that it keeps itself; the detour gives it one.
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e)
            when (e
                    is CryptographicException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentException
            )
        {
            throw new HostException(
                $"The TLS certificate {path} with the key {options.TlsKeyPath ?? path} cannot be used: {e.Message} "
                    + "PEM files without a password are needed; 'edgetester provision' makes some.",
                e
            );
        }
    }
}
