using System.Diagnostics;
using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>What a shell can do: mosquitto_sub writes every payload to a file; nothing is checked, made durable or acknowledged.</summary>
internal static class PlainPipe
{
    public static async Task MeasureAsync(TextWriter output, TimeSpan length)
    {
        const string program = "/usr/bin/mosquitto_sub";
        if (!File.Exists(program))
        {
            output.WriteLine("plain mosquitto_sub: not installed (apt-get install mosquitto-clients)");
            return;
        }
        using var folder = new TemporaryFolder();
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = folder.Path },
            default
        );
        string file = Path.Combine(folder.Path, "pipe.bin");
        var info = new ProcessStartInfo("sh");
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(
            $"exec {program} -h {broker.Host} -p {broker.Port} -q 1 -N -t 'cell/+/up/+/records' > {file}"
        );
        using Process pipe = Process.Start(info)!;
        await Task.Delay(500);
        await using IMqttClient client = MqttClients.Create(
            new MqttOptions
            {
                Host = broker.Host,
                Port = broker.Port,
                ClientId = "load",
                MaximumInFlight = 1000,
            }
        );
        await client.StartAsync(true, default);
        byte[] frame = new BlockGenerator(3).Make(new RunId(1, 1), 0, 0, 100);
        string topic = Topics.Records("load", 0);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
            if (!client.TryPublish(topic, frame, atLeastOnce: true, retain: false))
                await Task.Delay(1);
        double seconds = clock.Elapsed.TotalSeconds;
        await Task.Delay(500);
        double blocks = new FileInfo(file).Length / (double)frame.Length;
        TimeSpan used = pipe.TotalProcessorTime;
        pipe.Kill();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"plain mosquitto_sub into a file (nothing checked, durable or acknowledged): {blocks / seconds:0} blocks/s, {used.TotalMilliseconds * 1000 / blocks:0} us of processor a block"
            )
        );
    }
}
