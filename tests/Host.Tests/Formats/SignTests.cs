using System.Globalization;
using System.Numerics;
using System.Text;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class SignTests
{
    /// <summary>A resistor and two arcs, with the sign and the header that a case asks for.</summary>
    private static byte[] Table(
        string? header,
        double imaginarySign,
        string separator = ",",
        bool comma = false
    )
    {
        var text = new StringBuilder(header is null ? "" : header + "\n");
        for (var k = 0; k <= 40; k++)
        {
            var frequency = Math.Pow(10, 5 - 0.15 * k);
            var jw = new Complex(0, 2 * Math.PI * frequency);
            var z = 50 + 200 / (1 + jw * 1e-4) + 300 / (1 + jw * 1e-2);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{frequency:R}|{z.Real:R}|{imaginarySign * z.Imaginary:R}"
            );
            text.Append(comma ? line.Replace('.', ',') : line).Replace("|", separator).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    [Theory]
    [InlineData("f,Z',Z''", 1)]
    [InlineData("freq,Zre,-Zim", -1)]
    [InlineData("Frequency (Hz),Re(Z) (Ohm),-Im(Z) (Ohm)", -1)]
    [InlineData("f / Hz,Z' / Ω,−Z'' / Ω", -1)]
    [InlineData("frequency,real,imaginary", -1)]
    [InlineData("frequency,real,imaginary", 1)]
    [InlineData("frequency_hz,real_ohm,imaginary_ohm", 1)]
    [InlineData("freq_Hz,Z_real_ohm,Z_imag_ohm", -1)]
    [InlineData(null, 1)]
    [InlineData(null, -1)]
    public void A_capacitive_cell_comes_out_capacitive_however_it_was_written(string? header, double sign)
    {
        var spectrum = Assert.Single(SpectrumFiles.Read(Table(header, sign), "x.csv").Spectra);
        Assert.All(spectrum.Impedance, z => Assert.True(z.Imaginary < 0));
        Assert.Equal(550, spectrum.Impedance[^1].Real, 0);
    }

    [Theory]
    [InlineData("frequency,real,imaginary", -1.0, true)]
    [InlineData(null, -1.0, true)]
    [InlineData(null, 1.0, true)]
    [InlineData("f,Z',Z''", 1.0, false)]
    public void A_sign_that_was_decided_by_evidence_is_noted(string? header, double sign, bool noted)
    {
        var notes = SpectrumFiles.Read(Table(header, sign), "x.csv").Notes;
        Assert.Equal(noted, notes.Any(note => note.Contains("correlation", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(";", true)]
    [InlineData("\t", true)]
    [InlineData("   ", true)]
    [InlineData(" | ", false)]
    public void Delimiters_and_decimal_commas_make_no_difference(string separator, bool comma)
    {
        var header = string.Join(separator, "f", "Z'", "Z''");
        var other = SpectrumFiles.Read(Table(header, 1, separator, comma), "x.txt").Spectra[0];
        Assert.Equal(SpectrumFiles.Read(Table("f,Z',Z''", 1), "x.csv").Spectra[0].Impedance, other.Impedance);
    }

    [Theory]
    [InlineData("f (kHz),Z' (kOhm),Z'' (kOhm)", 1e3, 1e3)]
    [InlineData("f (mHz),Z' (mOhm),Z'' (mOhm)", 1e-3, 1e-3)]
    [InlineData("f (MHz),Z' (MOhm),Z'' (MOhm)", 1e6, 1e6)]
    [InlineData("omega (rad/s),Z' (Ohm),Z'' (Ohm)", 0.5 / Math.PI, 1)]
    public void Units_of_the_header_are_obeyed(string header, double hertz, double ohm)
    {
        var plain = SpectrumFiles.Read(Table("f,Z',Z''", 1), "x.csv").Spectra[0];
        var scaled = SpectrumFiles.Read(Table(header, 1), "x.csv").Spectra[0];
        Assert.Equal(
            plain.FrequencyHz[0] * hertz,
            scaled.FrequencyHz[0],
            plain.FrequencyHz[0] * hertz * 1e-12
        );
        Assert.Equal(
            plain.Impedance[5].Imaginary * ohm,
            scaled.Impedance[5].Imaginary,
            Math.Abs(plain.Impedance[5].Imaginary) * ohm * 1e-12
        );
    }

    [Fact]
    public void A_damaged_row_is_named_with_line_and_column()
    {
        var text = "f,Z',Z''\n1000,1,-2\n100,1.5,x2\n10,2,-1\n";
        var e = Assert.Throws<DataFileException>(() =>
            SpectrumFiles.Read(Encoding.UTF8.GetBytes(text), "x.csv")
        );
        Assert.Equal((3, 9), (e.Line, e.Column));
        Assert.Equal("x.csv, line 3, column 9: \"x2\" is no number", e.Message);
        var cut = "f,Z',Z''\n1000,1,-2\n100,1.5,-2\n10,2\n";
        e = Assert.Throws<DataFileException>(() => SpectrumFiles.Read(Encoding.UTF8.GetBytes(cut), "x.csv"));
        Assert.Equal((4, 5), (e.Line, e.Column));
        Assert.Contains("cut", e.Reason);
    }

    [Fact]
    public void Sweeps_up_and_down_and_repeats_are_told_apart()
    {
        var text = "f,Z',Z''\n100,1,-1\n10,2,-1\n1,3,-1\n1,5,-3\n10,2,-1\n100,1,-1\n100,1,-1\n10,2,-1\n";
        var file = SpectrumFiles.Read(Encoding.UTF8.GetBytes(text), "x.csv");
        Assert.Equal([3, 2, 1], file.Spectra.Select(spectrum => spectrum.Count));
        Assert.Equal(new Complex(4, -2), file.Spectra[0].Impedance[^1]);
        Assert.Contains(file.Notes, note => note.Contains("averaged", StringComparison.Ordinal));
    }
}
