using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Steps that follow each other and do the same to the cell: one excitation, told in several steps of a plan.</summary>
/// <param name="Steps">At least one step.</param>
/// <param name="Record">The record they belong to.</param>
internal sealed record StepRun(CellRecord Record, IReadOnlyList<RecordStep> Steps)
{
    public int First => Steps[0].First;

    public int End => Steps[^1].End;

    public int Count => End - First;

    public double StartSeconds => Record.TimeSeconds[First];

    public double EndSeconds => Record.TimeSeconds[End - 1];

    /// <summary>Times since its first row in s.</summary>
    public double[] Elapsed() =>
        Enumerable.Range(First, Count).Select(k => Record.TimeSeconds[k] - StartSeconds).ToArray();

    public double[] Current() => Column(Record.CurrentAmpere);

    public double[] Voltage() => Column(Record.VoltageVolt);

    private double[] Column(IReadOnlyList<double> values) =>
        Enumerable.Range(First, Count).Select(k => values[k]).ToArray();

    /// <summary>
    /// Runs of steps at constant voltage; neighbours within a millivolt and a hundredth are one run. Fewer than <paramref name="rows"/>
    /// rows are no run.
    /// </summary>
    public static IReadOnlyList<StepRun> AtConstantVoltage(CellRecord record, int rows)
    {
        var runs = new List<List<RecordStep>>();
        RecordStep? before = null;
        foreach (var step in record.Steps)
        {
            if (step.Excitation == Excitation.ConstantVoltage)
            {
                if (
                    before is { Excitation: Excitation.ConstantVoltage }
                    && Math.Abs(Level(step) - Level(before)) <= 1e-3 + 0.01 * Math.Abs(Level(step))
                )
                    runs[^1].Add(step);
                else
                    runs.Add([step]);
            }
            before = step;
        }
        return runs.Select(steps => new StepRun(record, steps)).Where(run => run.Count >= rows).ToArray();

        double Level(RecordStep step) => Numerics.RobustScatter.Median(record.Voltage(step));
    }
}
