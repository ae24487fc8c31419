using EdgeTester.Hardware.Bom;
using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Checks;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;
using EdgeTester.Hardware.Spice;
using EdgeTester.Hardware.Spice.Checks;

namespace EdgeTester.Hardware.Verify;

/// <summary>One line of the verdict.</summary>
/// <param name="Group">erc, spice, budget or bom.</param>
/// <param name="What">Checked.</param>
/// <param name="Value">Found.</param>
/// <param name="Limit">Allowed.</param>
/// <param name="Passed">Whether it is kept.</param>
public sealed record VerdictLine(string Group, string What, string Value, string Limit, bool Passed);

/// <summary>Everything that can be checked about the board without building it.</summary>
public static class Verification
{
    /// <summary>Names of the groups.</summary>
    public static readonly IReadOnlyList<string> Groups = ["erc", "spice", "budget", "bom"];

    /// <summary>The twelve checks of the circuit in their order, and two of the 1 MHz module.</summary>
    public static readonly IReadOnlyList<(
        int Number,
        Func<Ngspice, CancellationToken, SpiceResult> Run
    )> SpiceChecks =
    [
        (1, StabilityCheck.Run),
        (2, StepCheck.Run),
        (3, FaultCheck.Run),
        (4, TransferCheck.Run),
        (5, NoiseCheck.Run),
        (6, (spice, c) => DirectErrorCheck.Run(spice, c)),
        (7, ComplianceCheck.Run),
        (8, PowerCheck.Run),
        (9, SupplyRejectionCheck.Run),
        (10, CrosstalkCheck.Run),
        (11, CouplingCheck.Run),
        (12, ThresholdCheck.Run),
        (13, MegahertzCheck.Run),
        (14, DemodulatorCheck.Run),
    ];

    /// <summary>Electrical rules, isolation, processor pins, part data of the board and of its options.</summary>
    public static IReadOnlyList<VerdictLine> Rules(Board board)
    {
        List<VerdictLine> lines = [];
        foreach (var project in Projects.All(board))
            lines.AddRange(RulesOf(project.Board));
        return lines;
    }

    private static List<VerdictLine> RulesOf(Board board)
    {
        var netlist = new Netlist(board);
        (string Name, IReadOnlyList<Finding> Findings)[] all =
        [
            (
                $"nets, drivers, supplies, decoupling ({netlist.Nets.Count()} nets)",
                ElectricalRules.Check(netlist)
            ),
            ("isolation between processor and measuring side", IsolationRules.Check(netlist)),
            .. PinRules(board),
            ("references and part data", PartRules.Check(board)),
        ];
        List<VerdictLine> lines = [];
        foreach (var (name, findings) in all)
        {
            var errors = findings.Count(f => f.Severity == Severity.Error);
            var warnings = findings.Count - errors;
            lines.Add(
                new(
                    "erc",
                    $"{board.Title}: {name}",
                    $"{errors} errors, {warnings} warnings",
                    "0 errors",
                    errors == 0
                )
            );
            lines.AddRange(
                findings.Select(f => new VerdictLine(
                    "erc",
                    $"  {f.Rule}: {f.Where}",
                    f.Message,
                    "",
                    f.Severity == Severity.Warning
                ))
            );
        }
        return lines;
    }

    private static IEnumerable<(string Name, IReadOnlyList<Finding> Findings)> PinRules(Board board) =>
        board.Name switch
        {
            "cellnode8" =>
            [
                (
                    $"processor pins ({PinPlan.Pins.Count})",
                    ProcessorRules.Check(PinPlan.Pins, ProcessorModule.Esp32S3)
                ),
            ],
            "bare" =>
            [
                (
                    $"processor pins ({BarePins.Plan.Count})",
                    ProcessorRules.Check(BarePins.Plan, ProcessorModule.Esp32)
                ),
            ],
            _ => [],
        };

    /// <summary>Figures of one check of the circuit.</summary>
    public static IReadOnlyList<VerdictLine> Lines(SpiceResult result) =>
        [
            .. result.Figures.Select(f => new VerdictLine(
                "spice",
                $"{result.Number} {f.What}",
                FormattableString.Invariant($"{f.Value:G4} {f.Unit}"),
                FormattableString.Invariant(
                    $"{(f.IsMinimum ? "at least" : "at most")} {f.Limit:G4} {f.Unit}"
                ),
                f.Passed
            )),
        ];

    /// <summary>The error budget.</summary>
    public static IReadOnlyList<VerdictLine> BudgetLines(ErrorBudget budget) =>
        [
            .. budget.Sums.Select(s => new VerdictLine(
                "budget",
                s.What,
                FormattableString.Invariant($"{s.Value:F0} {s.Unit}"),
                FormattableString.Invariant($"at most {s.Limit:F0} {s.Unit}"),
                s.Value <= s.Limit
            )),
        ];

    /// <summary>The bill of materials and what a channel costs.</summary>
    public static IReadOnlyList<VerdictLine> BomLines(Board board)
    {
        var bill = BillOfMaterials.Of(board);
        var findings = bill.Check(board);
        List<VerdictLine> lines =
        [
            new(
                "bom",
                $"components on the bill ({bill.Lines.Count} lines)",
                $"{bill.Lines.Sum(l => l.Count)} of {board.Components.Count()}, {findings.Count} findings",
                "every one once",
                findings.Count == 0
            ),
            .. findings.Select(f => new VerdictLine("bom", $"  {f.Rule}: {f.Where}", f.Message, "", false)),
        ];
        foreach (var project in Projects.All(board).Skip(1))
        {
            var option = BillOfMaterials.Of(project.Board);
            var missing = option.Check(project.Board);
            lines.Add(
                new(
                    "bom",
                    $"{project.Board.Title}: components on its bill ({option.Lines.Count} lines)",
                    FormattableString.Invariant(
                        $"{option.Lines.Sum(l => l.Count)} of {project.Board.Components.Count()}, ${option.PartsFor(10):F0} each at ten"
                    ),
                    "every one once",
                    missing.Count == 0
                )
            );
            lines.AddRange(
                missing.Select(f => new VerdictLine("bom", $"  {f.Rule}: {f.Where}", f.Message, "", false))
            );
        }
        foreach (var boards in new[] { 1, 10, 100 })
            lines.Add(
                new(
                    "bom",
                    $"US dollars a channel when {boards} boards are built (estimate)",
                    FormattableString.Invariant($"{bill.PerChannelFor(boards):F0}"),
                    "",
                    true
                )
            );
        return lines;
    }
}
