namespace EdgeTester.Storage;

/// <summary>How often messages of a device were not taken in.</summary>
/// <param name="Device">Serial in the topic; empty where there is none.</param>
/// <param name="Reason">One word.</param>
/// <param name="Count">How often, since the store was made.</param>
public sealed record QuarantineCount(string Device, string Reason, long Count);
