namespace EdgeTester.Plans;

/// <summary>Plans for the methods of a solid-electrolyte laboratory, to start from and to change.</summary>
public static class PlanTemplates
{
    /// <summary>All templates, in the order of the methods.</summary>
    public static IReadOnlyList<PlanTemplate> All { get; } =
    [
        new("eis-blocking", 1, "Impedance of a blocking cell") { Fill = ImpedanceTemplates.Blocking },
        new("arrhenius", 2, "Impedance at one temperature of an Arrhenius series")
        {
            Fill = ImpedanceTemplates.Arrhenius,
        },
        new("bruce-vincent", 3, "Transference number of a symmetric cell")
        {
            Fill = DirectCurrentTemplates.BruceVincent,
        },
        new("lsv", 4, "Linear sweep voltammetry: stability window")
        {
            Fill = DirectCurrentTemplates.LinearSweep,
        },
        new("ccd", 5, "Critical current density of a symmetric cell")
        {
            Fill = PlatingTemplates.CriticalCurrentDensity,
        },
        new("long-plating", 6, "Long plating and stripping at one current density")
        {
            Fill = PlatingTemplates.Long,
        },
        new("stepped-plating", 6, "Plating and stripping at rising current densities, then long at the last")
        {
            Fill = PlatingTemplates.Stepped,
        },
        new("one-way-plating", 7, "One-way plating until a short or a limit")
        {
            Fill = PlatingTemplates.OneWay,
        },
        new("eis-symmetric", 8, "Impedance of a symmetric cell") { Fill = ImpedanceTemplates.Symmetric },
        new(
            "eis-cycling",
            9,
            "Impedance between the cycles of a symmetric cell; also for DRT through time (method 10)"
        )
        {
            Fill = PlatingTemplates.WithImpedance,
        },
        new("tafel", 11, "Slow sweep about 0 V: exchange current density")
        {
            Fill = DirectCurrentTemplates.Tafel,
        },
        new("leakage", 12, "Electronic leakage of a blocking cell") { Fill = DirectCurrentTemplates.Leakage },
        new("full-cell-rate", 13, "Formation and rate steps of a full cell")
        {
            Fill = FullCellTemplates.Rate,
        },
        new("dqdv", 14, "Slow cycles of a full cell for the differential capacity")
        {
            Fill = FullCellTemplates.DifferentialCapacity,
        },
        new("full-cell-cycling", 15, "Long cycling of a full cell") { Fill = FullCellTemplates.Cycling },
        new("eis-full-cell", 16, "Impedance of a full cell at one temperature")
        {
            Fill = FullCellTemplates.Impedance,
        },
    ];

    /// <summary>The plan of a method as JSON.</summary>
    /// <param name="method">Name of a template.</param>
    /// <param name="options">What it is filled with.</param>
    /// <exception cref="TemplateException">There is no such template, or an option that it needs is missing or does not fit the board.</exception>
    public static string Create(string method, TemplateOptions options)
    {
        var template = All.FirstOrDefault(candidate => candidate.Name == method);
        if (template is null)
        {
            var near = Suggestion.For(method, All.Select(candidate => candidate.Name).ToArray());
            throw new TemplateException(
                $"there is no template \"{PlanNode.Quoted(method)}\"; "
                    + (
                        near is null
                            ? "known are " + string.Join(", ", All.Select(candidate => candidate.Name))
                            : $"did you mean \"{near}\"?"
                    )
            );
        }
        var json = template.Fill(options);
        var mistakes = PlanFile.Parse(json).Mistakes;
        return mistakes.Count == 0
            ? json
            : throw new TemplateException(
                $"{method} cannot be filled so: {string.Join("; ", mistakes.Select(mistake => $"{mistake.Path}: {mistake.Message}"))}"
            );
    }
}
