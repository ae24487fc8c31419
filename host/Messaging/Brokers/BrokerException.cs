namespace EdgeTester.Messaging;

/// <summary>The broker cannot be started or does not run any more; the message says what to do next.</summary>
public sealed class BrokerException(string message, Exception? inner = null) : Exception(message, inner);
