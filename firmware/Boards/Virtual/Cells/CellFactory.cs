using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>Builds cells and their truths from definitions.</summary>
public static class CellFactory
{
    /// <summary>A fresh cell at rest.</summary>
    /// <exception cref="CellDefinitionException">A field is missing or out of range; the message names cell, element and field.</exception>
    public static CellModel Build(CellDefinition cell)
    {
        if (cell.Elements.Length == 0)
        {
            throw new CellDefinitionException($"Cell '{cell.Name}' has no elements.");
        }
        Require(cell.Area > 0, cell.Name, "area_cm2", "above 0");
        var elements = cell.Elements.Select(element => Element(cell, element)).ToArray();
        var paths = new List<ParallelPath>();
        if (cell.Leakage is { } leakage)
        {
            paths.Add(new LeakagePath(Resistance(cell, leakage)));
        }
        return new LadderCell(elements, paths, cell.Area, cell.Temperature)
        {
            NoiseVolt = cell.Noise,
            Seed = cell.Seed,
        };
    }

    /// <summary>The truths of a cell.</summary>
    /// <exception cref="CellDefinitionException">The definition is broken.</exception>
    public static IReadOnlyList<CellTruth> Truths(CellDefinition cell)
    {
        var resistances = new Dictionary<string, Func<CellConditions, double>>();
        var truths = new List<CellTruth>();
        void Add(string name, string unit, Func<CellConditions, double> value) =>
            truths.Add(new CellTruth(name, unit, value, cell.Area));
        foreach (var definition in cell.Elements)
        {
            if (definition.Name.Length > 0 && definition.Resistance > 0)
            {
                var parameter = Resistance(cell, definition);
                resistances[definition.Name] = conditions => parameter.At(conditions);
                Add(definition.Name, "ohm", resistances[definition.Name]);
            }
        }
        if (resistances.Count > 1)
        {
            Add("Rtotal", "ohm", conditions => resistances.Values.Sum(value => value(conditions)));
        }
        if (cell.Leakage is { } leakage)
        {
            var parameter = Resistance(cell, leakage);
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

    private static CellElement Element(CellDefinition cell, ElementDefinition element)
    {
        string name = element.Name;
        string place = $"{cell.Name}/{(name.Length > 0 ? name : element.Kind)}";
        void Positive(double value, string field) => Require(value > 0, place, field, "above 0");
        void Alpha() => Require(element.Alpha is >= 0.3 and <= 1, place, "alpha", "0.3 to 1");
        switch (element.Kind)
        {
            case "resistor":
                return new SeriesElement(name, Resistance(cell, element));
            case "inductor":
                Positive(element.Inductance, "inductance_H");
                return new SeriesElement(name, null, element.Inductance);
            case "rc":
            case "zarc":
                Alpha();
                double tau = TimeConstant(place, element);
                return new LadderElement(
                    name,
                    RelaxationLadder.Zarc(element.Kind == "rc" ? 1 : element.Alpha, tau),
                    Resistance(cell, element),
                    tau,
                    1 / element.Alpha
                );
            case "cpe":
                Alpha();
                Positive(element.Q, "q");
                return new LadderElement(
                    name,
                    RelaxationLadder.ConstantPhase(element.Q, element.Alpha),
                    new CellParameter(1),
                    1,
                    0
                );
            case "capacitor":
                Positive(element.Capacitance, "capacitance_F");
                return new LadderElement(
                    name,
                    RelaxationLadder.ConstantPhase(element.Capacitance, 1),
                    new CellParameter(1),
                    1,
                    0
                );
            case "warburg":
                Positive(element.TimeConstant, "timeConstant_s");
                return new LadderElement(
                    name,
                    RelaxationLadder.FiniteWarburg(1, element.TimeConstant, element.Blocked),
                    Resistance(cell, element),
                    1,
                    0
                );
            default:
                throw new CellDefinitionException($"{place}: unknown kind '{element.Kind}'.");
        }
    }

    // Of R and a constant phase element, (R Q)^(1/alpha); of R and C the same with alpha 1.
    private static double TimeConstant(string place, ElementDefinition element)
    {
        double tau =
            element.TimeConstant > 0 ? element.TimeConstant
            : element.Q > 0 ? Math.Pow(element.Resistance * element.Q, 1 / element.Alpha)
            : element.Resistance * element.Capacitance;
        Require(tau > 0, place, "timeConstant_s", "above 0, or q or capacitance_F given");
        return tau;
    }

    private static CellParameter Resistance(CellDefinition cell, ElementDefinition element)
    {
        string place = $"{cell.Name}/{(element.Name.Length > 0 ? element.Name : element.Kind)}";
        Require(element.Resistance > 0, place, "resistance_ohm", "above 0");
        return new CellParameter(
            element.Resistance,
            element.ActivationEnergy,
            cell.Temperature + 273.15,
            Drift(place, element)
        );
    }

    private static DriftLaw? Drift(string place, ElementDefinition element)
    {
        if (element.Drift is not { } drift)
        {
            return null;
        }
        var variable = drift.By switch
        {
            "hours" => DriftVariable.Hours,
            "throughput_mAh_per_cm2" => DriftVariable.ThroughputMilliampereHoursPerSquareCentimetre,
            "net_mAh_per_cm2" => DriftVariable.NetMilliampereHoursPerSquareCentimetre,
            _ => throw new CellDefinitionException($"{place}: drift by '{drift.By}' is unknown."),
        };
        if (drift.Parabolic is { } rate)
        {
            return new DriftLaw(variable, rate);
        }
        try
        {
            return new DriftLaw(
                variable,
                (drift.Points ?? [])
                    .Select(point => point is [var x, var y] ? [x, y / element.Resistance] : point)
                    .ToArray()
            );
        }
        catch (CellDefinitionException error)
        {
            throw new CellDefinitionException($"{place}: {error.Message}", error);
        }
    }

    private static void Require(bool holds, string place, string field, string rule)
    {
        if (!holds)
        {
            throw new CellDefinitionException($"{place}: {field} must be {rule}.");
        }
    }
}
