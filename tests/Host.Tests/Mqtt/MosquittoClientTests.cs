using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>The contract on the adapter over libmosquitto.</summary>
public sealed class MosquittoClientTests : MqttClientContract
{
    protected override IMqttClient Create(MqttOptions options)
    {
        return MqttClients.Create(options);
    }
}
