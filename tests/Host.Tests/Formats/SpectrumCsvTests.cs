using System.Numerics;
using System.Text;
using EdgeTester.Analysis;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class SpectrumCsvTests
{
    [Fact]
    public void A_written_spectrum_is_read_back_to_the_last_digit()
    {
        double[] frequency = [1e5, 1234.5678901234567, 0.1];
        Complex[] impedance = [new(1.0 / 3, 2e-7), new(100, -1e-300), new(-5, -7.7)];
        var csv = SpectrumCsv.Write(Spectrum.Create(frequency, impedance));
        var back = Assert.Single(SpectrumFiles.Read(Encoding.UTF8.GetBytes(csv), "back.csv").Spectra);
        Assert.Equal(frequency, back.FrequencyHz);
        Assert.Equal(impedance, back.Impedance);
    }
}
