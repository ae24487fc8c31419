using EdgeTester.Cli.Output;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Analysis;

/// <summary>What methods found, for a terminal.</summary>
internal static class MethodPrinter
{
    public static void Print(IReadOnlyList<MethodDocument> documents, TextWriter output)
    {
        foreach (var document in documents)
        {
            output.WriteLine(
                $"{document.Number} {document.Title}: {string.Join(", ", document.Of)} ({document.Reason})"
            );
            if (document.Error is { } error)
            {
                output.WriteLine($"  no result: {error}");
                output.WriteLine();
                continue;
            }
            var table = new Table("quantity", "value", "std. uncertainty", "95 % from", "to", "unit");
            foreach (var f in document.Figures)
                table.Add(
                    f.Name,
                    Quantity.Text(f.Value),
                    Quantity.Text(f.StandardUncertainty),
                    Quantity.Text(f.Lower95),
                    Quantity.Text(f.Upper95),
                    f.Unit
                );
            table.WriteTo(output);
            foreach (var how in document.Figures.Where(f => f.Criterion.Length > 0).GroupBy(f => f.Criterion))
                output.WriteLine(
                    $"  how: {how.First().Name}{(how.Count() > 1 ? " and others" : "")}: {how.Key}"
                );
            foreach (
                var warning in document
                    .Warnings.Concat(document.Figures.SelectMany(f => f.Warnings))
                    .Distinct()
            )
                output.WriteLine($"  mind: {warning}");
            output.WriteLine();
        }
    }
}
