#if USE_MQTTNET
using EdgeTester.Mqtt.MqttNet;
#else
using EdgeTester.Mqtt.Mosquitto;
#endif

namespace EdgeTester.Mqtt;

/// <summary>
/// The one place that decides which library stands behind <see cref="IMqttClient"/>: MQTTnet where the build was told
/// <c>-p:UseMqttNet=true</c>, libmosquitto otherwise.
/// </summary>
public static class MqttClients
{
    /// <summary>Makes a client that is not yet connected.</summary>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public static IMqttClient Create(MqttOptions options)
    {
#if USE_MQTTNET
        return new MqttNetClient(options, TimeProvider.System, Random.Shared);
#else
        return new MosquittoClient(options, TimeProvider.System, Random.Shared);
#endif
    }
}
