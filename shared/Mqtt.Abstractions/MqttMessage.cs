namespace EdgeTester.Mqtt;

/// <summary>A message that came in.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes; the receiver may keep them.</param>
/// <param name="Retained">The broker kept it for us.</param>
public readonly record struct MqttMessage(string Topic, byte[] Payload, bool Retained);
