using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Eight simultaneous 24-bit converters. Frames are ten words of 24 bits, the answer to a command comes in the frame after
    /// it, and both ways carry a CRC. A write with a bad CRC is carried out all the same, so every write is read back.
    /// </summary>
    public sealed class Ads131m08
    {
        /// <summary>Inputs.</summary>
        public const int ChannelCount = 8;

        /// <summary>Bytes of a frame.</summary>
        public const int FrameBytes = 30;

        /// <summary>Code at the end of the scale; the other end is one more below zero.</summary>
        public const int FullScaleCode = 0x7FFFFF;

        /// <summary>Volt at the input for full scale at gain 1 with the board's 1.25 V reference.</summary>
        public const double FullScaleVolt = 1.2;

        /// <summary>OSR field for 16256, the largest.</summary>
        public const int Oversampling16256 = 7;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] command = new byte[FrameBytes];
        private readonly byte[] nullCommand = new byte[FrameBytes];
        private byte[] reply = new byte[FrameBytes];
        private byte[] conversion = new byte[FrameBytes];
        private ushort response;
        private uint checksumErrors;

        /// <summary>Takes the bus; nothing is sent yet.</summary>
        public Ads131m08(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
            PutChecksum(nullCommand, 1);
        }

        /// <summary>First word of the last frame: the answer to the command before, else the status.</summary>
        public ushort Response
        {
            get { return response; }
        }

        /// <summary>Frames whose CRC was wrong, since power-up.</summary>
        public uint ChecksumErrors
        {
            get { return checksumErrors; }
        }

        /// <summary>Code of an input in the last good frame, -8388608..8388607.</summary>
        public int Code(int channel)
        {
            int at = 3 + 3 * channel;
            int code = (conversion[at] << 16) | (conversion[at + 1] << 8) | conversion[at + 2];
            return (code << 8) >> 8;
        }

        /// <summary>Resets, checks the identity and sets all channels to one gain.</summary>
        /// <param name="gainPower">Gain as power of two, 0..7.</param>
        public FrontEndFault Initialize(int gainPower)
        {
            // The first frame clears what a broken transfer left; its reply has no meaning.
            bus.Transfer(chipSelect, nullCommand, reply, FrameBytes);
            Command(Ads131m08Register.CommandReset);
            bus.Transfer(chipSelect, command, reply, FrameBytes);
            FrontEndFault fault = Exchange(nullCommand);
            if (fault != FrontEndFault.None)
                return fault;
            if (response != Ads131m08Register.AnswerReset)
                return FrontEndFault.ChipMissing;
            int identity;
            fault = ReadRegister(Ads131m08Register.Id, out identity);
            if (fault != FrontEndFault.None)
                return fault;
            if ((identity & 0xFF00) != 0x2800)
                return FrontEndFault.ChipMissing;
            int mode =
                Ads131m08Register.ModeInputCrc
                | Ads131m08Register.ModeWords24
                | Ads131m08Register.ModeTimeout;
            fault = WriteRegister(Ads131m08Register.Mode, mode);
            if (fault != FrontEndFault.None)
                return fault;
            int gains = gainPower * 0x1111;
            fault = WriteRegister(Ads131m08Register.GainLow, gains);
            if (fault == FrontEndFault.None)
                fault = WriteRegister(Ads131m08Register.GainHigh, gains);
            return fault;
        }

        /// <summary>Sets the rate; the filters start anew.</summary>
        /// <param name="channelMask">Bit n enables channel n.</param>
        /// <param name="oversampling">OSR field, 0 (128) .. 7 (16256).</param>
        /// <param name="chop">Global chop: three filter lengths a reading, offset removed.</param>
        public FrontEndFault Configure(int channelMask, int oversampling, bool chop)
        {
            int clock =
                ((channelMask & 0xFF) << 8)
                | Ads131m08Register.ClockExternalReference
                | ((oversampling & 7) << 2)
                | Ads131m08Register.ClockHighResolution;
            FrontEndFault fault = WriteRegister(Ads131m08Register.Clock, clock);
            if (fault != FrontEndFault.None)
                return fault;
            int configuration = Ads131m08Register.ConfigurationDelay16;
            if (chop)
                configuration |= Ads131m08Register.ConfigurationChop;
            return WriteRegister(Ads131m08Register.Configuration, configuration);
        }

        /// <summary>Lets a channel look at its pins, at a short or at the test signal, from the next conversion but two on.</summary>
        /// <param name="channel">0..7.</param>
        /// <param name="input"><see cref="Ads131m08Register.InputNormal"/> and its like.</param>
        public FrontEndFault SelectInput(int channel, int input)
        {
            return WriteRegister(
                Ads131m08Register.ChannelConfiguration + Ads131m08Register.ChannelStride * channel,
                input
            );
        }

        /// <summary>Reads one register.</summary>
        public FrontEndFault ReadRegister(int address, out int value)
        {
            value = 0;
            Command(Ads131m08Register.CommandRead | (address << 7));
            FrontEndFault fault = Exchange(command);
            if (fault == FrontEndFault.None)
                fault = Exchange(nullCommand);
            if (fault == FrontEndFault.None)
                value = response;
            return fault;
        }

        /// <summary>Writes one register, checks the acknowledgement and reads it back.</summary>
        public FrontEndFault WriteRegister(int address, int value)
        {
            int word = Ads131m08Register.CommandWrite | (address << 7);
            Put(command, 0, word);
            Put(command, 1, value);
            PutChecksum(command, 2);
            FrontEndFault fault = Exchange(command);
            if (fault == FrontEndFault.None)
                fault = Exchange(nullCommand);
            if (fault != FrontEndFault.None)
                return fault;
            if (response != (Ads131m08Register.AnswerWrite | (address << 7)))
                return FrontEndFault.ReadBack;
            int back;
            fault = ReadRegister(address, out back);
            if (fault != FrontEndFault.None)
                return fault;
            return back == value ? FrontEndFault.None : FrontEndFault.ReadBack;
        }

        /// <summary>
        /// Reads the next conversion: <see cref="FrontEndFault.None"/> with new codes, <see cref="FrontEndFault.Busy"/> when there was no
        /// new one, <see cref="FrontEndFault.ChipMissing"/> when the bus is stuck or the part was reset behind our back.
        /// </summary>
        public FrontEndFault Read()
        {
            FrontEndFault fault = Exchange(nullCommand);
            if (fault != FrontEndFault.None)
                return fault;
            if ((response & Ads131m08Register.StatusReset) != 0)
                return FrontEndFault.ChipMissing;
            if ((response & 0xFF) == 0)
                return FrontEndFault.Busy;
            // Kept as it is: while sampling evenly not all codes are looked at.
            byte[] kept = conversion;
            conversion = reply;
            reply = kept;
            return FrontEndFault.None;
        }

        private FrontEndFault Exchange(byte[] frame)
        {
            bus.Transfer(chipSelect, frame, reply, FrameBytes);
            int sent = (reply[27] << 8) | reply[28];
            if (Crc16Ccitt.Compute(reply, 0, 27) != sent)
            {
                checksumErrors++;
                return IsStuck() ? FrontEndFault.ChipMissing : FrontEndFault.Checksum;
            }
            response = (ushort)((reply[0] << 8) | reply[1]);
            return FrontEndFault.None;
        }

        private bool IsStuck()
        {
            byte first = reply[0];
            if (first != 0 && first != 0xFF)
                return false;
            for (int k = 1; k < FrameBytes; k++)
            {
                if (reply[k] != first)
                    return false;
            }
            return true;
        }

        private void Command(int word)
        {
            Put(command, 0, word);
            PutChecksum(command, 1);
        }

        private static void Put(byte[] frame, int word, int value)
        {
            int at = word * 3;
            frame[at] = (byte)(value >> 8);
            frame[at + 1] = (byte)value;
            frame[at + 2] = 0;
        }

        private static void PutChecksum(byte[] frame, int word)
        {
            Put(frame, word, Crc16Ccitt.Compute(frame, 0, word * 3));
            for (int k = word * 3 + 3; k < FrameBytes; k++)
                frame[k] = 0;
        }
    }
}
