using EdgeTester.Contracts;
using EdgeTester.Report.Model;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>What a tester says of its calibration, as facts of a report.</summary>
internal static class CalibrationFacts
{
    public static IEnumerable<Fact> Of(IRunStore store, string serial)
    {
        var record = store.ListDevices().FirstOrDefault(device => device.Serial == serial);
        if (record is null)
            yield break;
        var description = new DeviceDescription();
        var error = description.TryDecode(
            record.Description,
            0,
            record.Description.Length,
            new FrameHeader(),
            new ByteReader()
        );
        if (error != FrameError.None)
            yield break;
        yield return new Fact("Board and firmware", $"{description.Board}, {description.Firmware}");
        yield return new Fact(
            "Calibration certificate",
            description.Calibration.Length > 0
                ? description.Calibration
                : "none: the readings are those of a board with nominal parts"
        );
    }
}
