namespace EdgeTester.Mqtt;

/// <summary>The broker cannot be reached, refused, or went away; the message says what to do next.</summary>
public sealed class MqttException(string message, Exception? inner = null) : Exception(message, inner);
