using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Stops waiting for what a device no longer has.</summary>
internal static class LossWriter
{
    public static ChannelProgress? Declare(
        WriteSession session,
        string device,
        RunId run,
        byte channel,
        long nextSequence
    )
    {
        StreamState? stream = session.Find(run, channel);
        if (stream == null || stream.Device != device)
            return null;
        if (nextSequence > stream.Next && nextSequence - stream.Next <= session.Options.MaximumLead)
        {
            stream.Skip(nextSequence);
            session.Touch(stream);
        }
        return stream.Report();
    }
}
