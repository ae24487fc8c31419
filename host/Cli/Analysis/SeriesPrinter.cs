using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Analysis;

/// <summary>A series' analysis as tables for people.</summary>
internal static class SeriesPrinter
{
    public static void Print(SeriesAnalysis analysis)
    {
        if (analysis.Circuit is { } circuit)
        {
            Console.WriteLine(
                $"{analysis.Members.Count} spectra, circuit {circuit}"
                    + (analysis.Shared.Count > 0 ? $", shared: {string.Join(", ", analysis.Shared)}" : "")
            );
            if (analysis.Reason is { } reason)
                Console.WriteLine($"  chosen: {reason}");
            PrintFits(analysis);
        }
        PrintTracks(analysis);
        foreach (var energy in analysis.ActivationEnergies)
            Console.WriteLine(
                $"activation energy of 1/{energy.Name}: {Quantity.Text(energy.ActivationEnergyEv, energy.StandardErrorEv)} eV, 95 % from {Quantity.Text(energy.Lower95Ev)} to {Quantity.Text(energy.Upper95Ev)} eV"
            );
        foreach (var warning in analysis.Warnings)
            Console.WriteLine($"  mind: {warning}");
    }

    private static void PrintFits(SeriesAnalysis analysis)
    {
        var first = analysis.Fits.FirstOrDefault(f => f.Parameters is not null);
        if (first is null)
            return;
        var table = new Table([
            "spectrum",
            analysis.Unit is "" or "number" ? "at" : $"at/{analysis.Unit}",
            .. first.Parameters!.Select(p => p.Unit is "" ? p.Name : $"{p.Name}/{p.Unit}"),
            "residual/%",
        ]);
        var remarks = new List<(string Text, string File)>();
        for (var k = 0; k < analysis.Members.Count; k++)
        {
            var (member, fit) = (analysis.Members[k], analysis.Fits[k]);
            var name = Path.GetFileName(member.Input.Name);
            table.Add([
                name,
                Quantity.Text(member.At),
                .. fit.Parameters?.Select(p => Quantity.Text(p.Value, p.StandardError)) ?? [],
                fit.Parameters is null ? "" : Quantity.Text(fit.ResidualRmsPercent),
            ]);
            remarks.AddRange(fit.Warnings.Select(w => (w, name)));
            if (fit.Error is { } error)
                remarks.Add((error, name));
        }
        table.WriteTo(Console.Out);
        foreach (var remark in remarks.GroupBy(r => r.Text))
            Console.WriteLine($"  mind: {remark.Key} ({Listed(remark.Select(r => r.File).ToArray())})");
        Console.WriteLine();
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 4
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";

    private static void PrintTracks(SeriesAnalysis analysis)
    {
        if (analysis.Relaxation is not { } drt)
            return;
        Console.WriteLine($"DRT of the series: {drt.Method}");
        var table = new Table(
            "relaxation",
            "seen in",
            "from",
            "to",
            "tau there",
            "tau at its end",
            "resistance/ohm",
            "at its end",
            "least probability"
        );
        foreach (var track in drt.Tracks)
        {
            var (first, last) = (track.Points[0], track.Points[^1]);
            table.Add(
                $"{track.Id}",
                $"{track.Points.Count} of {analysis.Members.Count}",
                Quantity.Text(first.TimeSeconds),
                Quantity.Text(last.TimeSeconds),
                Quantity.Duration(first.Peak.TauSeconds),
                Quantity.Duration(last.Peak.TauSeconds),
                Quantity.Text(first.Peak.ResistanceOhm),
                Quantity.Text(last.Peak.ResistanceOhm),
                Quantity.Text(track.Points.Min(p => p.Peak.Probability))
            );
        }
        table.WriteTo(Console.Out);
        Console.WriteLine();
    }
}
