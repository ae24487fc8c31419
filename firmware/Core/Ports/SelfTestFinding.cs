using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Ports
{
    /// <summary>What a self-test has found: the first part that failed, and which channels' converters were looked at.</summary>
    public sealed class SelfTestFinding
    {
        /// <summary>A finding of the whole board.</summary>
        public const int Board = 255;

        /// <summary>What failed, <see cref="SelfTestPart.None"/> where all is well.</summary>
        public SelfTestPart Part;

        /// <summary>Channel that it belongs to, or <see cref="Board"/>.</summary>
        public int Channel = Board;

        /// <summary>What was read; its unit goes by the part.</summary>
        public double Read;

        /// <summary>What should have been.</summary>
        public double Expected;

        /// <summary>Bits of the channels whose converters were tested.</summary>
        public int Channels;

        /// <summary>All well, nothing tested.</summary>
        public void Clear()
        {
            Part = SelfTestPart.None;
            Channel = Board;
            Read = 0;
            Expected = 0;
            Channels = 0;
        }

        /// <summary>Takes a failure unless there is one already.</summary>
        public void Fail(SelfTestPart part, int channel, double read, double expected)
        {
            if (Part != SelfTestPart.None)
                return;
            Part = part;
            Channel = channel;
            Read = read;
            Expected = expected;
        }
    }
}
