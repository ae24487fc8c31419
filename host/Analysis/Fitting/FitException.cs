namespace EdgeTester.Analysis.Fitting;

/// <summary>A fit that cannot be made: too few points, contradicting constraints, missing uncertainties.</summary>
public sealed class FitException(string message) : Exception(message);
