using EdgeTester.Analysis;
using EdgeTester.Analysis.Records;
using EdgeTester.Formats;

namespace EdgeTester.Service.Methods;

/// <summary>A data file of any instrument as a measurement.</summary>
/// <param name="Measurement">What it holds.</param>
/// <param name="Notes">What the reader noticed.</param>
public sealed record FileMeasurement(CellMeasurement Measurement, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a file: spectra where it holds impedance, else a record of time, voltage and current.</summary>
    /// <exception cref="DataFileException">It holds neither, or is damaged; the message says both reasons.</exception>
    public static FileMeasurement Read(string path)
    {
        string why;
        try
        {
            var spectra = SpectrumFiles.Read(path);
            if (spectra.Spectra.Count > 0)
                return new FileMeasurement(
                    new CellMeasurement
                    {
                        Label = Path.GetFileName(path),
                        Spectra = spectra.Spectra.Select(Timed).ToArray(),
                    },
                    spectra.Notes
                );
            why = "it holds no spectrum";
        }
        catch (Exception e) when (e is DataFileException or SpectrumException)
        {
            why = e.Message;
        }
        try
        {
            var series = TimeSeriesFiles.Read(path);
            var notes = series.Notes.ToList();
            return new FileMeasurement(
                new CellMeasurement { Label = series.Label, Record = SeriesRecord.Of(series, notes) },
                notes
            );
        }
        catch (Exception e) when (e is DataFileException or RecordException)
        {
            throw new DataFileException(
                path,
                0,
                0,
                e is RecordException
                    ? e.Message
                    : $"no spectra ({Shorter(why, path)}) and no record ({Shorter(e.Message, path)})"
            );
        }
    }

    private static TimedSpectrum Timed(Spectrum spectrum) => new(spectrum);

    private static string Shorter(string message, string path) =>
        message.StartsWith(path, StringComparison.Ordinal)
            ? message[path.Length..].TrimStart(':', ',', ' ')
            : message;
}
