using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>A certificate authority of its own with one broker and one client, as files that are gone afterwards.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-tls-").FullName;

    public TestAuthority()
    {
        using RSA key = RSA.Create(2048);
        var request = Request("CN=Test Authority", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authority = request.CreateSelfSigned(Begin, End);
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        Issue(authority, "CN=127.0.0.1", "broker", withAddress: true);
        Issue(authority, "CN=dev1", "client", withAddress: false);
    }

    public string AuthorityFile => Path.Combine(folder, "authority.pem");
    public string ClientFile => Path.Combine(folder, "client.pem");
    public string ClientKeyFile => Path.Combine(folder, "client.key");
    public string ServerFile => Path.Combine(folder, "broker.pem");
    public string ServerKeyFile => Path.Combine(folder, "broker.key");

    private static DateTimeOffset Begin => DateTimeOffset.UtcNow.AddDays(-1);
    private static DateTimeOffset End => DateTimeOffset.UtcNow.AddDays(30);

    /// <summary>Lines of mosquitto.conf: TLS only, and only clients of this authority.</summary>
    public IReadOnlyList<string> BrokerLines()
    {
        return
        [
            "cafile " + AuthorityFile,
            "certfile " + Path.Combine(folder, "broker.pem"),
            "keyfile " + Path.Combine(folder, "broker.key"),
            "require_certificate true",
        ];
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
    }

    private void Issue(X509Certificate2 authority, string name, string file, bool withAddress)
    {
        using RSA key = RSA.Create(2048);
        var request = Request(name, key);
        if (withAddress)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }
        using X509Certificate2 issued = request.Create(
            authority,
            Begin.AddHours(1),
            End.AddHours(-1),
            RandomNumberGenerator.GetBytes(8)
        );
        File.WriteAllText(Path.Combine(folder, file + ".pem"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, file + ".key"), key.ExportRSAPrivateKeyPem());
    }

    private static CertificateRequest Request(string name, RSA key)
    {
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
