using System.Globalization;
using EdgeTester.Contracts;

namespace EdgeTester.Messaging;

/// <summary>What a device says on a topic.</summary>
public enum UpTopicKind : byte
{
    /// <summary>Its description.</summary>
    Birth,

    /// <summary>Whether it is connected.</summary>
    State,

    /// <summary>Journaled frames of a channel.</summary>
    Records,

    /// <summary>The present state of a channel.</summary>
    Live,

    /// <summary>Answers to commands.</summary>
    Acknowledgement,
}

/// <summary>A topic below cell/SERIAL/up in its parts.</summary>
/// <param name="Serial">The device.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Channel">Channel from 0, where the topic has one.</param>
public readonly record struct UpTopic(string Serial, UpTopicKind Kind, byte Channel)
{
    /// <summary>Takes a topic apart; false where it is none of ours.</summary>
    public static bool TryParse(string topic, out UpTopic parts)
    {
        parts = default;
        string[] levels = topic.Split('/');
        if (levels.Length is < 4 or > 5 || levels[0] != Topics.Root || levels[2] != "up")
            return false;
        if (!Topics.IsSerial(levels[1]))
            return false;
        if (levels.Length == 4)
        {
            UpTopicKind? kind = levels[3] switch
            {
                "birth" => UpTopicKind.Birth,
                "state" => UpTopicKind.State,
                "ack" => UpTopicKind.Acknowledgement,
                _ => null,
            };
            parts = new UpTopic(levels[1], kind.GetValueOrDefault(), 0);
            return kind != null;
        }
        UpTopicKind? ofChannel = levels[4] switch
        {
            "records" => UpTopicKind.Records,
            "live" => UpTopicKind.Live,
            _ => null,
        };
        bool isNumber = byte.TryParse(
            levels[3],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out byte channel
        );
        // "007" is channel 7 nowhere else.
        bool isPlain = isNumber && (levels[3].Length == 1 || levels[3][0] != '0');
        parts = new UpTopic(levels[1], ofChannel.GetValueOrDefault(), channel);
        return ofChannel != null && isPlain;
    }
}
