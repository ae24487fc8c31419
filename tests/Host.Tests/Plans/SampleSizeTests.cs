using EdgeTester.Contracts;
using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public class SampleSizeTests
{
    [Fact]
    public void The_bytes_that_a_description_promises_are_those_that_the_codec_makes()
    {
        const int count = 128;
        var random = new Random(3);
        var block = new SampleBlock(count)
        {
            Count = count,
            VoltageQuantum = 1e-6,
            CurrentQuantum = 1e-9,
        };
        for (var k = 0; k < count; k++)
        {
            block.ElapsedMicroseconds[k] = 10_000_000L * k + random.Next(-12_000, 12_000);
            block.VoltageCounts[k] = 66_500 + k * 5 + random.Next(-60, 60);
            block.CurrentCounts[k] = 100_000 + random.Next(-200, 200);
            block.TemperatureCentidegrees[k] = (short)(3000 + random.Next(-2, 3));
        }
        var buffer = new byte[SampleBlockCodec.LargestSize(count)];
        var size = SampleBlockCodec.Encode(block, buffer, 0, new FrameHeader(), new ByteWriter());
        var promised = PlanDescription
            .Describe(
                PlanFile
                    .Parse(
                        """{"record":{"time_s":10},"method":[{"step":"open_circuit_voltage","until_time_s":1260}]}"""
                    )
                    .Plan!
            )
            .Total.Bytes.Most;
        Assert.InRange(promised / size, 0.85, 1.2);
    }
}
