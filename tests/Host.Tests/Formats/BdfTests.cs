using System.Text;
using System.Text.Json;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class BdfTests
{
    private static readonly BdfColumn[] Columns =
    [
        BdfColumns.TestTime,
        BdfColumns.Voltage,
        BdfColumns.Current,
        BdfColumns.StepCount,
        BdfColumns.Frequency,
        BdfColumns.RealImpedance,
        BdfColumns.ImaginaryImpedance,
    ];

    private static byte[] Table()
    {
        using var text = new StringWriter();
        var csv = new BdfCsvWriter(text, Columns);
        csv.WriteRow([0, 3.1, 1e-4, 0, double.NaN, double.NaN, double.NaN]);
        csv.WriteRow([10, 1.0 / 3, -1e-4, 0, double.NaN, double.NaN, double.NaN]);
        foreach (var step in new[] { 1.0, 2.0 })
        foreach (var frequency in new[] { 1000.0, 100, 10 })
            csv.WriteRow([20 + step, 3, 0, step, frequency, 50 + step, 2e-3]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    [Fact]
    public void A_table_is_read_back_to_the_last_digit()
    {
        var series = TimeSeriesFiles.Read(Table(), "x.bdf.csv");
        Assert.Equal("Battery Data Format", series.Format);
        Assert.Equal(8, series.Count);
        Assert.Equal(1.0 / 3, series.Values(BdfColumns.Voltage)[1]);
        Assert.True(double.IsNaN(series.Values(BdfColumns.Frequency)[0]));
        using var again = new StringWriter();
        BdfCsvWriter.Write(again, series);
        var twice = TimeSeriesFiles.Read(Encoding.UTF8.GetBytes(again.ToString()), "y.bdf.csv");
        foreach (var column in Columns)
            Assert.Equal(series.Values(column), twice.Values(column));
    }

    [Fact]
    public void Its_spectra_are_told_apart_by_step_and_keep_their_sign_even_where_it_is_unusual()
    {
        var file = SpectrumFiles.Read(Table(), "x.bdf.csv");
        Assert.Equal([3, 3], file.Spectra.Select(spectrum => spectrum.Count));
        Assert.All(file.Spectra, spectrum => Assert.Equal(2e-3, spectrum.Impedance[0].Imaginary));
        Assert.Equal(52, file.Spectra[1].Impedance[0].Real);
    }

    [Fact]
    public void A_table_without_a_required_column_is_not_begun()
    {
        using var text = new StringWriter();
        Assert.Throws<ArgumentException>(() =>
            new BdfCsvWriter(text, [BdfColumns.TestTime, BdfColumns.Voltage])
        );
        Assert.Equal("", text.ToString());
    }

    [Fact]
    public void The_side_car_names_the_cell_the_signs_and_the_columns()
    {
        var metadata = new BdfMetadata
        {
            Institution = "Lab 7, Zürich",
            Cell = "NZSP/Zn 0.10",
            Start = new DateTimeOffset(2026, 11, 22, 3, 4, 5, TimeSpan.Zero),
            PositiveElectrode = "Na",
            Further = new Dictionary<string, string> { ["area_cm2"] = "0.785" },
        };
        Assert.Equal("Lab-7-Z-rich__NZSP-Zn-0.10__20261122_002.bdf.csv", metadata.FileName(2));
        Assert.Equal("a.bdf.metadata.json", BdfMetadata.SideCar("a.bdf.csv"));
        using var json = JsonDocument.Parse(metadata.Write(Columns));
        Assert.Equal("0.785", json.RootElement.GetProperty("area_cm2").GetString());
        Assert.Equal(
            "negative for capacitive",
            json.RootElement.GetProperty("sign_of_imaginary_impedance").GetString()
        );
        Assert.Equal(Columns.Length, json.RootElement.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public void Labels_and_names_are_those_of_the_ontology()
    {
        Assert.Equal(BdfColumns.Current, BdfColumns.Find("current_ampere"));
        Assert.Equal(BdfColumns.Current, BdfColumns.Find("Current / A"));
        Assert.Equal(BdfColumns.All.Count, BdfColumns.All.Select(column => column.Name).Distinct().Count());
        Assert.All(BdfColumns.All, column => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", column.Name));
    }
}
