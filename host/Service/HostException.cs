namespace EdgeTester.Service;

/// <summary>The host cannot start; the message says why and what to do.</summary>
public sealed class HostException(string message, Exception? inner = null) : Exception(message, inner);
