using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeTester.Formats;

/// <summary>The side car of a Battery Data Format file: what was measured and what the columns mean.</summary>
public sealed partial record BdfMetadata
{
    /// <summary>Version of the ontology that the columns are from.</summary>
    public const string Ontology = "1.3.0";

    /// <summary>Who measured.</summary>
    public required string Institution { get; init; }

    /// <summary>Name of the cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Start of the test.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>What is wired to the + terminal; current into it is positive.</summary>
    public string PositiveElectrode { get; init; } = "";

    /// <summary>Further statements, each a text: electrolyte, area, plan, calibration, software, hash of the raw data...</summary>
    public IReadOnlyDictionary<string, string> Further { get; init; } = new Dictionary<string, string>();

    /// <summary>The file's name by the rule of the format: Institution__Cell__YYYYMMDD_XXX.bdf.csv.</summary>
    /// <param name="number">Number of the file on that day, 0 to 999.</param>
    public string FileName(int number = 0) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Word(Institution)}__{Word(Cell)}__{Start.UtcDateTime:yyyyMMdd}_{Math.Clamp(number, 0, 999):000}.bdf.csv"
        );

    /// <summary>The name of the side car of a file.</summary>
    public static string SideCar(string fileName) =>
        (fileName.EndsWith(".csv", StringComparison.Ordinal) ? fileName[..^4] : fileName) + ".metadata.json";

    /// <summary>The side car's text.</summary>
    public string Write(IReadOnlyList<BdfColumn> columns)
    {
        using var memory = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(memory, options))
        {
            json.WriteStartObject();
            json.WriteString("format", "Battery Data Format");
            json.WriteString("ontology", Ontology);
            json.WriteString("institution", Institution);
            json.WriteString("cell", Cell);
            json.WriteString("start", Start.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("positive_electrode", PositiveElectrode);
            json.WriteString("sign_of_current", "positive into the positive terminal (charging)");
            json.WriteString("sign_of_imaginary_impedance", "negative for capacitive");
            foreach (var (name, value) in Further.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("label", column.Label);
                json.WriteString("name", column.Name);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static string Word(string text)
    {
        var word = NotInName().Replace(text.Trim(), "-").Trim('-', '_');
        return word.Length > 0 ? word : "unknown";
    }

    [GeneratedRegex(@"[^A-Za-z0-9.\-]+")]
    private static partial Regex NotInName();
}
