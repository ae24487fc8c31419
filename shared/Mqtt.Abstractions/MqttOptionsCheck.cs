namespace EdgeTester.Mqtt;

/// <summary>Refuses options that no broker can be asked with.</summary>
public static class MqttOptionsCheck
{
    /// <summary>Checks the numbers and what belongs together.</summary>
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

    /// <summary>Sees to it that the files for TLS are there.</summary>
    /// <exception cref="MqttException">The message names the file.</exception>
    public static void DemandFiles(MqttOptions options)
    {
        DemandFile(options.CertificateAuthorityFile, "certificate authority");
        DemandFile(options.CertificateFile, "certificate");
        DemandFile(options.PrivateKeyFile, "private key");
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
}
