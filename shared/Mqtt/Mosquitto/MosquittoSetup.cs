using System.Text;
using static EdgeTester.Mqtt.Mosquitto.MosquittoLibrary;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>Hands options to a native client.</summary>
internal static class MosquittoSetup
{
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
            byte[] will = options.WillBytes ?? Encoding.UTF8.GetBytes(options.WillPayload);
            int code = mosquitto_will_set(
                client,
                options.WillTopic,
                will.Length,
                will,
                1,
                options.WillRetained
            );
            Demand(code, $"will on the topic \"{options.WillTopic}\"");
        }
        if (options.CertificateAuthorityFile == null)
            return;
        MqttOptionsCheck.DemandFiles(options);
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

    private static void Demand(int code, string what)
    {
        if (code != MosquittoCode.Success)
            throw new MqttException(
                $"The MQTT library refuses the {what}: {MosquittoCode.Describe(code)}. Check the options."
            );
    }
}
