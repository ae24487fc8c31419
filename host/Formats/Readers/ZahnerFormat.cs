using System.Buffers.Binary;
using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>
/// Zahner Thales spectra (.ism): big-endian; eight bytes, the number of points less one as i32, then all frequencies,
/// all moduli and all phases (radian) as doubles.
/// </summary>
internal sealed class ZahnerFormat : ISpectrumFormat
{
    private const int HeaderSize = 12;

    public string Name => "Zahner ism";

    public bool Recognises(DataFile file) =>
        file.Extension == ".ism" || file.StartsWith([0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0]);

    public SpectrumFile Read(DataFile file)
    {
        var bytes = file.Bytes.AsSpan();
        if (!file.StartsWith([0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) || bytes.Length < HeaderSize)
            throw file.Refuse("this does not begin like an ism file of Zahner Thales");
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) + 1L;
        if (count is < 1 or > 1_000_000)
            throw file.Refuse($"{count} points are announced: the file is damaged");
        if (bytes.Length < HeaderSize + 3 * 8 * count)
            throw file.Refuse(
                $"{count} points need {HeaderSize + 3 * 8 * count} bytes, the file has {bytes.Length}: it is cut"
            );
        var points = new List<RawPoint>();
        for (var k = 0; k < count; k++)
        {
            var at = HeaderSize + 8 * k;
            var frequency = BinaryPrimitives.ReadDoubleBigEndian(bytes[at..]);
            var modulus = BinaryPrimitives.ReadDoubleBigEndian(bytes[(at + 8 * (int)count)..]);
            var phase = BinaryPrimitives.ReadDoubleBigEndian(bytes[(at + 16 * (int)count)..]);
            if (
                !double.IsFinite(frequency)
                || frequency <= 0
                || !double.IsFinite(modulus)
                || !double.IsFinite(phase)
            )
                throw file.Refuse($"point {k + 1} is no number: the file is damaged");
            points.Add(new RawPoint(frequency, Complex.FromPolarCoordinates(modulus, phase), k));
        }
        var assembler = new SpectrumAssembler(file);
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.Known);
        return assembler.Finish(Name);
    }
}
