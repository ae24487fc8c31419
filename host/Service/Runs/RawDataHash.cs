using System.Security.Cryptography;
using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>
/// SHA-256 over the raw data of a run: every stored record as its frame (shared/Contracts/README.md), sample blocks first, then impedance
/// points, then events, each in the order of its sequence. The codecs write one form only, so the hash is that of the frames as the tester
/// sent them, and anybody with the records can work it out again.
/// </summary>
public static class RawDataHash
{
    /// <summary>The hash of one channel of a run, lower-case hexadecimal.</summary>
    public static string Of(IRunStore store, RunId run, byte channel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Frame.MaximumSize];
        var header = new FrameHeader();
        var writer = new ByteWriter();
        foreach (var block in store.ReadBlocks(run, channel))
            hash.AppendData(buffer, 0, SampleBlockCodec.Encode(block, buffer, 0, header, writer));
        foreach (var summary in store.ListSpectra(run, channel).OrderBy(one => one.Spectrum))
        foreach (var point in store.ReadSpectrum(run, channel, summary.Spectrum).OrderBy(one => one.Sequence))
            hash.AppendData(buffer, 0, ImpedancePointCodec.Encode(point, buffer, 0, header, writer));
        foreach (var happened in store.ReadEvents(run, channel))
            hash.AppendData(buffer, 0, RunEventCodec.Encode(happened, buffer, 0, header, writer));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
