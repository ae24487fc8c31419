using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeTester.Plans;

/// <summary>Reads JSON strictly into a tree with positions: no comments, no trailing commas, no second value.</summary>
internal static class JsonTree
{
    private const int MaximumDepth = 32;

    /// <summary>The largest file in bytes: a plan of 256 steps has some ten thousand.</summary>
    public const int MaximumSize = 1 << 20;

    /// <summary>The tree, or null where the text is not JSON; then there is one mistake more.</summary>
    public static PlanNode? Read(ReadOnlySpan<byte> utf8, MistakeList mistakes)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[3..];
        if (utf8.Length > MaximumSize)
        {
            mistakes.Add(
                new TextPosition(1, 1),
                "",
                $"the file has {utf8.Length} bytes; a plan may have {MaximumSize}"
            );
            return null;
        }
        var map = new LineMap(utf8);
        if (!Utf8.IsValid(utf8))
        {
            mistakes.Add(map.At(FirstInvalid(utf8)), "", "this is not UTF-8 text: save the file as UTF-8");
            return null;
        }
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            return ReadDocument(ref reader, map);
        }
        catch (JsonException e)
        {
            var place = map.At(map.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0));
            mistakes.Add(place, "", "this is not JSON: " + Reason(utf8, e));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader's word for half of a surrogate pair in an escape such as "\uD800".
            mistakes.Add(map.At(reader.TokenStartIndex), "", "this text has an escape that is no character");
            return null;
        }
    }

    private static PlanNode ReadDocument(ref Utf8JsonReader reader, LineMap map)
    {
        reader.Read();
        var root = ReadValue(ref reader, map);
        // Anything but space after the value makes the reader throw.
        reader.Read();
        return root;
    }

    private static PlanNode ReadValue(ref Utf8JsonReader reader, LineMap map)
    {
        var position = map.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var structure = new PlanNode(JsonKind.Object, position);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var at = map.At(reader.TokenStartIndex);
                    var name = reader.GetString() ?? "";
                    reader.Read();
                    structure.Members.Add(new PlanMember(name, at, ReadValue(ref reader, map)));
                }
                return structure;
            case JsonTokenType.StartArray:
                var list = new PlanNode(JsonKind.Array, position);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Items.Add(ReadValue(ref reader, map));
                return list;
            case JsonTokenType.Number:
                var written = Encoding.UTF8.GetString(reader.ValueSpan);
                var number = reader.TryGetDouble(out var value) ? value : double.PositiveInfinity;
                return new PlanNode(JsonKind.Number, position) { Text = written, Number = number };
            case JsonTokenType.String:
                return new PlanNode(JsonKind.Text, position) { Text = reader.GetString() ?? "" };
            case JsonTokenType.True:
                return new PlanNode(JsonKind.True, position);
            case JsonTokenType.False:
                return new PlanNode(JsonKind.False, position);
            default:
                return new PlanNode(JsonKind.Null, position);
        }
    }

    private static string Reason(ReadOnlySpan<byte> utf8, JsonException e)
    {
        if (utf8.TrimStart(" \t\r\n"u8).IsEmpty)
            return "the file is empty";
        // The reader appends the place in its own words, counted from 0; ours stands before the message.
        var message = e.Message;
        var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (cut > 0 ? message[..cut] : message).ReplaceLineEndings(" ");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        while (
            Rune.DecodeFromUtf8(utf8[offset..], out _, out var used) == System.Buffers.OperationStatus.Done
        )
            offset += used;
        return offset;
    }
}
