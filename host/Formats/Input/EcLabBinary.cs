using System.Buffers.Binary;

namespace EdgeTester.Formats;

/// <summary>
/// The data module of a BioLogic binary file (.mpr): rows of little-endian numbers, their columns named by ids. The size of
/// a row must agree with the module's length, or the file is refused.
/// </summary>
internal sealed class EcLabBinary
{
    private const int ModuleHeader = 6 + 10 + 25;

    /// <summary>Ids whose values share one byte of flags (mode, ox/red, error, control, Ns changes, counter inc.).</summary>
    private static readonly HashSet<int> Flags = [1, 2, 3, 21, 31, 65];

    private static readonly HashSet<int> Doubles =
    [
        4,
        7,
        11,
        13,
        23,
        24,
        74,
        123,
        124,
        125,
        126,
        182,
        211,
        379,
        467,
    ];

    private static readonly HashSet<int> Shorts = [39, 131];

    private static readonly HashSet<int> Words = [212, 213, 468, 469];

    private readonly byte[] bytes;
    private readonly int first;
    private readonly int rowSize;
    private readonly Dictionary<int, int> offsets = [];

    private EcLabBinary(byte[] bytes, int first, int count, ReadOnlySpan<int> ids)
    {
        this.bytes = bytes;
        this.first = first;
        Count = count;
        var flags = false;
        foreach (var id in ids)
        {
            if (Flags.Contains(id) && flags)
                continue;
            flags |= Flags.Contains(id);
            offsets.TryAdd(id, rowSize);
            rowSize += Size(id);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Whether a file begins like one of BioLogic's.</summary>
    public static bool Is(DataFile file) => file.StartsWith("BIO-LOGIC MODULAR FILE"u8);

    /// <summary>Whether a column is there.</summary>
    public bool Has(int id) => offsets.ContainsKey(id);

    /// <summary>The first of some columns that is there, or -1.</summary>
    public int FirstOf(params int[] ids) => ids.FirstOrDefault(Has, -1);

    /// <summary>A value.</summary>
    public double Value(int row, int id)
    {
        var at = bytes.AsSpan(first + row * rowSize + offsets[id]);
        return Size(id) switch
        {
            8 => BinaryPrimitives.ReadDoubleLittleEndian(at),
            2 => BinaryPrimitives.ReadUInt16LittleEndian(at),
            1 => at[0],
            _ when Words.Contains(id) => BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ => BinaryPrimitives.ReadSingleLittleEndian(at),
        };
    }

    /// <summary>Finds the data module and checks it.</summary>
    /// <exception cref="DataFileException">It is missing, cut, or of a layout that is not known.</exception>
    public static EcLabBinary Read(DataFile file)
    {
        var bytes = file.Bytes;
        var module = bytes.AsSpan().IndexOf("MODULEVMP data  "u8);
        if (module < 0)
            throw file.Refuse(
                "there is no data module in this EC-Lab file: it is cut, or nothing was measured"
            );
        var at = module + ModuleHeader;
        var newer = UInt32(file, at) == uint.MaxValue;
        var length = UInt32(file, newer ? at + 4 : at);
        var version = UInt32(file, newer ? at + 12 : at + 4);
        // After the version stands a date of eight characters.
        var start = newer ? at + 24 : at + 16;
        if (start + (long)length > bytes.Length)
            throw file.Refuse(
                $"the data module needs {start + (long)length} bytes, the file has {bytes.Length}: it is cut"
            );
        var (idSize, dataOffset) = version switch
        {
            2 => (1, 405),
            3 => (1, 406),
            10 or 11 => (2, 1007),
            _ => throw file.Refuse(
                $"the data module has version {version}, which is not known: export it as text (.mpt)"
            ),
        };
        var rows = UInt32(file, start);
        var columns =
            idSize == 1 ? bytes[start + 4] : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + 4));
        if (length < dataOffset || 4 + idSize + 2 * columns > dataOffset)
            throw file.Refuse("the head of the data module is damaged");
        var ids = new int[columns];
        for (var k = 0; k < columns; k++)
            ids[k] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + 4 + idSize + 2 * k));
        var data = new EcLabBinary(bytes, start + dataOffset, (int)Math.Min(rows, int.MaxValue), ids);
        if ((long)rows * data.rowSize != length - dataOffset)
            throw file.Refuse(
                $"{rows} rows of {data.rowSize} bytes do not make the {length - dataOffset} bytes of the data module: it has columns that are not known; export it as text (.mpt)"
            );
        return data;
    }

    /// <summary>The technique as the settings name it; empty where it cannot be read.</summary>
    public static string Technique(DataFile file)
    {
        var settings = file.Bytes.AsSpan().IndexOf("MODULEVMP Set   "u8);
        var at = settings + ModuleHeader + 24;
        if (settings < 0 || at + 1 >= file.Bytes.Length)
            return "";
        var code = file.Bytes[UInt32(file, settings + ModuleHeader) == uint.MaxValue ? at : at - 8];
        return code switch
        {
            0x04 => "GCPL",
            0x06 => "CV",
            0x0B => "OCV",
            0x18 => "CA",
            0x19 => "CP",
            0x1D => "PEIS",
            0x1E => "GEIS",
            0x32 => "ZIR",
            0x7F => "MB",
            _ => "",
        };
    }

    private static int Size(int id) =>
        Doubles.Contains(id) ? 8
        : Shorts.Contains(id) ? 2
        : Flags.Contains(id) ? 1
        : 4;

    private static uint UInt32(DataFile file, int at) =>
        at + 4 <= file.Bytes.Length
            ? BinaryPrimitives.ReadUInt32LittleEndian(file.Bytes.AsSpan(at))
            : throw file.Refuse("the EC-Lab file is cut in the head of a module");
}
