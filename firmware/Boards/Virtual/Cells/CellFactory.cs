using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>Builds cells from definitions.</summary>
public static class CellFactory
{
    /// <summary>A fresh cell at rest.</summary>
    /// <param name="cell">What it is made of.</param>
    /// <param name="celsius">Its temperature; null = the one that the definition gives its values for.</param>
    /// <exception cref="CellDefinitionException">A field is missing or out of range; the message names cell, element and field.</exception>
    public static CellModel Build(CellDefinition cell, double? celsius = null)
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
        foreach (var definition in cell.Shorts)
        {
            paths.Add(Short(cell, definition, cell.Seed + (ulong)(100 * paths.Count)));
        }
        if (cell.Decomposition is { } decomposition)
        {
            Require(decomposition.Width > 0, cell.Name, "decomposition/width_V", "above 0");
            Require(decomposition.Conductance > 0, cell.Name, "decomposition/conductance_S", "above 0");
            paths.Add(
                new DecompositionPath(decomposition.Onset, decomposition.Width, decomposition.Conductance)
            );
        }
        return new LadderCell(elements, paths, cell.Area, celsius ?? cell.Temperature)
        {
            NoiseVolt = cell.Noise,
            // The same cell in several chambers is several cells: each has noise of its own.
            Seed = celsius is { } asked ? cell.Seed + (ulong)Math.Round(1e6 * (asked + 300)) : cell.Seed,
        };
    }

    /// <summary>One element.</summary>
    internal static CellElement Element(CellDefinition cell, ElementDefinition element)
    {
        string name = element.Name;
        string place = Place(cell, element);
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
                    1 / element.Alpha,
                    Drift(place, element.TimeConstantDrift, 1)
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
            case "butlerVolmer":
                Positive(element.ExchangeCurrent, "exchangeCurrent_A");
                Positive(element.Capacitance, "capacitance_F");
                Require(
                    element.TransferCoefficient is > 0 and < 1,
                    place,
                    "transferCoefficient",
                    "between 0 and 1"
                );
                return new ButlerVolmerElement(
                    name,
                    Parameter(cell, element, element.ExchangeCurrent),
                    element.TransferCoefficient,
                    element.Capacitance
                );
            case "openCircuit":
                Positive(element.Capacity, "capacity_mAh");
                Require(element.Efficiency is > 0 and <= 1, place, "efficiency", "above 0, at most 1");
                return new OpenCircuitElement(
                    name,
                    Curve(place, element),
                    Parameter(cell, element, element.Capacity * 3.6),
                    element.StateOfCharge,
                    new CellParameter(
                        element.Efficiency,
                        Drift: Drift(place, element.EfficiencyDrift, element.Efficiency)
                    ),
                    element.Hysteresis
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

    /// <summary>An element's resistance with its laws.</summary>
    internal static CellParameter Resistance(CellDefinition cell, ElementDefinition element)
    {
        Require(element.Resistance > 0, Place(cell, element), "resistance_ohm", "above 0");
        return Parameter(cell, element, element.Resistance);
    }

    // A drift table holds values in the unit that the file gives the parameter in.
    private static CellParameter Parameter(CellDefinition cell, ElementDefinition element, double value) =>
        new(
            value,
            element.ActivationEnergy,
            cell.Temperature + 273.15,
            Drift(
                Place(cell, element),
                element.Drift,
                element.Capacity > 0 ? element.Capacity
                    : element.ExchangeCurrent > 0 ? element.ExchangeCurrent
                    : value
            )
        );

    private static string Place(CellDefinition cell, ElementDefinition element) =>
        $"{cell.Name}/{(element.Name.Length > 0 ? element.Name : element.Kind)}";

    private static OpenCircuitCurve Curve(string place, ElementDefinition element)
    {
        try
        {
            if (element.Curve is { } points)
            {
                return new OpenCircuitCurve(points);
            }
            Require(element.Plateaus is { Length: > 0 }, place, "plateaus", "given, or curve");
            Require(element.Plateaus!.All(plateau => plateau.Length == 3), place, "plateaus", "triples");
            Require(element.Range is { Length: 2 }, place, "range_V", "a pair of voltages");
            return OpenCircuitCurve.FromPlateaus(
                element.Plateaus!.Select(plateau => (plateau[0], plateau[1], plateau[2])).ToArray(),
                element.Range![0],
                element.Range[1]
            );
        }
        catch (CellDefinitionException error)
            when (!error.Message.StartsWith(place, StringComparison.Ordinal))
        {
            throw new CellDefinitionException($"{place}: {error.Message}", error);
        }
    }

    private static ShortCircuit Short(CellDefinition cell, ShortDefinition definition, ulong seed)
    {
        string place = $"{cell.Name}/shorts";
        Require(definition.Kind is "soft" or "hard", place, "kind", "soft or hard");
        Require(definition.Resistance > 0, place, "resistance_ohm", "above 0");
        Require(definition.Interval > 0, place, "interval_s", "above 0");
        Require(
            definition.Kind == "soft" || definition is { Flicker: 0, Heals: false },
            place,
            "hard",
            "steady"
        );
        var trigger = new ShortTrigger
        {
            Hours = definition.Hours,
            Throughput = definition.Throughput,
            HalfCycle = definition.HalfCycle,
            CurrentDensity = definition.CurrentDensity,
            Direction = definition.Direction,
        };
        return new ShortCircuit(
            trigger,
            definition.Resistance,
            definition.Flicker,
            definition.Interval,
            definition.Heals,
            seed
        );
    }

    private static DriftLaw? Drift(string place, DriftDefinition? definition, double value)
    {
        if (definition is not { } drift)
        {
            return null;
        }
        var variable = drift.By switch
        {
            "hours" => DriftVariable.Hours,
            "throughput_mAh_per_cm2" => DriftVariable.ThroughputMilliampereHoursPerSquareCentimetre,
            "net_mAh_per_cm2" => DriftVariable.NetMilliampereHoursPerSquareCentimetre,
            "halfCycle_mAh_per_cm2" => DriftVariable.HalfCycleMilliampereHoursPerSquareCentimetre,
            "density_mA_per_cm2" => DriftVariable.MilliamperePerSquareCentimetre,
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
                    .Select(point => point is [var x, var y] ? [x, y / value] : point)
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
