using System.Globalization;
using System.Text;
using EdgeTester.Analysis;

namespace EdgeTester.Formats;

/// <summary>Writes a spectrum as plain CSV that DRT and fitting tools read: frequency, Z', Z'' with its physical sign.</summary>
public static class SpectrumCsv
{
    /// <summary>The names of the columns (those of the Battery Data Format).</summary>
    public const string Header = "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm";

    /// <summary>The spectrum as text: header, then a line a point by falling frequency, every number to its last digit.</summary>
    public static string Write(Spectrum spectrum)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var k = 0; k < spectrum.Count; k++)
        {
            var z = spectrum.Impedance[k];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{spectrum.FrequencyHz[k]:R},{z.Real:R},{z.Imaginary:R}\n"
            );
        }
        return text.ToString();
    }
}
