using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>A tick takes nothing from the heap: on the device a collection is a gap in the control loop.</summary>
public class AllocationTests
{
    [Fact]
    public void Thousands_of_steps_of_eight_channels_allocate_nothing()
    {
        var clock = new FakeClock();
        var frontEnd = new FakeFrontEnd(clock, 8);
        frontEnd.VoltageNoise = 1e-5;
        var link = new CountingUplink(clock);
        var options = new TesterOptions { Serial = "T1" };
        var power = new PowerSwitch();
        var memory = new FakeMemory(Tester.MemorySize(8), power);
        var tester = new Tester(options, clock, frontEnd, link, memory, new ArenaStore());
        tester.Start();
        var slow = Impedance.ImpedanceTests.Spectrum(true, 1e-4, 1, 0.01);
        for (var channel = 0; channel < 8; channel++)
        {
            var plan =
                channel == 7
                    ? Plan(slow)
                    : Plan(
                        Step(StepKind.ConstantCurrent, 1e-3).Until(100),
                        Step(StepKind.ConstantVoltage, 3.1).Until(50),
                        Loop(0, 1000, countsCycles: true)
                    );
            link.Send(
                new Command
                {
                    Id = (ulong)channel + 1,
                    Verb = CommandVerb.Start,
                    Run = Id((ulong)channel + 1),
                    Channel = (byte)channel,
                    Payload = plan,
                }
            );
        }
        Advance(tester, clock, 20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Advance(tester, clock, 20_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(ChannelState.Running, tester.ChannelAt(0).State);
        Assert.Equal(ChannelState.Running, tester.ChannelAt(7).State);
        Assert.True(link.Records > 100);
        Assert.Equal(0, allocated);
    }

    private static void Advance(Tester tester, FakeClock clock, int steps)
    {
        for (var k = 0; k < steps; k++)
            clock.ElapsedMicroseconds = tester.Step();
    }

    /// <summary>A link that acknowledges all records without keeping them.</summary>
    private sealed class CountingUplink(FakeClock clock) : IUplink
    {
        private readonly Queue<byte[]> down = new();
        private readonly byte[] answer = new byte[8 * Persisted.Size];
        private readonly bool[] waits = new bool[8];
        private readonly Persisted persisted = new();
        private readonly FrameHeader header = new();

        public int Records { get; private set; }
        public bool IsConnected => true;
        public int ConnectionCount => 1;
        public long LinkMicroseconds => clock.ElapsedMicroseconds;

        public void Send(Command command)
        {
            var buffer = new byte[command.EncodedSize];
            command.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
            down.Enqueue(buffer);
        }

        public bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain)
        {
            if (Frame.TryReadHeader(payload, 0, count, header) != FrameError.None)
                return true;
            if (!Frame.IsJournaled(header.Kind))
                return true;
            Records++;
            persisted.Run = header.Run;
            persisted.Channel = header.Channel;
            persisted.NextSequence = header.FirstSequence + header.RecordCount;
            persisted.Encode(answer, persisted.Channel * Persisted.Size, header);
            waits[persisted.Channel] = true;
            return true;
        }

        public bool TryReceive(byte[] buffer, out int count)
        {
            count = 0;
            if (down.TryDequeue(out var message))
            {
                message.CopyTo(buffer, 0);
                count = message.Length;
                return true;
            }
            var channel = Array.IndexOf(waits, true);
            if (channel < 0)
                return false;
            waits[channel] = false;
            Array.Copy(answer, channel * Persisted.Size, buffer, 0, Persisted.Size);
            count = Persisted.Size;
            return true;
        }
    }

    /// <summary>Segments in arrays that are handed out again, so that the store itself allocates nothing.</summary>
    private sealed class ArenaStore : ISegmentStore
    {
        private readonly int[] numbers = new int[64];
        private readonly int[] sizes = new int[64];
        private readonly byte[][] bytes = Enumerable.Range(0, 64).Select(_ => new byte[70_000]).ToArray();
        private int count;

        public long FreeBytes => 1L << 40;
        public int Count => count;

        public int NumberAt(int index) => numbers[index];

        public int SizeOf(int segment) => Find(segment) is var k and >= 0 ? sizes[k] : -1;

        public bool Append(int segment, byte[] buffer, int offset, int n)
        {
            var k = Find(segment);
            if (k < 0)
            {
                k = count++;
                numbers[k] = segment;
                sizes[k] = 0;
            }
            Array.Copy(buffer, offset, bytes[k], sizes[k], n);
            sizes[k] += n;
            return true;
        }

        public int Read(int segment, int position, byte[] buffer, int offset, int n)
        {
            var k = Find(segment);
            if (k < 0)
                return -1;
            n = Math.Max(0, Math.Min(n, sizes[k] - position));
            Array.Copy(bytes[k], position, buffer, offset, n);
            return n;
        }

        public bool Truncate(int segment, int size)
        {
            sizes[Find(segment)] = size;
            return true;
        }

        public bool Delete(int segment)
        {
            var k = Find(segment);
            if (k < 0)
                return false;
            count--;
            (numbers[k], numbers[count]) = (numbers[count], numbers[k]);
            (sizes[k], sizes[count]) = (sizes[count], sizes[k]);
            (bytes[k], bytes[count]) = (bytes[count], bytes[k]);
            return true;
        }

        private int Find(int segment) => Array.IndexOf(numbers, segment, 0, count);
    }
}
