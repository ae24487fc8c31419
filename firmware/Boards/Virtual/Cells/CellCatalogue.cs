using System.Globalization;
using System.Text.Json;
using EdgeTester.Firmware.Virtual.Cells.Playback;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>The cells that come with the virtual board: one JSON array of cells a file, in the folder catalogue.</summary>
public static class CellCatalogue
{
    private const string Prefix = "EdgeTester.Firmware.Virtual.Cells.catalogue.";
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<IReadOnlyList<CellDefinition>> Embedded = new(ReadEmbedded);

    /// <summary>Names of all cells, in the order of the files.</summary>
    public static IReadOnlyList<string> Names => Embedded.Value.Select(cell => cell.Name).ToArray();

    /// <summary>What a catalogue file says of a cell.</summary>
    /// <exception cref="CellDefinitionException">No such cell.</exception>
    public static CellDefinition Definition(string name) =>
        Embedded.Value.FirstOrDefault(cell => cell.Name == name)
        ?? throw new CellDefinitionException(
            $"There is no cell '{name}' in the catalogue; there are: {string.Join(", ", Names)}."
        );

    /// <summary>A fresh cell. A name may end in @ and a temperature in degree Celsius: full-cell@60.</summary>
    /// <exception cref="CellDefinitionException">No such cell, or its definition is broken.</exception>
    public static CellModel Load(string name)
    {
        var (bare, celsius) = Split(name);
        return CellFactory.Build(Definition(bare), celsius);
    }

    /// <summary>
    /// A fresh cell from a file outside the catalogue: a JSON file (.json) with one cell, or a measured spectrum, whose name may end in
    /// * and a factor on every impedance: spectrum.csv*100.
    /// </summary>
    /// <exception cref="CellDefinitionException">The file cannot be read or is broken.</exception>
    public static CellModel LoadFile(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            int star = path.LastIndexOf('*');
            double scale = 1;
            if (
                star >= 0
                && !(
                    double.TryParse(path.AsSpan(star + 1), CultureInfo.InvariantCulture, out scale)
                    && double.IsFinite(scale)
                    && scale > 0
                )
            )
            {
                throw new CellDefinitionException($"{path}: a factor above zero is expected after *.");
            }
            return Playback(star >= 0 ? path[..star] : path, scale);
        }
        try
        {
            return CellFactory.Build(Parse<CellDefinition>(File.ReadAllText(path), path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CellDefinitionException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>A cell that plays a measured spectrum back.</summary>
    /// <param name="path">Lines of frequency in Hz, Z' and Z'' in ohm.</param>
    /// <param name="scale">Factor on every impedance.</param>
    /// <exception cref="CellDefinitionException">The file cannot be read or is broken.</exception>
    public static PlaybackCell Playback(string path, double scale = 1) =>
        new(MeasuredSpectrum.Read(path).Scaled(scale));

    /// <summary>The truths of a cell: the resistance of each element, their sum, and what its file adds.</summary>
    /// <exception cref="CellDefinitionException">No such cell, or its definition is broken.</exception>
    public static IReadOnlyList<CellTruth> Truths(string name) => CellTruths.Of(Definition(Split(name).Bare));

    private static (string Bare, double? Celsius) Split(string name)
    {
        int at = name.LastIndexOf('@');
        if (at < 0)
        {
            return (name, null);
        }
        return
            double.TryParse(name.AsSpan(at + 1), CultureInfo.InvariantCulture, out double celsius)
            && celsius is > -100 and < 300
            ? (name[..at], celsius)
            : throw new CellDefinitionException(
                $"{name}: a temperature of -100 to 300 degree Celsius is expected after @."
            );
    }

    /// <summary>Reads cell definitions from text.</summary>
    internal static T Parse<T>(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new CellDefinitionException($"{source}: empty.");
        }
        catch (JsonException error)
        {
            throw new CellDefinitionException($"{source}: {error.Message}", error);
        }
    }

    private static IReadOnlyList<CellDefinition> ReadEmbedded()
    {
        var assembly = typeof(CellCatalogue).Assembly;
        var cells = new List<CellDefinition>();
        foreach (string resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
            {
                continue;
            }
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            cells.AddRange(Parse<CellDefinition[]>(reader.ReadToEnd(), resource[Prefix.Length..]));
        }
        var doubled = cells.GroupBy(cell => cell.Name).FirstOrDefault(group => group.Count() > 1);
        return doubled is null
            ? cells
            : throw new CellDefinitionException($"The cell '{doubled.Key}' is in the catalogue twice.");
    }
}
