using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeTester.Contracts;

namespace EdgeTester.Messaging.Identities;

/// <summary>
/// A certificate authority for one lab: it gives every device a certificate of its own, whose common name is the serial that the
/// broker's rights go by, and one to the host. Keys are ECDSA on P-256, which an ESP32 computes in a fraction of RSA's time.
/// </summary>
public sealed class LabAuthority : IDisposable
{
    /// <summary>Common name of the host; no device may have it.</summary>
    public const string HostName = "edgetester-host";

    private const int AuthorityYears = 20;
    private const int HostYears = 2;
    private const int DeviceYears = 10;

    // A list that runs out locks out every device of the lab, so it lasts as long as the authority: a revocation writes a new one.
    private const int RevocationListYears = AuthorityYears;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly IdentityFolder folder;
    private readonly TimeProvider time;
    private readonly X509Certificate2 authority;

    private LabAuthority(IdentityFolder folder, TimeProvider time, X509Certificate2 authority)
    {
        this.folder = folder;
        this.time = time;
        this.authority = authority;
    }

    /// <summary>Makes an authority with the host's certificate, the broker's rights and its configuration.</summary>
    /// <param name="folder">Where; must not hold an authority yet.</param>
    /// <param name="name">What the lab is called.</param>
    /// <param name="hostNames">Names and addresses by which devices and browsers reach the host, besides localhost.</param>
    /// <param name="brokerPort">Port of the broker in the configuration that is written.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IdentityException">There is one already, or a file cannot be written.</exception>
    public static LabAuthority Create(
        IdentityFolder folder,
        string name,
        IReadOnlyList<string> hostNames,
        int brokerPort,
        TimeProvider time
    )
    {
        if (File.Exists(folder.AuthorityCertificate) || File.Exists(folder.AuthorityKey))
            throw new IdentityException(
                $"There is an authority in {folder.Root} already. Every device trusts it: a new one would lock all of them out. Choose another folder."
            );
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            CommonName(name + " EdgeTester CA"),
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(AuthorityYears));
        IdentityFolder.Write(folder.AuthorityKey, key.ExportPkcs8PrivateKeyPem() + "\n", isSecret: true);
        IdentityFolder.Write(
            folder.AuthorityCertificate,
            certificate.ExportCertificatePem() + "\n",
            isSecret: false
        );
        var lab = new LabAuthority(folder, time, certificate);
        lab.Keep([]);
        lab.IssueHost(hostNames);
        BrokerRights.Write(folder, brokerPort);
        return lab;
    }

    /// <summary>Opens the authority of a folder.</summary>
    /// <exception cref="IdentityException">There is none, or its key is not here.</exception>
    public static LabAuthority Open(IdentityFolder folder, TimeProvider time)
    {
        try
        {
            return new LabAuthority(
                folder,
                time,
                X509Certificate2.CreateFromPemFile(folder.AuthorityCertificate, folder.AuthorityKey)
            );
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new IdentityException(
                $"There is no usable authority in {folder.Root} ({e.Message}): make one with 'edgetester provision init'.",
                e
            );
        }
    }

    /// <summary>What was issued, oldest first.</summary>
    /// <exception cref="IdentityException">The book cannot be read.</exception>
    public IReadOnlyList<IssuedCertificate> Issued()
    {
        try
        {
            return JsonSerializer.Deserialize<List<IssuedCertificate>>(File.ReadAllBytes(folder.Book), Json)
                ?? [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new IdentityException($"The authority's book {folder.Book} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Gives a device its certificate; what it had before is revoked.</summary>
    /// <exception cref="IdentityException">The serial cannot be one, or is the host's name.</exception>
    public IssuedCertificate IssueDevice(string serial)
    {
        if (!Topics.IsSerial(serial) || serial.StartsWith("edgetester-", StringComparison.OrdinalIgnoreCase))
            throw new IdentityException(
                $"\"{serial}\" cannot be the serial of a device: 1 to 32 letters, digits, - and _, not beginning with \"edgetester-\"."
            );
        Retire(serial);
        var issued = Issue(
            serial,
            DeviceYears,
            [],
            folder.DeviceCertificate(serial),
            folder.DeviceKey(serial)
        );
        IdentityFolder.Write(
            Path.Combine(folder.Device(serial), "ca.crt"),
            authority.ExportCertificatePem() + "\n",
            isSecret: false
        );
        return issued;
    }

    /// <summary>Gives the host its certificate, as a client of the broker and as the server of broker and page.</summary>
    /// <param name="names">Names and addresses by which it is reached, besides localhost.</param>
    public IssuedCertificate IssueHost(IReadOnlyList<string> names)
    {
        Retire(HostName);
        return Issue(
            HostName,
            HostYears,
            ["localhost", "127.0.0.1", "::1", .. names],
            folder.HostCertificate,
            folder.HostKey
        );
    }

    /// <summary>Revokes every certificate of a name; false where none counts.</summary>
    public bool Revoke(string name)
    {
        if (!Issued().Any(one => one.Name == name && one.Revoked is null))
            return false;
        Retire(name);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => authority.Dispose();

    private IssuedCertificate Issue(
        string name,
        int years,
        IReadOnlyList<string> reachedAs,
        string certificatePath,
        string keyPath
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(CommonName(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)
        );
        var purposes = new OidCollection { new("1.3.6.1.5.5.7.3.2") };
        if (reachedAs.Count > 0)
        {
            purposes.Add(new Oid("1.3.6.1.5.5.7.3.1"));
            request.CertificateExtensions.Add(Names(reachedAs));
        }
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false)
        );
        var now = time.GetUtcNow();
        var number = RandomNumberGenerator.GetBytes(16);
        number[0] &= 0x7F;
        var expires = now.AddYears(years);
        using var certificate = request.Create(
            authority,
            now.AddHours(-1),
            expires < authority.NotAfter ? expires : authority.NotAfter,
            number
        );
        var issued = new IssuedCertificate
        {
            Name = name,
            SerialNumber = Convert.ToHexStringLower(number),
            Issued = now,
            Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
        // First into the book: a certificate that nobody knows of cannot be revoked.
        Keep([.. Issued(), issued]);
        IdentityFolder.Write(keyPath, key.ExportPkcs8PrivateKeyPem() + "\n", isSecret: true);
        IdentityFolder.Write(certificatePath, certificate.ExportCertificatePem() + "\n", isSecret: false);
        return issued;
    }

    private void Retire(string name)
    {
        var now = time.GetUtcNow();
        var book = Issued()
            .Select(one => one.Name == name && one.Revoked is null ? one with { Revoked = now } : one)
            .ToList();
        Keep(book);
    }

    /// <summary>Writes the book and the list of what is revoked.</summary>
    private void Keep(IReadOnlyList<IssuedCertificate> book)
    {
        IdentityFolder.Write(folder.Book, JsonSerializer.Serialize(book, Json) + "\n", isSecret: false);
        var revoked = new CertificateRevocationListBuilder();
        foreach (var one in book)
            if (one.Revoked is { } since)
                revoked.AddEntry(Convert.FromHexString(one.SerialNumber), since);
        var now = time.GetUtcNow();
        var end = now.AddYears(RevocationListYears);
        var list = revoked.Build(
            authority,
            now.ToUnixTimeMilliseconds(),
            end,
            HashAlgorithmName.SHA256,
            null,
            now.AddHours(-1)
        );
        IdentityFolder.Write(
            folder.RevocationList,
            PemEncoding.WriteString("X509 CRL", list) + "\n",
            isSecret: false
        );
    }

    private static X509Extension Names(IReadOnlyList<string> reachedAs)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var one in reachedAs.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(one, out var address))
                names.AddIpAddress(address);
            else if (Uri.CheckHostName(one) == UriHostNameType.Dns)
                names.AddDnsName(one);
            else
                throw new IdentityException($"\"{one}\" is neither a host name nor an address.");
        }
        return names.Build();
    }

    private static X500DistinguishedName CommonName(string name)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(name);
        return builder.Build();
    }
}
