using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;

namespace EdgeTester.Mqtt.MqttNet;

/// <summary>How an attempt to connect ended.</summary>
/// <param name="Failure">What to tell people; null when the broker accepted.</param>
/// <param name="IsWorthWaiting">Whether trying again later can help.</param>
internal readonly record struct MqttConnectOutcome(MqttException? Failure, bool IsWorthWaiting)
{
    /// <summary>From the broker's answer. MQTTnet gives version 5's codes for those of 3.1.1 too.</summary>
    public static MqttConnectOutcome Of(MqttOptions options, MqttClientConnectResultCode code)
    {
        int returned = code switch
        {
            MqttClientConnectResultCode.Success => 0,
            MqttClientConnectResultCode.UnsupportedProtocolVersion => 1,
            MqttClientConnectResultCode.ClientIdentifierNotValid => 2,
            MqttClientConnectResultCode.ServerUnavailable or MqttClientConnectResultCode.ServerBusy => 3,
            MqttClientConnectResultCode.BadUserNameOrPassword => 4,
            MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.Banned => 5,
            _ => (int)code,
        };
        return returned == 0
            ? default
            : new MqttConnectOutcome(
                MqttFailure.Refused(options, returned),
                MqttFailure.IsWorthWaiting(returned)
            );
    }

    /// <summary>From what stopped the attempt.</summary>
    public static MqttConnectOutcome Of(MqttOptions options, Exception exception)
    {
        string why = "the connection broke before the broker's answer";
        for (Exception? e = exception; e != null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
                why = "the connection was refused";
            else if (e is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData })
                why = "the name is not known";
            else if (e is SocketException { SocketErrorCode: SocketError.TryAgain })
                why = "the name is not known just now";
            else if (e is AuthenticationException)
                why = "the TLS handshake failed: certificates or authority do not fit";
            else if (e is OperationCanceledException or TimeoutException && e.InnerException == null)
                why = "it took too long";
        }
        return new MqttConnectOutcome(MqttFailure.Unreachable(options, why), true);
    }
}
