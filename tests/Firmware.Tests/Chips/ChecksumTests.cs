using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData("313233343536373839", 0x29B1)]
    [InlineData("61800 0FF0E00", 0xDA14)]
    [InlineData("001100", 0xFCDE)]
    [InlineData("A00000", 0x7100)]
    [InlineData("050000 000000 000000 000000 000000 000000 000000 000000 000000", 0x38AD)]
    [InlineData("05FF00 000001 000002 000003 000004 000005 000006 000007 000008", 0xCF07)]
    public void ConverterFramesHaveTheChecksumsOfTheDataSheet(string hex, int checksum)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.Equal(checksum, Crc16Ccitt.Compute(bytes, 0, bytes.Length));
    }

    [Theory]
    [InlineData("313233343536373839", 0xF4)]
    [InlineData("060000", 0x7D)]
    [InlineData("860000", 0x76)]
    [InlineData("088000", 0xE7)]
    [InlineData("030800", 0x15)]
    public void DacFramesHaveTheChecksumsOfTheDataSheet(string hex, int checksum)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(checksum, Crc8.Compute(bytes, 0, bytes.Length));
    }
}
