namespace EdgeTester.Messaging.Identities;

/// <summary>A certificate cannot be made, read or revoked; the message says what to do.</summary>
public sealed class IdentityException(string message, Exception? inner = null) : Exception(message, inner);
