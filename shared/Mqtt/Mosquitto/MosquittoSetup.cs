using System.Text;
using static EdgeTester.Mqtt.Mosquitto.MosquittoLibrary;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>Checks options and hands them to a native client.</summary>
internal static class MosquittoSetup
{
    /// <summary>Refuses what no broker can be asked with.</summary>
    /// <exception cref="ArgumentException">The message names the option.</exception>
    public static void Check(MqttOptions options)
    {
        Require(options.Host.Length > 0, "Host is empty: give the broker's name or address.");
        Require(options.Port is > 0 and <= 65535, $"Port is {options.Port}: it must be 1 to 65535.");
        Require(options.ClientId.Length is > 0 and <= 200, "ClientId must have 1 to 200 characters.");
        Require(options.KeepAliveSeconds is >= 5 and <= 65535, "KeepAliveSeconds must be 5 to 65535.");
        Require(options.MaximumInFlight is > 0 and <= 65535, "MaximumInFlight must be 1 to 65535.");
        Require(options.ShortestReconnectMilliseconds > 0, "ShortestReconnectMilliseconds must be above 0.");
        Require(
            options.LongestReconnectMilliseconds >= options.ShortestReconnectMilliseconds,
            "LongestReconnectMilliseconds is below ShortestReconnectMilliseconds."
        );
        Require(
            (options.CertificateFile == null) == (options.PrivateKeyFile == null),
            "CertificateFile and PrivateKeyFile belong together: give both or neither."
        );
        Require(
            options.CertificateFile == null || options.CertificateAuthorityFile != null,
            "CertificateFile needs CertificateAuthorityFile: there is no TLS without it."
        );
    }

    /// <summary>Applies all options to a native client.</summary>
    /// <exception cref="MqttException">The library refuses one; the message names it.</exception>
    public static void Apply(MqttOptions options, nint client)
    {
        Demand(mosquitto_threaded_set(client, true), "threads");
        Demand(mosquitto_int_option(client, MosquittoCode.OptionTcpNoDelay, 1), "no delay");
        Demand(
            mosquitto_int_option(client, MosquittoCode.OptionSendMaximum, options.MaximumInFlight),
            "messages on the way"
        );
        if (options.UserName != null)
            Demand(mosquitto_username_pw_set(client, options.UserName, options.Password), "user name");
        if (options.WillTopic != null)
        {
            byte[] will = Encoding.UTF8.GetBytes(options.WillPayload);
            int code = mosquitto_will_set(client, options.WillTopic, will.Length, will, 1, true);
            Demand(code, $"will on the topic \"{options.WillTopic}\"");
        }
        if (options.CertificateAuthorityFile == null)
            return;
        DemandFile(options.CertificateAuthorityFile, "certificate authority");
        DemandFile(options.CertificateFile, "certificate");
        DemandFile(options.PrivateKeyFile, "private key");
        int tls = mosquitto_tls_set(
            client,
            options.CertificateAuthorityFile,
            null,
            options.CertificateFile,
            options.PrivateKeyFile,
            0
        );
        Demand(tls, "TLS files");
    }

    private static void Require(bool met, string message)
    {
        if (!met)
            throw new ArgumentException("MQTT options: " + message);
    }

    private static void DemandFile(string? path, string what)
    {
        if (path != null && !File.Exists(path))
            throw new MqttException($"The file with the {what} is not there: {path}. Check its path.");
    }

    private static void Demand(int code, string what)
    {
        if (code != MosquittoCode.Success)
            throw new MqttException(
                $"The MQTT library refuses the {what}: {MosquittoCode.Describe(code)}. Check the options."
            );
    }
}
