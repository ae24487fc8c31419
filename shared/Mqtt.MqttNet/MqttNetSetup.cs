using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeTester.Mqtt.MqttNet;

/// <summary>Says our options in MQTTnet's words.</summary>
internal static class MqttNetSetup
{
    /// <summary>A broker that has not answered by then does not answer.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Builds MQTTnet's options.</summary>
    /// <exception cref="MqttException">A file for TLS is missing or cannot be used; the message names it.</exception>
    public static MqttClientOptions Build(MqttOptions options)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(options.ClientId)
            .WithCleanSession(options.CleanSession)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(options.KeepAliveSeconds))
            .WithTimeout(AnswerTimeout);
        if (options.UserName != null)
            builder = builder.WithCredentials(options.UserName, options.Password ?? "");
        if (options.WillTopic != null)
            builder = builder
                .WithWillTopic(options.WillTopic)
                .WithWillPayload(options.WillBytes ?? Encoding.UTF8.GetBytes(options.WillPayload))
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithWillRetain(options.WillRetained);
        return options.CertificateAuthorityFile == null ? builder.Build() : WithTls(builder, options).Build();
    }

    private static MqttClientOptionsBuilder WithTls(MqttClientOptionsBuilder builder, MqttOptions options)
    {
        MqttOptionsCheck.DemandFiles(options);
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(options.CertificateAuthorityFile!);
            X509Certificate2Collection own = options.CertificateFile == null ? [] : [Own(options)];
            return builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithCertificateValidationHandler(e => Trusts(e, authorities));
                if (own.Count > 0)
                    tls.WithClientCertificates(own);
            });
        }
        catch (CryptographicException e)
        {
            throw new MqttException(
                $"A file for TLS cannot be used ({e.Message}): check {options.CertificateAuthorityFile}, "
                    + $"{options.CertificateFile} and {options.PrivateKeyFile}.",
                e
            );
        }
    }

    private static X509Certificate2 Own(MqttOptions options)
    {
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(
            options.CertificateFile!,
            options.PrivateKeyFile
        );
        // Windows shows only keys that it keeps itself to a TLS peer; the detour gives it one.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Only the given authorities count, not those of the machine; the name must fit all the same.</summary>
    private static bool Trusts(
        MqttClientCertificateValidationEventArgs shown,
        X509Certificate2Collection authorities
    )
    {
        if (
            shown.Certificate == null
            || (shown.SslPolicyErrors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None
        )
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var certificate = new X509Certificate2(shown.Certificate);
        return chain.Build(certificate);
    }
}
