namespace EdgeTester.Analysis.Records;

/// <summary>A record that cannot be used; the message names the row.</summary>
public sealed class RecordException(string message) : Exception(message);
