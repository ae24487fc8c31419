namespace EdgeTester.Formats;

/// <summary>Formats that are known but not read: says what they are and what to do instead.</summary>
internal sealed class UnreadableFormat : ISpectrumFormat
{
    public string Name => "not readable";

    public bool Recognises(DataFile file) => Reason(file) is not null;

    public SpectrumFile Read(DataFile file) => throw file.Refuse(Reason(file)!);

    /// <summary>Why a file is not read, or null.</summary>
    public static string? Reason(DataFile file) =>
        file.StartsWith("MATLAB 5.0 MAT-file"u8) ? "this is a MATLAB file: export the table as text"
        : file.Extension is ".nda" or ".ndax" ? "this is a Neware file: export it as text or BDF"
        : file.Extension == ".res"
        || file.StartsWith([0, 1, 0, 0, (byte)'S', (byte)'t', (byte)'a', (byte)'n'])
            ? "this is an Arbin database (Access): export it as text"
        : file.StartsWith("PK"u8) && file.Extension is not (".xlsx" or ".xlsm" or ".ods")
            ? "this is a zip archive: unpack it first"
        : file.StartsWith([0x1F, 0x8B]) ? "this is packed with gzip: unpack it first"
        : file.StartsWith("PAR1"u8) ? "this is a Parquet file: export it as text or BDF"
        : null;
}
