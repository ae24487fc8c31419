using EdgeTester.Firmware.Virtual.Cells.Elements;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>Collects what is true of a cell by its definition: resistances, their sums, and what its file adds.</summary>
public static class CellTruths
{
    /// <summary>The truths of a cell.</summary>
    /// <exception cref="CellDefinitionException">The definition is broken.</exception>
    public static IReadOnlyList<CellTruth> Of(CellDefinition cell)
    {
        var resistances = new Dictionary<string, Func<CellConditions, double>>();
        var truths = new List<CellTruth>();
        void Add(string name, string unit, Func<CellConditions, double> value) =>
            truths.Add(new CellTruth(name, unit, value, cell.Area));
        foreach (var definition in cell.Elements)
        {
            if (definition.Name.Length > 0 && definition.Resistance > 0 && definition.Claimed)
            {
                var parameter = CellFactory.Resistance(cell, definition);
                resistances[definition.Name] = conditions => parameter.At(conditions);
                Add(definition.Name, "ohm", resistances[definition.Name]);
            }
        }
        foreach (var element in cell.Elements.Select(definition => CellFactory.Element(cell, definition)))
        {
            if (element is ButlerVolmerElement transfer)
            {
                Add($"i0 {transfer.Name}".Trim(), "A", conditions => transfer.ExchangeCurrent(conditions));
                Add($"Rct {transfer.Name}".Trim(), "ohm", conditions => transfer.Resistance(conditions));
                resistances[transfer.Name] = conditions => transfer.Resistance(conditions);
            }
            else if (element is OpenCircuitElement storage)
            {
                Add("capacity", "mAh", conditions => storage.Capacity(conditions) / 3.6);
            }
        }
        if (resistances.Count > 1)
        {
            Add("Rtotal", "ohm", conditions => resistances.Values.Sum(value => value(conditions)));
        }
        if (cell.Leakage is { } leakage)
        {
            var parameter = CellFactory.Resistance(cell, leakage);
            Add("Relectronic", "ohm", conditions => parameter.At(conditions));
        }
        foreach (var truth in cell.Truths)
        {
            Func<CellConditions, double> Total(string[] names) =>
                conditions =>
                    names.Sum(name =>
                        resistances.TryGetValue(name, out var value)
                            ? value(conditions)
                            : throw new CellDefinitionException(
                                $"Cell '{cell.Name}', truth '{truth.Name}': no resistance '{name}'."
                            )
                    );
            if (truth.Value is { } constant)
            {
                Add(truth.Name, truth.Unit, _ => constant);
            }
            else if (truth.Sum is { } sum)
            {
                Add(truth.Name, truth.Unit, Total(sum));
            }
            else if (truth.ConductivityOf is { } path)
            {
                var total = Total(path);
                Add(truth.Name, truth.Unit, conditions => cell.Thickness / cell.Area / total(conditions));
            }
            else
            {
                throw new CellDefinitionException(
                    $"Cell '{cell.Name}', truth '{truth.Name}': give value, sum or conductivityOf."
                );
            }
        }
        return truths;
    }
}
