namespace EdgeTester.Mqtt;

/// <summary>The words of an <see cref="MqttException"/>: the same whatever library found out.</summary>
public static class MqttFailure
{
    /// <summary>Nobody answers at the address.</summary>
    /// <param name="options">Where it was tried.</param>
    /// <param name="why">What the system said, as half a sentence.</param>
    public static MqttException Unreachable(MqttOptions options, string why)
    {
        return new MqttException(
            $"No MQTT broker answers at {options.Host}:{options.Port} ({why}). "
                + "Check the address and that the broker runs and may be reached from here."
        );
    }

    /// <summary>A CONNACK with a code other than 0 (MQTT 3.1.1, table 3.1).</summary>
    /// <param name="options">Who asked whom.</param>
    /// <param name="code">The return code.</param>
    public static MqttException Refused(MqttOptions options, int code)
    {
        string why = code switch
        {
            1 => "it does not speak MQTT 3.1.1; use a broker that does",
            2 => $"it does not accept the client identity \"{options.ClientId}\"; choose another",
            3 => "it is not ready; try again later",
            4 => "user name or password is wrong; check both",
            5 => "this user is not allowed to connect; give a user and password, or a certificate, that is",
            _ => "it gave the unknown reason " + code,
        };
        return new MqttException($"The MQTT broker at {options.Host}:{options.Port} refused: {why}.");
    }

    /// <summary>Whether waiting can heal a refusal with this return code.</summary>
    public static bool IsWorthWaiting(int refusal)
    {
        return refusal == 3;
    }

    /// <summary>Something was asked while there is no connection.</summary>
    public static MqttException NotConnected(MqttOptions options)
    {
        return new MqttException(
            $"There is no connection to the MQTT broker at {options.Host}:{options.Port} just now; try again when it is back."
        );
    }

    /// <summary>The connection ended while a publication was under way.</summary>
    public static MqttException BrokenOnTheWay()
    {
        return new MqttException("The connection broke before the broker's acknowledgement; publish again.");
    }

    /// <summary>The broker said no to a subscription.</summary>
    public static MqttException SubscriptionDenied(string filter)
    {
        return new MqttException(
            $"The broker does not allow a subscription to \"{filter}\"; check its rights."
        );
    }

    /// <summary>The client was ended before its first connection.</summary>
    public static MqttException DisposedEarly()
    {
        return new MqttException("The client was disposed before it was connected.");
    }
}
