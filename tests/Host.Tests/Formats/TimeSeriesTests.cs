using System.Text;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class TimeSeriesTests
{
    [Theory]
    [InlineData("pyprobe_cycling/sample_data_arbin.csv", "Arbin text", 13, 2.6501, 3.5996)]
    [InlineData("pyprobe_cycling/sample_data_maccor.csv", "Maccor text", 15, 28.798, 3.716)]
    [InlineData("pyprobe_cycling/sample_data_novonix.csv", "Novonix text", 207, 0.49999, 4.1286)]
    [InlineData("pyprobe_cycling/sample_data_basytec.txt", "Basytec text", 74, 0.4496, 3.5329)]
    [InlineData(
        "pyprobe_cycling/Sample_data_biologic_01_MB_CA1.txt",
        "BioLogic EC-Lab text, Modulo Bat",
        1397,
        -0.89983,
        3.4854
    )]
    [InlineData("pyprobe_cycling/Sample_data_biologic_no_header.mpt", "text table", 13, 0, 2.9814)]
    [InlineData(
        "navani_cycling/bs542_004_gr_li_50ua_50mv_1v_191020_Channel_11.xlsx",
        "spreadsheet, sheet Channel_11_1",
        4526,
        5.0828e-5,
        0.072287
    )]
    [InlineData("hybrid_drt_cp/CP_SSB.mpr", "BioLogic EC-Lab binary CP", 30208, -1.6091e-8, 2.9229)]
    [InlineData("yadg_eclab/ocv.mpt", "BioLogic EC-Lab text, Open Circuit Voltage", 602, 0, 0.44194)]
    public void Real_exports_are_read_in_volt_and_ampere(
        string path,
        string format,
        int rows,
        double lastCurrent,
        double lastVoltage
    )
    {
        var series = TimeSeriesFiles.Read(SharedData.File(path));
        Assert.Equal(format, series.Format);
        Assert.Equal(rows, series.Count);
        Assert.Equal(lastCurrent, series.Values(BdfColumns.Current)[^1], Math.Abs(lastCurrent) * 1e-4);
        Assert.Equal(lastVoltage, series.Values(BdfColumns.Voltage)[^1], 1e-4);
        if (series.Has(BdfColumns.StepCount))
            Assert.Equal(series.Values(BdfColumns.StepCount), series.Values(BdfColumns.StepCount).Order());
    }

    [Theory]
    [InlineData("cp.issue_149")]
    [InlineData("cp.issue_61")]
    [InlineData("gcpl.issue_149")]
    [InlineData("ca.issue_149")]
    [InlineData("mb.issue_149")]
    public void A_binary_file_of_BioLogic_gives_the_record_of_its_text_export(string name)
    {
        var binary = TimeSeriesFiles.Read(SharedData.File($"yadg_eclab/{name}.mpr"));
        var text = TimeSeriesFiles.Read(SharedData.File($"yadg_eclab/{name}.mpt"));
        Assert.Equal(text.Count, binary.Count);
        foreach (var column in new[] { BdfColumns.TestTime, BdfColumns.Voltage, BdfColumns.NetCapacity })
            if (binary.Has(column) && text.Has(column))
                Same(text.Values(column), binary.Values(column), 1e-6, column.Label);
        if (!name.StartsWith("gcpl", StringComparison.Ordinal))
            Same(text.Values(BdfColumns.Current), binary.Values(BdfColumns.Current), 1e-6, "current");
    }

    [Fact]
    public void Maccor_states_sign_the_current_and_Neware_clocks_become_seconds()
    {
        var maccor = Read(
            "Rec#,Cyc#,Step,Test (Sec),Test Time (sec),State,Current,Voltage\n1,1,1,0,0,C,1.5,3.7\n2,1,2,10,10,D,1.5,3.6\n"
        );
        Assert.Equal([1.5, -1.5], maccor.Values(BdfColumns.Current));
        var neware = Read(
            "Record ID,Step ID,Time(h:min:s.ms),Voltage(mV),Current(mA)\n1,1,0:00:00.500,3700,-2\n2,1,27:00:10.0,3600,4\n"
        );
        Assert.Equal([0.5, 97210], neware.Values(BdfColumns.TestTime));
        Assert.Equal([-0.002, 0.004], neware.Values(BdfColumns.Current));
        Assert.Equal(3.6, neware.Values(BdfColumns.Voltage)[1], 12);
    }

    [Fact]
    public void A_row_without_its_voltage_is_named()
    {
        var e = Assert.Throws<DataFileException>(() =>
            Read("Test Time / s,Voltage / V,Current / A\n0,1,2\n1,,2\n")
        );
        Assert.Equal((3, 3), (e.Line, e.Column));
    }

    private static TimeSeries Read(string text) =>
        TimeSeriesFiles.Read(Encoding.UTF8.GetBytes(text), "x.csv");

    private static void Same(
        IReadOnlyList<double> expected,
        IReadOnlyList<double> actual,
        double share,
        string what
    )
    {
        var scale = expected.Max(Math.Abs);
        for (var k = 0; k < expected.Count; k++)
            Assert.True(
                Math.Abs(expected[k] - actual[k]) <= share * scale,
                $"{what} of row {k}: {expected[k]} {actual[k]}"
            );
    }
}
