using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;

namespace EdgeTester.Firmware.Tests.Channels;

public class CalibrationOrderTests
{
    private static CalibrationOrder Order(params CalibrationPoint[] points) =>
        new()
        {
            Name = "bench 7, 2026-11-22",
            UnixSeconds = 1_795_000_000,
            Celsius = 23.5,
            Residual = 4e-5,
            Points = points,
        };

    private static readonly CalibrationPoint Voltage = new()
    {
        Kind = CalibrationKind.CoarseVoltage,
        Channel = 3,
        TrueLow = -5,
        ReadLow = -5.002,
        TrueHigh = 5,
        ReadHigh = 5.004,
    };

    [Fact]
    public void Comparisons_become_a_calibration_that_removes_what_they_show()
    {
        var buffer = new byte[4096];
        var length = Order(Voltage).Encode(buffer, new ByteWriter());
        var order = new CalibrationOrder();
        Assert.True(order.TryDecode(buffer, length, new ByteReader()));
        var bench = new Bench().Initialized();
        var bytes = new byte[CalibrationCodec.LargestSize];
        var count = bench.FrontEnd.Adjust(order, bytes, out var bad);
        Assert.Equal(-1, bad);
        Assert.Equal("bench", bench.FrontEnd.CalibrationName);
        Assert.True(bench.FrontEnd.Calibrate(bytes, count));
        Assert.Equal("bench 7, 2026-11-22", bench.FrontEnd.CalibrationName);
        Assert.Equal(
            (1_795_000_000, 23.5, 4e-5),
            (
                bench.FrontEnd.CalibrationUnixSeconds,
                bench.FrontEnd.CalibrationCelsius,
                bench.FrontEnd.CalibrationResidual
            )
        );
        double Corrected(double shown) =>
            (shown - bench.Calibration.CoarseOffset[3]) * bench.Calibration.CoarseGain[3];
        Assert.Equal(-5, Corrected(-5.002), 1e-9);
        Assert.Equal(5, Corrected(5.004), 1e-9);
        Assert.Equal(1, bench.Calibration.CoarseGain[2]);
    }

    [Fact]
    public void A_point_that_cannot_be_is_named_and_changes_nothing()
    {
        var bench = new Bench().Initialized();
        foreach (
            var wrong in new CalibrationPoint[]
            {
                new()
                {
                    Kind = CalibrationKind.Current,
                    Channel = 8,
                    TrueHigh = 1,
                    ReadHigh = 1,
                },
                new()
                {
                    Kind = CalibrationKind.Current,
                    Range = 4,
                    TrueHigh = 1,
                    ReadHigh = 1,
                },
                new()
                {
                    Kind = CalibrationKind.FineVoltage,
                    TrueHigh = 0.25,
                    ReadHigh = 0.2,
                },
                new()
                {
                    Kind = CalibrationKind.Impedance,
                    TrueHigh = 100,
                    ReadHigh = double.NaN,
                },
            }
        )
        {
            Assert.Equal(0, bench.FrontEnd.Adjust(Order(Voltage, wrong), new byte[4096], out var bad));
            Assert.Equal(1, bad);
        }
        Assert.Equal("bench", bench.FrontEnd.CalibrationName);
    }

    [Fact]
    public void A_damaged_order_is_refused()
    {
        var buffer = new byte[4096];
        var length = Order(Voltage, Voltage).Encode(buffer, new ByteWriter());
        for (var k = 0; k < length; k++)
        {
            var cut = buffer.AsSpan(0, length).ToArray();
            cut[k] ^= 0x10;
            Assert.False(new CalibrationOrder().TryDecode(cut, length, new ByteReader()));
            Assert.False(new CalibrationOrder().TryDecode(buffer, k, new ByteReader()));
        }
    }
}
