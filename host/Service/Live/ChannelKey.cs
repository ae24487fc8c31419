namespace EdgeTester.Service.Live;

/// <summary>Names one channel of one device.</summary>
/// <param name="Device">Serial of the device.</param>
/// <param name="Channel">Channel from 0.</param>
internal readonly record struct ChannelKey(string Device, byte Channel);
