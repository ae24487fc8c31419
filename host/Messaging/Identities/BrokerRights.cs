using EdgeTester.Contracts;

namespace EdgeTester.Messaging.Identities;

/// <summary>
/// Who may say what at the broker: each device writes below its own up-topic and reads below its own down-topic, known by the common
/// name of its certificate; the host reads and writes all of it.
/// </summary>
public static class BrokerRights
{
    /// <summary>Text of mosquitto's acl_file.</summary>
    public static string AccessList =>
        $"""
            # written by EdgeTester; %u is the common name of the client's certificate
            user {LabAuthority.HostName}
            topic readwrite {Topics.Root}/#

            pattern write {Topics.Root}/%u/up/#
            pattern read {Topics.Root}/%u/down/#

            """;

    /// <summary>Lines of mosquitto.conf that let in only who has a certificate of this authority.</summary>
    public static IReadOnlyList<string> ConfigurationLines(IdentityFolder folder) =>
        [
            "cafile " + folder.AuthorityCertificate,
            "certfile " + folder.HostCertificate,
            "keyfile " + folder.HostKey,
            "crlfile " + folder.RevocationList,
            "tls_version tlsv1.2",
            "require_certificate true",
            "use_identity_as_username true",
            "acl_file " + folder.Rights,
        ];

    /// <summary>Writes the rights, and a configuration for a broker that somebody runs by themselves.</summary>
    internal static void Write(IdentityFolder folder, int port)
    {
        IdentityFolder.Write(folder.Rights, AccessList, isSecret: false);
        string[] configuration =
        [
            "# written by EdgeTester: a broker for testers with certificates",
            $"listener {port}",
            "allow_anonymous false",
            .. ConfigurationLines(folder),
            "persistence false",
            "max_inflight_messages 200",
            "max_queued_messages 20000",
            "message_size_limit 262144",
            "",
        ];
        IdentityFolder.Write(folder.BrokerConfiguration, string.Join('\n', configuration), isSecret: false);
    }
}
