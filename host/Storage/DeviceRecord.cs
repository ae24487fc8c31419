namespace EdgeTester.Storage;

/// <summary>A device that has introduced itself.</summary>
/// <param name="Serial">Its name.</param>
/// <param name="Description">Its latest description frame as it came; empty where it has only said its state.</param>
/// <param name="Online">Whether it said that it is connected, and has not been reported gone since.</param>
/// <param name="FirstSeen">When the store first heard of it.</param>
/// <param name="LastSeen">When its description or state last changed.</param>
public sealed record DeviceRecord(
    string Serial,
    byte[] Description,
    bool Online,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen
);
