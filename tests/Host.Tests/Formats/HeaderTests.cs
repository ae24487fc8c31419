using System.Globalization;
using System.Numerics;
using System.Text;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

/// <summary>Names of columns as instruments and people write them.</summary>
public class HeaderTests
{
    private static readonly double[] _frequencies =
    [
        .. Enumerable.Range(0, 41).Select(k => Math.Pow(10, 5 - 0.15 * k)),
    ];

    private static Complex Impedance(double frequency)
    {
        var jw = new Complex(0, 2 * Math.PI * frequency);
        return 50 + 200 / (1 + jw * 1e-4) + 300 / (1 + jw * 1e-2);
    }

    /// <summary>A table whose cells a case names: f, w, lf, re, im, -im, abs, labs, deg, -deg, rad, mrad, g, b, 0.</summary>
    private static SpectrumFile Read(string header, string cells, char separator = ',')
    {
        var text = new StringBuilder(header + "\n");
        foreach (var f in _frequencies)
            text.AppendJoin(
                    separator,
                    cells.Split(' ').Select(c => Cell(c, f).ToString("R", CultureInfo.InvariantCulture))
                )
                .Append('\n');
        return SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.csv");
    }

    private static double Cell(string what, double f)
    {
        var z = Impedance(f);
        return what switch
        {
            "f" => f,
            "w" => 2 * Math.PI * f,
            "lf" => Math.Log10(f),
            "re" => z.Real,
            "im" => z.Imaginary,
            "-im" => -z.Imaginary,
            "abs" => z.Magnitude,
            "labs" => Math.Log10(z.Magnitude),
            "deg" => z.Phase * 180 / Math.PI,
            "-deg" => -z.Phase * 180 / Math.PI,
            "rad" => z.Phase,
            "mrad" => 1e3 * z.Phase,
            "mS" => 1e3 * (1 / z).Real,
            "b" => 1e3 * (1 / z).Imaginary,
            _ => 0,
        };
    }

    [Theory]
    [InlineData("Frequency (Hz),Impedance Real (Ohms),Impedance Imag (Ohms)", "f re im")]
    [InlineData("Time,Frequency (Hz),Impedance Magnitude (Ohms),Impedance Phase (Degrees)", "0 f abs deg")]
    [InlineData("Frequency(Hz),Zs(ohm),theta(deg)", "f abs deg")]
    [InlineData("Freq. [Hz],Zs' [Ohms],Zs'' [Ohms],|Zs| [Ohms]", "f re im abs")]
    [InlineData("frequency_hz,z_real,z_imag_negative", "f re -im")]
    [InlineData("Frequency (Hz),Re[Z] (Ohm),Im[Z] (Ohm)", "f re im")]
    [InlineData("Frequency(Hz),R(ohm),X(ohm)", "f re im")]
    [InlineData("f in Hz,Realteil in Ohm,Imaginärteil in Ohm", "f re im")]
    [InlineData("Frequenz (Hz),Betrag (Ohm),Phasenwinkel (Grad)", "f abs deg")]
    [InlineData("log f,Z',Z''", "lf re im")]
    [InlineData("log10(freq),log|Z|,Phase (deg)", "lf labs deg")]
    [InlineData("omega (rad/s),Y' (mS),Y'' (mS)", "w mS b")]
    [InlineData("Frequency (Hz),Z (Ohm),-Phase (°)", "f abs -deg")]
    [InlineData("Frequency (Hz),Z (Ohm),Phase (mrad)", "f abs mrad")]
    [InlineData("freq,Zmod,Phase", "f abs rad")]
    [InlineData("freq,Zmod,Phase", "f abs deg")]
    public void The_columns_are_found(string header, string cells)
    {
        var spectrum = Assert.Single(Read(header, cells).Spectra);
        Assert.Equal(_frequencies.Length, spectrum.Count);
        for (var k = 0; k < spectrum.Count; k++)
        {
            Assert.Equal(_frequencies[k], spectrum.FrequencyHz[k], _frequencies[k] * 1e-9);
            Assert.Equal(0, (spectrum.Impedance[k] - Impedance(_frequencies[k])).Magnitude, 1e-6);
        }
    }

    [Fact]
    public void A_phase_that_was_taken_in_radians_without_a_unit_is_noted()
    {
        Assert.Contains(
            Read("freq,Zmod,Phase", "f abs rad").Notes,
            note => note.Contains("radians", StringComparison.Ordinal)
        );
        Assert.Empty(Read("freq,Zmod,Phase (rad)", "f abs rad").Notes);
    }

    [Fact]
    public void Names_of_several_words_between_wide_gaps_are_told_apart()
    {
        var text = new StringBuilder("Z imag (ohm)   Freq (Hz)   Z real (ohm)\n");
        foreach (var f in _frequencies)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Impedance(f).Imaginary:R}   {f:R}   {Impedance(f).Real:R}\n"
            );
        var spectrum = Assert.Single(
            SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.txt").Spectra
        );
        Assert.Equal(_frequencies, spectrum.FrequencyHz);
        Assert.Equal(Impedance(_frequencies[3]), spectrum.Impedance[3]);
    }

    [Theory]
    [InlineData("Frequency (Hz),|Z| (dB),Phase (deg)", "f abs deg")]
    [InlineData("Time/s,Z'/Ohm,Z''/Ohm", "f re im")]
    [InlineData("Frequency (Hz),Y' (pS),Y'' (pS)", "f re im")]
    public void Units_and_names_that_are_not_known_are_refused_with_the_columns(string header, string cells)
    {
        var e = Assert.Throws<DataFileException>(() => Read(header, cells));
        Assert.Contains("no impedance here", e.Reason);
        Assert.Equal(1, e.Line);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    public void A_line_of_text_within_a_table_loses_no_point_and_is_named(int after)
    {
        var text = new StringBuilder("f,Z',Z''\n");
        for (var k = 0; k < _frequencies.Length; k++)
        {
            if (k == after)
                text.Append("*** overload ***\n");
            var (f, z) = (_frequencies[k], Impedance(_frequencies[k]));
            text.Append(CultureInfo.InvariantCulture, $"{f:R},{z.Real:R},{z.Imaginary:R}\n");
        }
        var file = SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.csv");
        Assert.Equal([after, _frequencies.Length - after], file.Spectra.Select(s => s.Count));
        Assert.Contains(file.Notes, note => note.Contains($"line {after + 2}, \"*** overload ***\""));
    }

    [Fact]
    public void A_bare_inductor_without_a_sign_in_its_header_stays_inductive()
    {
        var text = new StringBuilder("f,Re,Im\n");
        foreach (var f in _frequencies)
            text.Append(CultureInfo.InvariantCulture, $"{f:R},1,{2e-5 * f:R}\n");
        var file = SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.csv");
        Assert.All(Assert.Single(file.Spectra).Impedance, z => Assert.True(z.Imaginary > 0));
        Assert.Contains(file.Notes, note => note.Contains("do not tell the sign", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_impedance_everywhere_is_flagged()
    {
        var text = "f,Z',Z''\n" + string.Concat(_frequencies.Select(f => $"{(int)(f * 1000)},25,0\n"));
        Assert.Contains(
            SpectrumFiles.Read(Encoding.UTF8.GetBytes(text), "x.csv").Notes,
            note => note.Contains("same at every frequency", StringComparison.Ordinal)
        );
    }
}
