namespace EdgeTester.Messaging.Identities;

/// <summary>Where everything of a lab's authority lies. Keys can be read by their owner only.</summary>
/// <param name="root">The folder.</param>
public sealed class IdentityFolder(string root)
{
    /// <summary>The folder, whole.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Certificate of the authority: what everybody trusts.</summary>
    public string AuthorityCertificate => Path.Combine(Root, "ca.crt");

    /// <summary>Key of the authority: whoever has it can make devices. Needed only to issue and to revoke; may be kept off-line.</summary>
    public string AuthorityKey => Path.Combine(Root, "ca.key");

    /// <summary>Certificates that count no more.</summary>
    public string RevocationList => Path.Combine(Root, "ca.crl");

    /// <summary>What was issued.</summary>
    public string Book => Path.Combine(Root, "issued.json");

    /// <summary>Certificate of host, broker and page.</summary>
    public string HostCertificate => Path.Combine(Root, "host.crt");

    /// <summary>Its key.</summary>
    public string HostKey => Path.Combine(Root, "host.key");

    /// <summary>The broker's rights.</summary>
    public string Rights => Path.Combine(Root, "mosquitto.acl");

    /// <summary>A configuration for a broker of one's own.</summary>
    public string BrokerConfiguration => Path.Combine(Root, "mosquitto.conf");

    /// <summary>Folder of a device: its certificate, its key and the authority's certificate.</summary>
    public string Device(string serial) => Path.Combine(Root, "devices", serial);

    /// <summary>Certificate of a device.</summary>
    public string DeviceCertificate(string serial) => Path.Combine(Device(serial), "device.crt");

    /// <summary>Key of a device.</summary>
    public string DeviceKey(string serial) => Path.Combine(Device(serial), "device.key");

    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="IdentityException">It cannot be written.</exception>
    internal static void Write(string path, string text, bool isSecret)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (isSecret && !OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var next = path + ".new";
            File.Delete(next);
            using (var writer = new StreamWriter(next, options))
                writer.Write(text);
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IdentityException($"{path} cannot be written: {e.Message}", e);
        }
    }
}
