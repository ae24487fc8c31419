namespace EdgeTester.Formats;

/// <summary>Reads impedance files of many instruments; the format is found out from the content.</summary>
public static class SpectrumFiles
{
    /// <summary>The largest file with spectra: a point has some hundred bytes.</summary>
    private const int MaximumSize = 48 << 20;

    /// <summary>The formats in the order in which they are asked; the last one takes any text.</summary>
    private static readonly ISpectrumFormat[] Formats =
    [
        new EcLabFormat(),
        new EcLabBinaryFormat(),
        new GamryFormat(),
        new ZPlotFormat(),
        new VersaStudioFormat(),
        new IviumFormat(),
        new EcoChemieFormat(),
        new PalmSensFormat(),
        new ZahnerFormat(),
        new SpreadsheetFormat(),
        new UnreadableFormat(),
        new BdfFormat(),
        new DelimitedFormat(),
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It is not there, is damaged, or holds no impedance: the message names file, line and column.</exception>
    public static SpectrumFile Read(string path) => Read(FileBytes.Of(path), path);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The content, at the most 48 MiB.</param>
    /// <param name="name">Name of the file, for messages and for its extension.</param>
    /// <exception cref="DataFileException">It is damaged, or holds no impedance.</exception>
    public static SpectrumFile Read(Stream stream, string name) => Read(FileBytes.Of(stream, name), name);

    /// <summary>Reads bytes.</summary>
    /// <inheritdoc cref="Read(Stream, string)"/>
    public static SpectrumFile Read(byte[] bytes, string name)
    {
        var file = new DataFile(name, bytes);
        if (bytes.Length == 0)
            throw file.Refuse("the file is empty");
        if (bytes.Length > MaximumSize)
            throw file.Refuse(
                $"the file is larger than the {MaximumSize >> 20} MiB that a file with spectra may have"
            );
        foreach (var format in Formats)
            if (format.Recognises(file))
                return format.Read(file);
        throw file.Refuse("this is a binary file of a kind that is not known");
    }
}
