using EdgeTester.Mqtt;
using EdgeTester.Mqtt.Mosquitto;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>The contract on the adapter over libmosquitto.</summary>
public sealed class MosquittoClientTests : MqttClientContract
{
    protected override IMqttClient Create(MqttOptions options)
    {
        return new MosquittoClient(options, TimeProvider.System, Random.Shared);
    }
}
