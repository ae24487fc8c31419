using EdgeTester.Contracts;
using EdgeTester.Mqtt;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>Something that the ingest tells its listeners.</summary>
public abstract record IngestNotice;

/// <summary>A block of samples is durable.</summary>
/// <param name="Block">Its key, summary and bytes.</param>
public sealed record BlockStored(IncomingFrame Block) : IngestNotice;

/// <summary>An impedance point is durable.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Point">The point.</param>
public sealed record PointStored(string Device, ImpedancePoint Point) : IngestNotice;

/// <summary>An event is durable; every one, also those that have a notice of their own.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Event">The event.</param>
public sealed record EventStored(string Device, RunEvent Event) : IngestNotice;

/// <summary>A run began.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Event">Its first event.</param>
public sealed record RunBegan(string Device, RunEvent Event) : IngestNotice;

/// <summary>A run is over. Records before its end may still be on the way.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Event">Its last event.</param>
public sealed record RunEnded(string Device, RunEvent Event) : IngestNotice;

/// <summary>All points of a spectrum are durable.</summary>
/// <param name="Spectrum">Which.</param>
public sealed record SpectrumCompleted(SpectrumKey Spectrum) : IngestNotice;

/// <summary>A device no longer has records that are not here: the database is new or was restored while a run went on.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="NextSequence">Nothing that is missing below will ever come.</param>
public sealed record RecordsLost(string Device, RunId Run, byte Channel, long NextSequence) : IngestNotice;

/// <summary>What a channel does just now.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Status">Its state.</param>
public sealed record LiveReceived(string Device, LiveStatus Status) : IngestNotice;

/// <summary>A device came or went.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Online">Whether it is connected.</param>
public sealed record DeviceStateChanged(string Device, bool Online) : IngestNotice;

/// <summary>A device introduced itself.</summary>
/// <param name="Description">What it says of itself.</param>
public sealed record DeviceDescribed(DeviceDescription Description) : IngestNotice;

/// <summary>Messages were not taken in.</summary>
/// <param name="Message">The first of them; its count says how many.</param>
public sealed record MessageQuarantined(QuarantinedMessage Message) : IngestNotice;

/// <summary>The store refuses, or takes again.</summary>
/// <param name="Trouble">Why; null = it takes again.</param>
public sealed record StoreTrouble(StoreException? Trouble) : IngestNotice;

/// <summary>The connection to the broker came or went.</summary>
/// <param name="Connected">Whether it is there.</param>
public sealed record BrokerConnection(bool Connected) : IngestNotice;
