using EdgeTester.Analysis.Methods;

namespace EdgeTester.Report.Model;

/// <summary>A method's place in a report.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Reason">Why this method, in words.</param>
/// <param name="Result">What it found; null where it found nothing.</param>
/// <param name="Error">Why it found nothing; null where it did.</param>
public sealed record MethodSection(string Title, string Reason, MethodResult? Result, string? Error);
