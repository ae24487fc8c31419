using System.Numerics;
using System.Text.Json;

namespace EdgeTester.Formats;

/// <summary>PalmSens PSTrace sessions (.pssession): JSON, mostly as UTF-16; every EISDataList entry is a spectrum. ZIm is -Z''.</summary>
internal sealed class PalmSensFormat : ISpectrumFormat
{
    public string Name => "PalmSens pssession";

    public bool Recognises(DataFile file) =>
        file.Extension == ".pssession"
        || (
            !file.LooksBinary
            && file.Text.Lines.Length > 0
            && file.Text.Lines[0].StartsWith("{\"Type\":\"PalmSens.", StringComparison.Ordinal)
        );

    public SpectrumFile Read(DataFile file)
    {
        // A session ends in a second byte order mark, which is no JSON.
        var text = string.Join("\n", file.Text.Lines).Trim('\uFEFF', ' ', '\0', '\n');
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(file, json.RootElement);
        }
        catch (JsonException e)
        {
            throw new DataFileException(
                file.Name,
                (int)(e.LineNumber ?? 0) + 1,
                (int)(e.BytePositionInLine ?? 0) + 1,
                "this is not whole JSON: the file is damaged or cut"
            );
        }
        catch (InvalidOperationException)
        {
            throw file.Refuse("the session's JSON does not have the structure of PSTrace");
        }
    }

    private SpectrumFile Read(DataFile file, JsonElement root)
    {
        var assembler = new SpectrumAssembler(file);
        foreach (var measurement in Items(root, "Measurements"))
        {
            var title = Text(measurement, "Title");
            foreach (var data in Items(measurement, "EISDataList"))
                ReadSpectrum(file, data, title.Length > 0 ? title : Path.GetFileName(file.Name), assembler);
        }
        return assembler.Finish(Name);
    }

    private static void ReadSpectrum(
        DataFile file,
        JsonElement data,
        string label,
        SpectrumAssembler assembler
    )
    {
        if (!data.TryGetProperty("DataSet", out var set))
            throw file.Refuse("a spectrum of the session has no DataSet");
        var columns = new Dictionary<string, double[]>();
        foreach (var column in Items(set, "Values"))
            if (Text(column, "Description") is "Frequency" or "ZRe" or "ZIm")
                columns[Text(column, "Description")] = Items(column, "DataValues").Select(Number).ToArray();
        if (
            !columns.TryGetValue("Frequency", out var frequency)
            || !columns.TryGetValue("ZRe", out var real)
            || !columns.TryGetValue("ZIm", out var imaginary)
        )
            throw file.Refuse("a spectrum of the session lacks Frequency, ZRe or ZIm");
        if (real.Length != frequency.Length || imaginary.Length != frequency.Length)
            throw file.Refuse(
                $"a spectrum of the session has {frequency.Length} frequencies, {real.Length} ZRe and {imaginary.Length} ZIm"
            );
        assembler.Add(
            frequency.Select((f, k) => new RawPoint(f, new Complex(real[k], -imaginary[k]), 0)),
            label,
            SignPolicy.Known
        );
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString() ?? ""
            : "";

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("V", out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetDouble(out var result)
            ? result
            : double.NaN;
}
