using System.Text.Json;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>The catalogue as <c>--list-cells</c> prints it: each cell with its truths when fresh.</summary>
public static class CellList
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A JSON array, one object a cell.</summary>
    public static string Write() =>
        JsonSerializer.Serialize(
            CellCatalogue.Names.Select(name =>
            {
                var definition = CellCatalogue.Definition(name);
                return new
                {
                    name,
                    title = definition.Title,
                    truths = CellCatalogue
                        .Truths(name)
                        .Select(t => new
                        {
                            name = t.Name,
                            value = t.At(0, 0, definition.Temperature),
                            unit = t.Unit,
                        }),
                };
            }),
            Options
        );
}
