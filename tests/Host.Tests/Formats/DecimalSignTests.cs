using System.Globalization;
using System.Text;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

/// <summary>Numbers with commas: decimals, thousands, both, and what cannot be told apart.</summary>
public class DecimalSignTests
{
    private static readonly double[] _frequencies = [1234567.5, 98765.25, 4321.5, 123.75, 12.5, 1.5];

    /// <summary>Columns f, Z', Z'' with every number written by <paramref name="write"/>.</summary>
    private static SpectrumFile Read(Func<double, int, string> write, string separator = ";")
    {
        var text = new StringBuilder(string.Join(separator, "f", "Z'", "Z''") + "\n");
        for (var k = 0; k < _frequencies.Length; k++)
            text.AppendJoin(
                    separator,
                    write(_frequencies[k], k),
                    write(1010.5 + 200.25 * k, k),
                    write(-3.5 - k, k)
                )
                .Append('\n');
        return SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.csv");
    }

    private static string Plain(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static string Turned(string number) =>
        number.Replace(',', '_').Replace('.', ',').Replace('_', '.');

    private static string Grouped(double value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static void AssertAsPlain(SpectrumFile file)
    {
        var spectrum = Assert.Single(file.Spectra);
        var plain = Read((value, _) => Plain(value)).Spectra[0];
        Assert.Equal(plain.FrequencyHz, spectrum.FrequencyHz);
        Assert.Equal(plain.Impedance, spectrum.Impedance);
    }

    [Fact]
    public void Points_and_commas_between_thousands_are_taken_out_and_that_is_said()
    {
        var american = Read((value, _) => Grouped(value));
        AssertAsPlain(american);
        Assert.Contains(american.Notes, note => note.Contains("thousands", StringComparison.Ordinal));
        var german = Read((value, _) => Turned(Grouped(value)));
        AssertAsPlain(german);
        Assert.Contains(german.Notes, note => note.Contains("thousands", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_with_a_point_among_rows_with_a_comma_are_read_and_that_is_said()
    {
        var mixed = Read((value, k) => k % 2 == 0 ? Plain(value) : Turned(Plain(value)));
        AssertAsPlain(mixed);
        Assert.Contains(
            mixed.Notes,
            note => note.Contains("mixed decimal separators", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Quoted_decimal_commas_between_commas_are_read() =>
        AssertAsPlain(Read((value, _) => $"\"{Turned(Plain(value))}\"", ","));

    [Fact]
    public void A_file_with_one_kind_of_number_has_no_note_on_it()
    {
        Assert.Empty(Read((value, _) => Plain(value)).Notes);
        Assert.Empty(Read((value, _) => Turned(Plain(value))).Notes);
    }

    [Theory]
    [InlineData("f;Z';Z''\n1.000;10,5;-3,2\n100;11,5;-4,1\n10;12,5;-2,5\n", 2, 1, "two ways")]
    [InlineData(
        "f;Z';Z''\n1,000,000;10.5;-3.2\n100,5;11.5;-4.1\n10;12.5;-2.5\n",
        2,
        1,
        "thousands here and decimals in line 3"
    )]
    [InlineData(
        "f,Z',Z''\n1000,5,10,5,-3,2\n100,5,11,5,-4,1\n10,5,12,5,-2,5\n",
        2,
        0,
        "comma stands between"
    )]
    public void What_can_be_read_in_two_ways_is_refused_with_its_place(
        string text,
        int line,
        int column,
        string reason
    )
    {
        var e = Assert.Throws<DataFileException>(() =>
            SpectrumFiles.Read(Encoding.UTF8.GetBytes(text), "x.csv")
        );
        Assert.Equal((line, column), (e.Line, e.Column));
        Assert.Contains(reason, e.Reason);
    }
}
