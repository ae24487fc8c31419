namespace EdgeTester.Service.Alarms;

/// <summary>What of the host itself may be an alarm.</summary>
/// <param name="FreeBytes">Free space on the disk of the store; null where the system does not say.</param>
/// <param name="IsBrokerConnected">Whether the broker is connected; true where none is wanted.</param>
/// <param name="IsStoreWell">Whether the store takes what it is given.</param>
internal sealed record HostState(Func<long?> FreeBytes, Func<bool> IsBrokerConnected, Func<bool> IsStoreWell);
