using EdgeTester.Mqtt;
using EdgeTester.Mqtt.MqttNet;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>The contract on the adapter over MQTTnet; part of the build with -p:UseMqttNet=true.</summary>
public sealed class MqttNetClientTests : MqttClientContract
{
    protected override IMqttClient Create(MqttOptions options)
    {
        return new MqttNetClient(options, TimeProvider.System, Random.Shared);
    }
}
