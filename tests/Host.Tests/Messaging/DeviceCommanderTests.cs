using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Messaging;

public sealed class DeviceCommanderTests
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_command_is_sent_until_it_is_answered_with_the_same_number()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using DeviceCommander commander = await StartAsync(broker);
        var heard = new List<ulong>();
        await using IMqttClient device = await DeviceAsync(
            broker,
            (command, answer) =>
            {
                heard.Add(command.Id);
                if (heard.Count >= 3)
                    answer(command.Id, CommandResult.Busy, "another run");
            }
        );

        CommandOutcome outcome = await commander.SendAsync(
            "dev1",
            new Command { Verb = CommandVerb.Start, Payload = [1, 2, 3] },
            TimeSpan.FromSeconds(60),
            default
        );

        Assert.Equal(new CommandOutcome(CommandResult.Busy, "another run"), outcome);
        Assert.True(outcome.IsAnswered);
        Assert.False(outcome.IsDone);
        Assert.True(heard.Count >= 3, "it was not repeated");
        Assert.Single(heard.Distinct());
        Assert.NotEqual(0ul, heard[0]);
    }

    [Fact]
    public async Task Answers_find_their_commands_when_many_are_on_the_way()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using DeviceCommander commander = await StartAsync(broker);
        await using IMqttClient device = await DeviceAsync(
            broker,
            (command, answer) => answer(command.Id, CommandResult.Accepted, "channel " + command.Channel)
        );
        CommandOutcome[] outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(k =>
                    commander.SendAsync(
                        "dev1",
                        new Command { Verb = CommandVerb.Stop, Channel = (byte)k },
                        TimeSpan.FromSeconds(60),
                        default
                    )
                )
        );
        Assert.Equal(Enumerable.Range(0, 100).Select(k => "channel " + k), outcomes.Select(o => o.Text));
    }

    [Fact]
    public async Task Silence_is_said_with_what_to_do()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using DeviceCommander commander = await StartAsync(broker);
        CommandOutcome silent = await SendAsync(commander);
        Assert.Equal(CommandResult.None, silent.Result);
        Assert.Contains("dev1 did not answer", silent.Text);

        broker.Process.Kill();
        // The first orders after the end may still be on their way when the client notices it.
        CommandOutcome unsent = silent;
        for (int k = 0; k < 100 && !unsent.Text.Contains("no connection", StringComparison.Ordinal); k++)
        {
            unsent = await SendAsync(commander);
            Assert.False(unsent.IsAnswered);
        }
        Assert.Contains("no connection to the MQTT broker", unsent.Text);
    }

    [Fact]
    public async Task An_answer_of_another_device_or_a_malformed_one_does_not_count()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using DeviceCommander commander = await StartAsync(broker);
        await using IMqttClient device = await DeviceAsync(
            broker,
            (command, answer) => answer(command.Id, CommandResult.Accepted, "not mine"),
            answerAs: "dev2"
        );
        Assert.False((await SendAsync(commander)).IsAnswered);
        await device.PublishAsync(Topics.Acknowledgements("dev1"), new byte[40], true, false, default);
        await device.PublishAsync(Topics.Acknowledgements("dev1"), new byte[100_000], true, false, default);
        Assert.False((await SendAsync(commander)).IsAnswered);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_at_once()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using DeviceCommander commander = await StartAsync(broker);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            commander.SendAsync("a/b", new Command(), TimeSpan.FromSeconds(1), default)
        );
        var large = new Command { Verb = CommandVerb.Start, Payload = new byte[100_000] };
        await Assert.ThrowsAsync<ArgumentException>(() =>
            commander.SendAsync("dev1", large, TimeSpan.FromSeconds(1), default)
        );
    }

    private static Task<CommandOutcome> SendAsync(DeviceCommander commander)
    {
        return commander.SendAsync(
            "dev1",
            new Command { Verb = CommandVerb.Describe },
            TimeSpan.FromMilliseconds(200),
            default
        );
    }

    private static async Task<DeviceCommander> StartAsync(TestBroker broker)
    {
        var commander = new DeviceCommander(MqttClients.Create(broker.Options()), TimeProvider.System, Retry);
        await commander.StartAsync(false, default);
        return commander;
    }

    private static async Task<IMqttClient> DeviceAsync(
        TestBroker broker,
        Action<Command, Action<ulong, CommandResult, string>> react,
        string answerAs = "dev1"
    )
    {
        IMqttClient client = MqttClients.Create(broker.Options());
        client.MessageReceived = message =>
        {
            var command = new Command();
            byte[] bytes = message.Payload;
            FrameError error = command.TryDecode(bytes, 0, bytes.Length, new FrameHeader(), new ByteReader());
            Assert.Equal(FrameError.None, error);
            react(
                command,
                (id, result, text) =>
                {
                    var answer = new CommandAcknowledgement
                    {
                        Id = id,
                        Result = result,
                        Text = text,
                    };
                    byte[] buffer = new byte[CommandAcknowledgement.LargestSize];
                    int length = answer.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
                    client.TryPublish(
                        Topics.Acknowledgements(answerAs),
                        buffer.AsSpan(0, length),
                        true,
                        false
                    );
                }
            );
        };
        await client.StartAsync(false, default);
        await client.SubscribeAsync(Topics.Commands("dev1"), default);
        return client;
    }
}
