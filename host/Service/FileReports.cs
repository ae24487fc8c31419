using System.Security.Cryptography;
using System.Text;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Report;
using EdgeTester.Report.Model;
using EdgeTester.Service.Analyses;
using EdgeTester.Service.Runs;

namespace EdgeTester.Service;

/// <summary>Reports of impedance files: the same analyses and the same pages as for stored spectra.</summary>
public static class FileReports
{
    /// <summary>Analyses the spectra on all cores and writes one page.</summary>
    /// <param name="spectra">File names and spectra.</param>
    /// <param name="failures">Files that could not be read, and why.</param>
    /// <param name="time">The clock that dates the report.</param>
    /// <param name="series">Makes the section that looks at all spectra together from their sections; null for none.</param>
    public static string Write(
        IReadOnlyList<(string Name, Spectrum Spectrum)> spectra,
        IReadOnlyList<(string Name, string Why)> failures,
        TimeProvider time,
        Func<IReadOnlyList<SpectrumSection>, SeriesSection?>? series = null
    )
    {
        var sections = spectra.AsParallel().AsOrdered().Select(s => SectionOf(s.Name, s.Spectrum)).ToList();
        return ReportWriter.Write(
            new ImpedanceFileReport
            {
                Title = spectra.Count == 1 ? Path.GetFileName(spectra[0].Name) : $"{spectra.Count} spectra",
                Spectra = sections,
                Series = series?.Invoke(sections),
                Failures = failures.Select(f => new Fact(f.Name, f.Why)).ToList(),
                Provenance = new Provenance(HostVersion.Text, HashOf(spectra), time.GetUtcNow()),
            }
        );
    }

    private static SpectrumSection SectionOf(string name, Spectrum spectrum)
    {
        var warnings = new List<string>();
        var test = Try(() => SpectrumAnalyst.Validate(spectrum), warnings);
        var fit = Try(() => SpectrumAnalyst.Fit(spectrum, test, null, CancellationToken.None), warnings);
        var relaxation = Try(() => SpectrumAnalyst.Relax(spectrum), warnings);
        return new SpectrumSection
        {
            Title = Path.GetFileName(name),
            Measured = spectrum,
            Circuit = fit is null ? null : SectionDocuments.Of(fit, spectrum),
            KramersKronig = test is null ? null : SectionDocuments.Of(test),
            Relaxation = relaxation is null ? null : SectionDocuments.Of(relaxation),
            Warnings = [.. warnings, .. fit?.Warnings ?? [], .. relaxation?.Warnings ?? []],
        };
    }

    private static T? Try<T>(Func<T> work, List<string> warnings)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is SpectrumException or FitException)
        {
            warnings.Add(e.Message);
            return null;
        }
    }

    private static string HashOf(IReadOnlyList<(string Name, Spectrum Spectrum)> spectra)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, spectrum) in spectra)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(name)));
            for (var k = 0; k < spectrum.Count; k++)
            {
                hash.AppendData(BitConverter.GetBytes(spectrum.FrequencyHz[k]));
                hash.AppendData(BitConverter.GetBytes(spectrum.Impedance[k].Real));
                hash.AppendData(BitConverter.GetBytes(spectrum.Impedance[k].Imaginary));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
