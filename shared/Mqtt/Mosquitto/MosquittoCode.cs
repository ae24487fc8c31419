using System.Runtime.InteropServices;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>Numbers that libmosquitto returns and takes, and what to tell people about them.</summary>
internal static class MosquittoCode
{
    /// <summary>MOSQ_ERR_SUCCESS.</summary>
    public const int Success = 0;

    /// <summary>MOSQ_ERR_NO_CONN.</summary>
    public const int NoConnection = 4;

    /// <summary>MOSQ_ERR_TLS.</summary>
    public const int TlsFailed = 8;

    /// <summary>MOSQ_ERR_ERRNO: the operating system has the reason.</summary>
    public const int OperatingSystem = 14;

    /// <summary>MOSQ_ERR_EAI: the name of the host cannot be resolved.</summary>
    public const int NameNotFound = 15;

    /// <summary>MOSQ_OPT_SEND_MAXIMUM.</summary>
    public const int OptionSendMaximum = 5;

    /// <summary>MOSQ_OPT_TCP_NODELAY.</summary>
    public const int OptionTcpNoDelay = 11;

    /// <summary>What a SUBACK says of a filter that is not allowed.</summary>
    public const int SubscriptionDenied = 128;

    /// <summary>The library's own words.</summary>
    public static unsafe string Describe(int code)
    {
        string text = Marshal.PtrToStringUTF8((nint)MosquittoLibrary.mosquitto_strerror(code)) ?? "";
        return text.TrimEnd('.', '\n');
    }

    /// <summary>Why no connection came about, with what to do next.</summary>
    public static MqttException Unreachable(MqttOptions options, int code)
    {
        // The library's own words are of little use here: what the system said is lost by the time it returns.
        string why = code switch
        {
            Success => "it took too long",
            OperatingSystem => "the connection was refused",
            NameNotFound => "the name is not known",
            TlsFailed => "the TLS handshake failed: certificates or authority do not fit",
            _ => "the connection broke before the broker's answer",
        };
        return MqttFailure.Unreachable(options, why);
    }
}
