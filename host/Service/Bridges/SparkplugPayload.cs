using Google.Protobuf;

namespace EdgeTester.Service.Bridges;

/// <summary>
/// Payloads of Sparkplug B (sparkplug_b.proto of the Eclipse Sparkplug specification 3.0), as far as an edge node needs them, written and
/// read by protobuf's own coder without generated classes.
/// </summary>
public static class SparkplugPayload
{
    private const int TypeInt64 = 4;
    private const int TypeDouble = 10;
    private const int TypeBoolean = 11;
    private const int TypeString = 12;

    /// <summary>The name of the metric by which a host application asks for everything again.</summary>
    public const string Rebirth = "Node Control/Rebirth";

    /// <summary>Writes a payload.</summary>
    /// <param name="milliseconds">When, in milliseconds since 1970; null = left out, as a will must.</param>
    /// <param name="sequence">0 to 255; null = left out, as in a death certificate of the node.</param>
    /// <param name="metrics">Names with a double, long, bool, string or null (a double that is not known).</param>
    public static byte[] Write(
        long? milliseconds,
        int? sequence,
        IEnumerable<KeyValuePair<string, object?>> metrics
    )
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            if (milliseconds is { } time)
            {
                output.WriteTag(1, WireFormat.WireType.Varint);
                output.WriteUInt64((ulong)time);
            }
            foreach (var (name, value) in metrics)
            {
                output.WriteTag(2, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Metric(name, value, milliseconds)));
            }
            if (sequence is { } number)
            {
                output.WriteTag(3, WireFormat.WireType.Varint);
                output.WriteUInt64((ulong)number);
            }
        }
        return stream.ToArray();
    }

    /// <summary>Whether a command asks for everything again; false for whatever cannot be read.</summary>
    public static bool AsksForRebirth(byte[] payload)
    {
        try
        {
            var input = new CodedInputStream(payload);
            while (input.ReadTag() is var tag and not 0)
            {
                if (WireFormat.GetTagFieldNumber(tag) != 2)
                    input.SkipLastField();
                else if (IsRebirth(input.ReadBytes().ToByteArray()))
                    return true;
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Not a payload: whoever sent it gets no answer.
        }
        return false;
    }

    private static bool IsRebirth(byte[] metric)
    {
        var input = new CodedInputStream(metric);
        var name = "";
        var value = false;
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    name = input.ReadString();
                    break;
                case 14:
                    value = input.ReadBool();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        return value && name == Rebirth;
    }

    private static byte[] Metric(string name, object? value, long? milliseconds)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(name);
            if (milliseconds is { } time)
            {
                output.WriteTag(3, WireFormat.WireType.Varint);
                output.WriteUInt64((ulong)time);
            }
            output.WriteTag(4, WireFormat.WireType.Varint);
            output.WriteUInt32(
                value switch
                {
                    long => TypeInt64,
                    bool => TypeBoolean,
                    string => TypeString,
                    _ => TypeDouble,
                }
            );
            switch (value)
            {
                case long number:
                    output.WriteTag(11, WireFormat.WireType.Varint);
                    output.WriteUInt64((ulong)number);
                    break;
                case double real:
                    output.WriteTag(13, WireFormat.WireType.Fixed64);
                    output.WriteDouble(real);
                    break;
                case bool truth:
                    output.WriteTag(14, WireFormat.WireType.Varint);
                    output.WriteBool(truth);
                    break;
                case string text:
                    output.WriteTag(15, WireFormat.WireType.LengthDelimited);
                    output.WriteString(text);
                    break;
                default:
                    output.WriteTag(7, WireFormat.WireType.Varint);
                    output.WriteBool(true);
                    break;
            }
        }
        return stream.ToArray();
    }
}
