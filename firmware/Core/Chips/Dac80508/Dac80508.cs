using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Eight 16-bit outputs. Frames carry a CRC; a frame with a wrong one is ignored by the part, which shows only in the echo
    /// of the next frame, so every write is followed by a frame that reads the register back.
    /// </summary>
    public sealed class Dac80508
    {
        /// <summary>Outputs.</summary>
        public const int ChannelCount = 8;

        /// <summary>Bytes of a frame with CRC.</summary>
        public const int FrameBytes = 4;

        /// <summary>Volt at full scale: 2.5 V reference, halved, times two.</summary>
        public const double FullScaleVolt = 2.5;

        /// <summary>Codes of full scale.</summary>
        public const int Codes = 65536;

        private const int Attempts = 3;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] command = new byte[FrameBytes];
        private readonly byte[] reply = new byte[FrameBytes];
        private uint checksumErrors;
        private int identity;

        /// <summary>Takes the bus; nothing is sent yet.</summary>
        public Dac80508(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
        }

        /// <summary>Frames that had to be sent again, since power-up.</summary>
        public uint ChecksumErrors
        {
            get { return checksumErrors; }
        }

        /// <summary>What the identity register held at <see cref="Initialize"/>.</summary>
        public int Identity
        {
            get { return identity; }
        }

        /// <summary>Resets to mid-scale (0 V), switches the CRC on, sets the gain, and reads everything back.</summary>
        public FrontEndFault Initialize()
        {
            // A part that still expects CRC frames from before ignores the short frame, one out of reset ignores the long one.
            Send(Dac80508Register.Trigger, Dac80508Register.TriggerReset, false);
            SendShort(Dac80508Register.Trigger, Dac80508Register.TriggerReset);
            SendShort(Dac80508Register.Configuration, Dac80508Register.ConfigurationCrc);
            int configuration;
            FrontEndFault fault = ReadRegister(Dac80508Register.Configuration, out configuration);
            if (fault != FrontEndFault.None)
                return FrontEndFault.ChipMissing;
            if (configuration != Dac80508Register.ConfigurationCrc)
                return FrontEndFault.ReadBack;
            fault = ReadRegister(Dac80508Register.DeviceId, out identity);
            if (fault != FrontEndFault.None)
                return fault;
            if (identity == 0 || identity == 0xFFFF)
                return FrontEndFault.ChipMissing;
            fault = WriteRegister(Dac80508Register.Gain, Dac80508Register.GainHalfReferenceTimesTwo);
            if (fault != FrontEndFault.None)
                return fault;
            for (int channel = 0; channel < ChannelCount; channel++)
            {
                fault = WriteOutput(channel, Dac80508Register.MidScale);
                if (fault != FrontEndFault.None)
                    return fault;
            }
            int status;
            fault = ReadRegister(Dac80508Register.Status, out status);
            if (fault != FrontEndFault.None)
                return fault;
            return (status & 1) == 0 ? FrontEndFault.None : FrontEndFault.SelfTest;
        }

        /// <summary>Sets an output; on the wire twice, to see that it arrived.</summary>
        /// <param name="channel">0..7.</param>
        /// <param name="code">0..65535.</param>
        public FrontEndFault WriteOutput(int channel, int code)
        {
            return WriteRegister(Dac80508Register.Output0 + channel, code);
        }

        /// <summary>Writes a register and checks the echo; tries again when a frame got lost.</summary>
        public FrontEndFault WriteRegister(int address, int value)
        {
            FrontEndFault fault = FrontEndFault.Checksum;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (attempt > 0)
                    checksumErrors++;
                Send(address, value, false);
                Send(Dac80508Register.Nop, 0, false);
                fault = CheckEcho(address, value);
                if (fault == FrontEndFault.None)
                    return fault;
            }
            return fault;
        }

        /// <summary>Reads a register.</summary>
        public FrontEndFault ReadRegister(int address, out int value)
        {
            value = 0;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                if (attempt > 0)
                    checksumErrors++;
                Send(address, 0, true);
                Send(Dac80508Register.Nop, 0, false);
                if (!IsReplyGood() || (reply[0] & 0x8F) != (0x80 | address))
                    continue;
                value = (reply[1] << 8) | reply[2];
                return FrontEndFault.None;
            }
            return FrontEndFault.Checksum;
        }

        private FrontEndFault CheckEcho(int address, int value)
        {
            if (!IsReplyGood())
                return FrontEndFault.Checksum;
            bool same = reply[0] == address && reply[1] == (byte)(value >> 8) && reply[2] == (byte)value;
            return same ? FrontEndFault.None : FrontEndFault.ReadBack;
        }

        // Bit 6 of the reply says that the frame before came with a wrong CRC and was ignored.
        private bool IsReplyGood()
        {
            return Crc8.Compute(reply, 0, 3) == reply[3] && (reply[0] & 0x40) == 0;
        }

        private void Send(int address, int value, bool read)
        {
            command[0] = (byte)(address | (read ? 0x80 : 0));
            command[1] = (byte)(value >> 8);
            command[2] = (byte)value;
            command[3] = Crc8.Compute(command, 0, 3);
            bus.Transfer(chipSelect, command, reply, FrameBytes);
        }

        private void SendShort(int address, int value)
        {
            command[0] = (byte)address;
            command[1] = (byte)(value >> 8);
            command[2] = (byte)value;
            bus.Transfer(chipSelect, command, reply, 3);
        }
    }
}
