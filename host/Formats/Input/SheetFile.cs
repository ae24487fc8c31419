using System.IO.Compression;
using System.Xml;

namespace EdgeTester.Formats;

/// <summary>A sheet of a spreadsheet: its name and its rows of text cells.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<Row> Rows);

/// <summary>Opens the zip of a spreadsheet safely: entries are bounded, XML has no external parts.</summary>
internal static class SheetFile
{
    /// <summary>The largest unpacked entry in bytes: a bound against archives made to fill the memory.</summary>
    private const long MaximumEntry = 96L << 20;

    /// <summary>The widest row.</summary>
    public const int MaximumColumns = 2048;

    /// <summary>The most cells of a file.</summary>
    public const int MaximumCells = 6_000_000;

    /// <summary>Runs with the open archive; turns every fault of it into a <see cref="DataFileException"/>.</summary>
    public static T With<T>(DataFile file, Func<ZipArchive, T> use)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes, false), ZipArchiveMode.Read);
            return use(archive);
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or XmlException
                        or EndOfStreamException
                        or NotSupportedException
                        or IOException
            )
        {
            var place = e as XmlException;
            throw new DataFileException(
                file.Name,
                place?.LineNumber ?? 0,
                place?.LinePosition ?? 0,
                "the spreadsheet is damaged or cut"
            );
        }
    }

    /// <summary>The XML of an entry, or null where it is not there.</summary>
    public static XmlReader? Xml(ZipArchive archive, string path)
    {
        if (archive.GetEntry(path) is not { } entry)
            return null;
        if (entry.Length > MaximumEntry)
            throw new InvalidDataException($"{path} unpacks to {entry.Length} bytes");
        return Xml(new BoundedStream(entry.Open(), MaximumEntry));
    }

    /// <summary>XML without a document type and without anything from outside.</summary>
    public static XmlReader Xml(Stream stream) =>
        XmlReader.Create(
            stream,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                CloseInput = true,
            }
        );
}
