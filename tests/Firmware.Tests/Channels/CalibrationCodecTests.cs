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
        calibration.LeadOhm[6] = 3.1e-3;
        calibration.LeakSiemens[2] = 4e-11;
        calibration.GroundOhm[1][7] = 2.5e-4f;
        calibration.Compensation[4].Short[3] = 0.017f;
        calibration.Compensation[4].Open[9] = 3.7e-5f;
        calibration.Compensation[7].Load[25] = -0.012f;
        int count = CalibrationCodec.Encode(calibration, buffer);
        Assert.InRange(count, 1000, buffer.Length);
        FrontEndCalibration back = Assert.IsType<FrontEndCalibration>(CalibrationCodec.Decode(buffer, count));
        Assert.Equal(calibration.Name, back.Name);
        Assert.Equal(calibration.CoarseGain, back.CoarseGain);
        Assert.Equal(calibration.ShuntOhm, back.ShuntOhm);
        Assert.Equal(calibration.ShuntOffset, back.ShuntOffset);
        Assert.Equal(calibration.ShuntFarad, back.ShuntFarad);
        Assert.Equal(calibration.ReferenceOhm, back.ReferenceOhm);
        Assert.Equal(calibration.LeadOhm, back.LeadOhm);
        Assert.Equal(calibration.LeakSiemens, back.LeakSiemens);
        Assert.Equal(calibration.GroundOhm, back.GroundOhm);
        for (int k = 0; k < 8; k++)
        {
            Assert.Equal(calibration.Compensation[k].Short, back.Compensation[k].Short);
            Assert.Equal(calibration.Compensation[k].Open, back.Compensation[k].Open);
            Assert.Equal(calibration.Compensation[k].Load, back.Compensation[k].Load);
        }

        FrontEndCalibration taken = new();
        taken.Take(back);
        Assert.True(taken.HasFixture);
        Assert.Equal(back.Compensation[4].Open, taken.Compensation[4].Open);
        Assert.Equal(back.GroundOhm, taken.GroundOhm);
    }

    [Fact]
    public void ACalibrationFromBeforeTheCompensationIsStillRead()
    {
        FrontEndCalibration calibration = new() { Name = "old" };
        calibration.CoarseGain[3] = 1.0017;
        calibration.LeadOhm[0] = 5e-3;
        int count = CalibrationCodec.Encode(calibration, buffer);
        // Version 2 ends after the shunts of R_cal, 16 doubles and, for each channel, 8 and three terms before the end.
        int end = count - 4 - 8 * (16 + 8 * (8 + 3 * Compensation.TermLength));
        buffer[2] = 2;
        BitConverter.TryWriteBytes(buffer.AsSpan(end), Crc32.Compute(buffer, 0, end));
        FrontEndCalibration back = Assert.IsType<FrontEndCalibration>(
            CalibrationCodec.Decode(buffer, end + 4)
        );
        Assert.Equal("old", back.Name);
        Assert.Equal(1.0017, back.CoarseGain[3]);
        Assert.Equal(0, back.LeadOhm[0]);
        Assert.Equal(1, back.Compensation[0].Load[0]);
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
        Assert.Equal("4543030804", Convert.ToHexString(buffer, 0, 5));
        int count = CalibrationCodec.Encode(new FrontEndCalibration(), buffer);
        Assert.Equal(Crc32.Compute(buffer, 0, count - 4), BitConverter.ToUInt32(buffer, count - 4));
    }
}
