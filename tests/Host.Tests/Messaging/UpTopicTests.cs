using EdgeTester.Contracts;
using EdgeTester.Messaging;

namespace EdgeTester.Host.Tests.Messaging;

public sealed class UpTopicTests
{
    [Fact]
    public void Every_topic_of_a_device_is_taken_apart()
    {
        AssertParts(Topics.Birth("dev-1"), UpTopicKind.Birth, 0);
        AssertParts(Topics.State("dev-1"), UpTopicKind.State, 0);
        AssertParts(Topics.Acknowledgements("dev-1"), UpTopicKind.Acknowledgement, 0);
        AssertParts(Topics.Records("dev-1", 255), UpTopicKind.Records, 255);
        AssertParts(Topics.Live("dev-1", 0), UpTopicKind.Live, 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cell")]
    [InlineData("cell/dev/up")]
    [InlineData("cell/dev/down/command")]
    [InlineData("cell//up/birth")]
    [InlineData("cell/d ev/up/birth")]
    [InlineData("CELL/dev/up/birth")]
    [InlineData("cell/dev/up/256/records")]
    [InlineData("cell/dev/up/-1/records")]
    [InlineData("cell/dev/up/01/records")]
    [InlineData("cell/dev/up/+1/records")]
    [InlineData("cell/dev/up/1/birth")]
    [InlineData("cell/dev/up/records")]
    [InlineData("cell/dev/up/1/records/")]
    [InlineData("cell/0123456789012345678901234567890123/up/birth")]
    public void Anything_else_is_refused(string topic)
    {
        Assert.False(UpTopic.TryParse(topic, out _));
    }

    private static void AssertParts(string topic, UpTopicKind kind, byte channel)
    {
        Assert.True(UpTopic.TryParse(topic, out UpTopic parts));
        Assert.Equal(new UpTopic("dev-1", kind, channel), parts);
    }
}
