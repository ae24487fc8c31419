using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Nine 74HC595 in a chain: relays, ranges, loop modes and the AC multiplexer (hardware/signal-chain.md). The outputs follow
    /// at the end of a frame; what is shifted out are the bytes of the frame before, so each write is sent twice and compared.
    /// </summary>
    public sealed class LatchChain
    {
        /// <summary>Bytes of the chain.</summary>
        public const int Bytes = 9;

        /// <summary>Byte that holds the AC multiplexer.</summary>
        public const int MultiplexerByte = 8;

        /// <summary>Channel bit: cell relay closed.</summary>
        public const int Relay = 0x01;

        /// <summary>Channel bits: current range, to be shifted by <see cref="RangeShift"/>.</summary>
        public const int RangeMask = 0x06;

        /// <summary>Where the range begins.</summary>
        public const int RangeShift = 1;

        /// <summary>Channel bit: potentiostat.</summary>
        public const int Potentiostat = 0x08;

        /// <summary>Channel bit: set-point divided by ten.</summary>
        public const int Fine = 0x10;

        /// <summary>Channel bit: AC excitation reaches the output amplifier.</summary>
        public const int Excitation = 0x20;

        /// <summary>Multiplexer: R_cal 100 ohm with a 100 ohm shunt.</summary>
        public const int Reference100Ohm = 8;

        /// <summary>Multiplexer: R_cal 1 kohm with a 1 kohm shunt.</summary>
        public const int Reference1Kiloohm = 9;

        /// <summary>Multiplexer: nothing.</summary>
        public const int MultiplexerOff = 15;

        /// <summary>Multiplexer byte: where the device of select 7 begins, two bits; 0 = the temperature converter, else one of the option module.</summary>
        public const int ModuleDeviceShift = 4;

        /// <summary>Multiplexer byte: where the option module's amplitude begins, two bits.</summary>
        public const int ModuleAmplitudeShift = 6;

        private const int Attempts = 3;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] state = new byte[Bytes];
        private readonly byte[] reply = new byte[Bytes];
        private uint readBackErrors;

        /// <summary>Takes the bus; nothing is sent yet.</summary>
        public LatchChain(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
            state[MultiplexerByte] = MultiplexerOff;
        }

        /// <summary>Frames that did not come back as sent, since power-up.</summary>
        public uint ReadBackErrors
        {
            get { return readBackErrors; }
        }

        /// <summary>Byte that is (or is to be) in the latch.</summary>
        public int this[int index]
        {
            get { return state[index]; }
            set { state[index] = (byte)value; }
        }

        /// <summary>Sends the bytes and reads them back.</summary>
        public FrontEndFault Write()
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                bus.Transfer(chipSelect, state, reply, Bytes);
                bus.Transfer(chipSelect, state, reply, Bytes);
                if (IsSame())
                    return FrontEndFault.None;
                readBackErrors++;
            }
            return FrontEndFault.ReadBack;
        }

        /// <summary>Bytes of the latch that are not what was written; what should be there is there afterwards.</summary>
        public int WrongBytes()
        {
            bus.Transfer(chipSelect, state, reply, Bytes);
            int wrong = 0;
            for (int k = 0; k < Bytes; k++)
                if (reply[k] != state[k])
                    wrong++;
            return wrong;
        }

        /// <summary>Opens relays and takes the excitation off, whatever comes back: one channel, or all with -1.</summary>
        public void Open(int channel)
        {
            int first = channel < 0 ? 0 : channel;
            int last = channel < 0 ? MultiplexerByte - 1 : channel;
            for (int k = first; k <= last; k++)
                state[k] = (byte)(state[k] & RangeMask);
            Write();
        }

        private bool IsSame()
        {
            for (int k = 0; k < Bytes; k++)
            {
                if (reply[k] != state[k])
                    return false;
            }
            return true;
        }
    }
}
