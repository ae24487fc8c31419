using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>A plan as a tester takes it.</summary>
public sealed class CompiledRun
{
    internal CompiledRun(Plan plan, byte[] stepTable, PlanHeader header, IReadOnlyList<StepDefinition> rows)
    {
        Plan = plan;
        StepTable = stepTable;
        Header = header;
        Rows = rows;
    }

    /// <summary>What it was compiled from; step k of the plan is row k of the table.</summary>
    public Plan Plan { get; }

    /// <summary>The payload of a start command: <see cref="CompiledPlan"/>, at the most <see cref="CompiledPlan.MaximumSize"/> bytes.</summary>
    public byte[] StepTable { get; }

    /// <summary>The table's header, with the checksum that names the plan.</summary>
    public PlanHeader Header { get; }

    /// <summary>The rows of the table.</summary>
    public IReadOnlyList<StepDefinition> Rows { get; }
}
