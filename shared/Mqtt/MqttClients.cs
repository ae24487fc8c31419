using EdgeTester.Mqtt.Mosquitto;

namespace EdgeTester.Mqtt;

/// <summary>The one place that decides which library stands behind <see cref="IMqttClient"/>.</summary>
public static class MqttClients
{
    /// <summary>Makes a client that is not yet connected.</summary>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public static IMqttClient Create(MqttOptions options)
    {
        return new MosquittoClient(options, TimeProvider.System, Random.Shared);
    }
}
