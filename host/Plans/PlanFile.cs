namespace EdgeTester.Plans;

/// <summary>Reads test plans (JSON, docs/plans.md).</summary>
public static class PlanFile
{
    /// <summary>
    /// Reads and judges a plan: syntax, fields, units, ranges, references, and whether the board can do it. Notes all
    /// mistakes at once and never throws, whatever the bytes are.
    /// </summary>
    /// <param name="json">The file's bytes, UTF-8, at the most 1 MiB.</param>
    public static PlanParseResult Parse(ReadOnlySpan<byte> json)
    {
        var mistakes = new MistakeList();
        var root = JsonTree.Read(json, mistakes);
        var plan = root is null ? null : new PlanReader(mistakes).Read(root);
        if (plan is not null && !mistakes.Any)
            CompiledSize.Check(plan, root!.Position, mistakes);
        return new PlanParseResult(mistakes.Any ? null : plan, mistakes.Mistakes, mistakes.Warnings);
    }

    /// <summary>Reads a plan from a text.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static PlanParseResult Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));
}
