namespace EdgeTester.Analysis;

/// <summary>Impedance data that cannot be used; the message says which point and why.</summary>
public sealed class SpectrumException(string message) : Exception(message);
