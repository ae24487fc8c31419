namespace EdgeTester.Cli.Demo;

/// <summary>One channel of the demo: the cell that is plugged in, the plan that is run, and what the fit's resistances are called in the cell.</summary>
/// <param name="Cell">Name in the virtual tester's catalogue, or a spectrum file.</param>
/// <param name="Plan">Embedded plan.</param>
/// <param name="Title">For the table.</param>
/// <param name="Circuit">The structure that a chemist would fit, in Boukamp's code; null = nothing is fitted.</param>
/// <param name="Resistances">Parameter of the fit and the truth that it should find.</param>
internal sealed record DemoCell(
    string Cell,
    string Plan,
    string Title,
    string? Circuit,
    params (string Parameter, string Truth)[] Resistances
)
{
    /// <summary>The demo's eight, the last one a measured spectrum where a file is given.</summary>
    public static IReadOnlyList<DemoCell> All(string? spectrumFile) =>
        [
            new(
                "symmetric-growing",
                "growing-interface",
                "Na|NZSSP-Zn0.10|Na, cycled",
                "R(RQ)(RQ)",
                ("R1", "Rb"),
                ("R2", "Rgb"),
                ("R3", "Rint")
            ),
            new(
                "symmetric-shorting",
                "going-short",
                "Na|NZSSP-Zn0|Na, goes short",
                "R(RQ)(RQ)",
                ("R1", "Rb"),
                ("R2", "Rgb"),
                ("R3", "Rint")
            ),
            new(
                "blocking-zn010",
                "blocking",
                "Au|NZSSP-Zn0.10|Au, blocking",
                "([R(RQ)Q]R)",
                ("R1", "Rb"),
                ("R2", "Rgb")
            ),
            new(
                "symmetric-gbs-x02",
                "gbs-x02",
                "Na|GBS-NZSP x=0.2|Na",
                "R(RQ)(RQ)",
                ("R1", "Rb"),
                ("R2", "Rgb"),
                ("R3", "Rint")
            ),
            new(
                "symmetric-bare-nzsp",
                "bare-nzsp",
                "Na|NZSP|Na, bare",
                "R(RQ)(RQ)",
                ("R1", "Rb"),
                ("R2", "Rgb"),
                ("R3", "Rint")
            ),
            new(
                "full-cell",
                "full-cell",
                "Na|NZSSP-Zn0.10|NVP, full cell",
                "R(RQ)(RQ)W",
                ("R1", "Rse"),
                ("R2", "Rct_anode"),
                ("R3", "Rct_cathode")
            ),
            new(
                "dummy-rc",
                "dummy-rc",
                "R-C test dummy",
                "R(RC)(RC)",
                ("R1", "R0"),
                ("R2", "R2"),
                ("R3", "R1")
            ),
            spectrumFile is null
                ? new(
                    "diffusion-limited",
                    "diffusion-limited",
                    "arc and finite diffusion",
                    "R(RQ)Ws",
                    ("R1", "Rb"),
                    ("R2", "Rint")
                )
                : new(
                    spectrumFile,
                    "measured-spectrum",
                    $"played back: {Path.GetFileName(spectrumFile)}",
                    null
                ),
        ];

    /// <summary>The plan's text.</summary>
    public string PlanJson()
    {
        using var reader = new StreamReader(
            typeof(DemoCell).Assembly.GetManifestResourceStream($"plans/{Plan}.json")
                ?? throw new InvalidOperationException($"the plan {Plan} is not embedded")
        );
        return reader.ReadToEnd();
    }
}
