namespace EdgeTester.Plans;

/// <summary>A template that cannot be filled; the message says what is missing or does not fit.</summary>
public sealed class TemplateException(string message) : Exception(message);
