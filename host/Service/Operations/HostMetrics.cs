using EdgeTester.Messaging;
using EdgeTester.Service.Alarms;
using EdgeTester.Service.Analyses;
using EdgeTester.Service.Live;

namespace EdgeTester.Service.Operations;

/// <summary>Every metric of a host, one line each.</summary>
internal static class HostMetrics
{
    /// <summary>Makes the list.</summary>
    public static IReadOnlyList<Metric> Of(
        Func<IngestCounters?> counters,
        Func<bool> isBrokerConnected,
        ChannelBoard board,
        AnalysisQueue analyses,
        AlarmBoard alarms,
        AlarmOutlets outlets,
        Func<long?> freeBytes,
        Func<double> uptimeSeconds
    )
    {
        Metric Count(string name, string help, Func<IngestCounters, double> read) =>
            new(name, help, () => counters() is { } now ? [new MetricValue(read(now), [])] : []);
        return
        [
            Count("messages_total", "MQTT messages that came", c => c.Messages),
            Count("payload_bytes_total", "Bytes of their payloads", c => c.Bytes),
            Count("frames_stored_total", "Frames that were made durable", c => c.Stored),
            Count("records_stored_total", "Records in them", c => c.Records),
            Count("frames_duplicate_total", "Frames that had been durable before", c => c.Duplicates),
            Count("messages_quarantined_total", "Messages that were put aside", c => c.Quarantined),
            Count(
                "messages_dropped_total",
                "Messages dropped because too many waited; devices send them again",
                c => c.Dropped
            ),
            Count(
                "frames_refused_total",
                "Frames that the store refused; devices send them again",
                c => c.Refused
            ),
            Count("acknowledgements_total", "Acknowledgements sent", c => c.Acknowledgements),
            Count("replay_requests_total", "Requests for missing records sent", c => c.ReplayRequests),
            Count("messages_waiting", "Messages that wait to be decoded", c => c.Waiting),
            Metric.Of(
                "broker_connected",
                "1 while the MQTT broker is connected",
                () => isBrokerConnected() ? 1 : 0
            ),
            new(
                "channels",
                "Channels by state",
                () =>
                    board
                        .All()
                        .GroupBy(c => c.State)
                        .Select(g => new MetricValue(g.Count(), [new("state", g.Key)]))
            ),
            Metric.Of(
                "testers_online",
                "Testers that are connected",
                () => board.All().Where(c => c.Online).Select(c => c.Device).Distinct().Count()
            ),
            new(
                "records_missing",
                "Records of the present run below the highest stored one that are not there, where any are missing",
                () =>
                    board
                        .All()
                        .Where(c => c.Missing > 0)
                        .Select(c => new MetricValue(
                            c.Missing,
                            [
                                new("tester", c.Device),
                                new(
                                    "channel",
                                    c.Channel.ToString(System.Globalization.CultureInfo.InvariantCulture)
                                ),
                            ]
                        ))
            ),
            Metric.Of("analyses_total", "Spectra that were analysed", () => analyses.Made),
            Metric.Of("alarms_standing", "Alarms that stand", () => alarms.StandingCount),
            Metric.Of("alarm_messages_sent_total", "Alarms told to webhooks and by mail", () => outlets.Sent),
            Metric.Of("alarm_messages_failed_total", "Alarms that could not be told", () => outlets.Failed),
            new(
                "store_free_bytes",
                "Free space on the disk of the store",
                () => freeBytes() is { } free ? [new MetricValue(free, [])] : []
            ),
            Metric.Of(
                "process_memory_bytes",
                "Memory of the process that is in use",
                () => Environment.WorkingSet
            ),
            Metric.Of("heap_bytes", "Managed heap", () => GC.GetTotalMemory(false)),
            Metric.Of("uptime_seconds", "Since the host began", uptimeSeconds),
        ];
    }
}
