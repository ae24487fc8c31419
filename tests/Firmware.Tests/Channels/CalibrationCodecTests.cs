using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class CalibrationCodecTests
{
    private readonly byte[] buffer = new byte[CalibrationCodec.LargestSize];

    [Fact]
    public void ACalibrationComesBackAsItWas()
    {
        FrontEndCalibration calibration = new() { Name = "CN8-0007 2026-11-22" };
        calibration.CoarseGain[3] = 1.0017;
        calibration.ShuntOhm[7][3] = 99_950;
        calibration.ShuntOffset[0][2] = -31e-6;
        calibration.ShuntFarad[1][1] = 220e-12;
        calibration.ReferenceOhm[1] = 1000.31;
        int count = CalibrationCodec.Encode(calibration, buffer);
        Assert.InRange(count, 1000, buffer.Length);
        FrontEndCalibration back = Assert.IsType<FrontEndCalibration>(CalibrationCodec.Decode(buffer, count));
        Assert.Equal(calibration.Name, back.Name);
        Assert.Equal(calibration.CoarseGain, back.CoarseGain);
        Assert.Equal(calibration.ShuntOhm, back.ShuntOhm);
        Assert.Equal(calibration.ShuntOffset, back.ShuntOffset);
        Assert.Equal(calibration.ShuntFarad, back.ShuntFarad);
        Assert.Equal(calibration.ReferenceOhm, back.ReferenceOhm);
    }

    [Fact]
    public void EveryFlippedBitAndEveryCutIsFound()
    {
        int count = CalibrationCodec.Encode(new FrontEndCalibration { Name = "x" }, buffer);
        for (int k = 0; k < count; k++)
        {
            buffer[k] ^= (byte)(1 << k % 8);
            Assert.Null(CalibrationCodec.Decode(buffer, count));
            buffer[k] ^= (byte)(1 << k % 8);
            Assert.Null(CalibrationCodec.Decode(buffer, k));
        }

        Assert.NotNull(CalibrationCodec.Decode(buffer, count));
        Assert.Null(CalibrationCodec.Decode(buffer, buffer.Length + 1));
        Assert.Null(CalibrationCodec.Decode(buffer, -1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void ValuesThatNoBoardHasAreRefused(double gain)
    {
        FrontEndCalibration calibration = new();
        calibration.FineGain[2] = gain;
        int count = CalibrationCodec.Encode(calibration, buffer);
        Assert.Null(CalibrationCodec.Decode(buffer, count));
    }

    [Fact]
    public void ASmallBufferOrALongNameGivesNothing()
    {
        Assert.Equal(0, CalibrationCodec.Encode(new FrontEndCalibration(), new byte[100]));
        Assert.Equal(
            0,
            CalibrationCodec.Encode(new FrontEndCalibration { Name = new string('n', 100) }, buffer)
        );
    }

    [Fact]
    public void TheBytesBeginAsDocumented()
    {
        CalibrationCodec.Encode(new FrontEndCalibration(), buffer);
        Assert.Equal("4543020804", Convert.ToHexString(buffer, 0, 5));
        int count = CalibrationCodec.Encode(new FrontEndCalibration(), buffer);
        Assert.Equal(Crc32.Compute(buffer, 0, count - 4), BitConverter.ToUInt32(buffer, count - 4));
    }
}
