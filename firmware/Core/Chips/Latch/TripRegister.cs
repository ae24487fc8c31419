using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Two 74HC165 with the comparators' trip latches: a byte with a bit for each channel whose relay a comparator has opened, and its
    /// complement, so that a dead line does not look like "no trip".
    /// </summary>
    public sealed class TripRegister
    {
        private const int Attempts = 3;
        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] command = new byte[2];
        private readonly byte[] reply = new byte[2];

        /// <summary>Takes the bus.</summary>
        public TripRegister(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
        }

        /// <summary>Reads the bits; a complement that is none is a fault.</summary>
        public FrontEndFault Read(out int bits)
        {
            bits = 0;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                bus.Transfer(chipSelect, command, reply, 2);
                if ((reply[0] ^ reply[1]) != 0xFF)
                    continue;
                bits = reply[0];
                return FrontEndFault.None;
            }
            return FrontEndFault.ReadBack;
        }
    }
}
