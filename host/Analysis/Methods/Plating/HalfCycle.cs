using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>One stretch of constant current in one direction.</summary>
public sealed record HalfCycle
{
    /// <summary>Number among the half cycles, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Cycle as the instrument counts.</summary>
    public required int Cycle { get; init; }

    /// <summary>When it began, in s.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>How long it lasted, in s.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Mean current in A, charging positive.</summary>
    public required double CurrentAmpere { get; init; }

    /// <summary>Charge in C, signed.</summary>
    public required double ChargeCoulomb { get; init; }

    /// <summary>Voltage in V along the current: mean over time of the last half.</summary>
    public required double LevelVolt { get; init; }

    /// <summary>Standard deviation in V from row to row, without what changes slowly.</summary>
    public required double NoiseVolt { get; init; }

    /// <summary>Highest voltage in V along the current.</summary>
    public required double HighestVolt { get; init; }

    /// <summary>Voltage in V along the current over the last tenth.</summary>
    public required double LastVolt { get; init; }

    /// <summary>Why it was over.</summary>
    public required StepEnding Ending { get; init; }

    /// <summary>What the instrument's search for shorts after it found, where there was one.</summary>
    public StepEnding Check { get; init; }

    /// <summary>Its rows in the record.</summary>
    public required RecordStep Step { get; init; }

    /// <summary>Voltage by current in ohm.</summary>
    public double ResistanceOhm => LevelVolt / Math.Abs(CurrentAmpere);

    /// <summary>1 for positive currents, -1 for negative.</summary>
    public int Direction => Math.Sign(CurrentAmpere);

    /// <summary>Whether the instrument ended a step because of what the cell did.</summary>
    internal static bool IsFailure(StepEnding ending) =>
        ending is StepEnding.Short or StepEnding.SoftShort or StepEnding.Runaway;

    /// <summary>Half cycles of a record in their order; steps with fewer rows than <paramref name="rows"/> are none unless the cell failed in them.</summary>
    internal static IReadOnlyList<HalfCycle> Of(CellRecord record, int rows = 3)
    {
        var found = new List<HalfCycle>();
        foreach (var step in record.Steps)
        {
            if (
                step.Excitation == Excitation.ShortCheck
                && found.Count > 0
                && found[^1].Step.End == step.First
            )
                found[^1] = found[^1] with { Check = step.Ending };
            if (
                step.Excitation != Excitation.ConstantCurrent
                || (step.Count < rows && !IsFailure(step.Ending))
            )
                continue;
            var current = RobustScatter.Median(record.Current(step));
            if (current == 0)
                continue;
            var voltage = record.Voltage(step);
            var time = record.Time(step);
            var sign = Math.Sign(current);
            var highest = double.NegativeInfinity;
            foreach (var v in voltage)
                highest = Math.Max(highest, sign * v);
            var noise = RobustScatter.Noise(voltage);
            found.Add(
                new HalfCycle
                {
                    Number = found.Count,
                    Cycle = step.Cycle,
                    StartSeconds = time[0],
                    DurationSeconds = record.Duration(step),
                    CurrentAmpere = current,
                    ChargeCoulomb = record.Charge(step),
                    LevelVolt = sign * Mean(time, voltage, 0.5),
                    NoiseVolt = double.IsFinite(noise) ? noise : 0,
                    HighestVolt = highest,
                    LastVolt = sign * Mean(time, voltage, 0.9),
                    Ending = step.Ending,
                    Step = step,
                }
            );
        }
        return found;
    }

    /// <summary>Mean over time from a share of the length to the end; rows come closer together where the voltage moves.</summary>
    private static double Mean(ReadOnlySpan<double> time, ReadOnlySpan<double> voltage, double from)
    {
        var start = time[0] + from * (time[^1] - time[0]);
        double area = 0,
            length = 0;
        for (var k = 1; k < time.Length; k++)
        {
            if (time[k - 1] < start)
                continue;
            area += 0.5 * (voltage[k] + voltage[k - 1]) * (time[k] - time[k - 1]);
            length += time[k] - time[k - 1];
        }
        return length > 0 ? area / length : voltage[^1];
    }
}
