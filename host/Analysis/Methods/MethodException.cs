namespace EdgeTester.Analysis.Methods;

/// <summary>The records do not hold what a method needs; the message says what is missing and what to do.</summary>
public sealed class MethodException(string message) : Exception(message);
