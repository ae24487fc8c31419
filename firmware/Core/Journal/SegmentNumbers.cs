namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// Which number of the segment store holds what: serial * 64 + channel for records, serial * 64 + 32 + channel for plans, below 64 the
    /// device's own files.
    /// Serials count from 1 and are never used twice while one of their files exists.
    /// </summary>
    public static class SegmentNumbers
    {
        /// <summary>The most channels that the numbers can tell apart.</summary>
        public const int MaximumChannels = 32;

        private const int Stride = 64;

        /// <summary>Slot 0 or 1 of a file of the device itself, kinds from 0: they have no serial.</summary>
        public static int OfDevice(int kind, int slot)
        {
            return kind * 2 + slot;
        }

        /// <summary>Whether a number is that of a file of the device itself.</summary>
        public static bool IsDevice(int number)
        {
            return number < Stride;
        }

        /// <summary>Segment of records.</summary>
        public static int OfRecords(int channel, int serial)
        {
            return serial * Stride + channel;
        }

        /// <summary>Segment with a compiled plan.</summary>
        public static int OfPlan(int channel, int serial)
        {
            return serial * Stride + MaximumChannels + channel;
        }

        /// <summary>The serial of a number.</summary>
        public static int SerialOf(int number)
        {
            return number / Stride;
        }

        /// <summary>The channel of a number.</summary>
        public static int ChannelOf(int number)
        {
            return number % MaximumChannels;
        }

        /// <summary>Whether a number is that of a plan.</summary>
        public static bool IsPlan(int number)
        {
            return number % Stride >= MaximumChannels;
        }
    }
}
