using EdgeTester.Messaging;
using EdgeTester.Service.Alarms;
using EdgeTester.Service.Analyses;

namespace EdgeTester.Service.Live;

/// <summary>Carries what the ingest tells to the board, to the pages and to the analyses.</summary>
internal sealed class NoticePump(
    Ingest ingest,
    ChannelBoard board,
    StreamHub hub,
    AnalysisQueue analyses,
    AlarmWatch alarms,
    Action<string> log
)
{
    private const int Capacity = 20_000;

    /// <summary>Runs until the ingest ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var subscription = ingest.Subscribe(Capacity);
        long missed = 0;
        await foreach (var notice in subscription.Notices.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            Handle(notice);
            alarms.Hear(notice);
            if (subscription.Missed == missed)
                continue;
            // What was missed was only news; the store has it all and the analyses look there again.
            missed = subscription.Missed;
            analyses.Wake();
        }
    }

    private void Handle(IngestNotice notice)
    {
        switch (notice)
        {
            case LiveReceived live:
                if (board.Update(live.Device, live.Status))
                    TellRun(live.Status.Run.ToString(), live.Status.Channel);
                break;
            case DeviceStateChanged state:
                board.SetOnline(state.Device, state.Online);
                break;
            case DeviceDescribed described:
                board.Describe(described.Description, online: true);
                break;
            case BlockStored block:
                board.MarkStored(block.Block.Device, block.Block.Run, block.Block.Channel);
                break;
            case PointStored point:
                board.MarkStored(point.Device, point.Point.Run, point.Point.Channel);
                break;
            case EventStored happened:
                board.MarkStored(happened.Device, happened.Event.Run, happened.Event.Channel);
                break;
            case RunBegan began:
                TellRun(began.Event.Run.ToString(), began.Event.Channel);
                break;
            case RunEnded ended:
                TellRun(ended.Event.Run.ToString(), ended.Event.Channel);
                break;
            case SpectrumCompleted completed:
                analyses.Wake();
                hub.Tell("spectrum", SpectrumNews.Of(completed.Spectrum));
                break;
            case RecordsLost lost:
                log(
                    $"Device {lost.Device} no longer has records of run {lost.Run} below {lost.NextSequence} that are not here."
                );
                board.MarkStored(lost.Device, lost.Run, lost.Channel);
                break;
            case StoreTrouble { Trouble: { } trouble }:
                log($"The store refuses: {trouble.Message}");
                break;
            case StoreTrouble:
                log("The store takes records again.");
                break;
            case BrokerConnection { Connected: false }:
                log("The connection to the MQTT broker is lost; trying again.");
                break;
            case MessageQuarantined quarantined:
                log(
                    $"Put aside from {quarantined.Message.Device}: {quarantined.Message.Reason}, {quarantined.Message.Text}"
                );
                break;
        }
    }

    private void TellRun(string run, byte channel) => hub.Tell("run", new RunNews(run, channel));
}
