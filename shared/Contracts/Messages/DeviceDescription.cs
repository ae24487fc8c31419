namespace EdgeTester.Contracts
{
    /// <summary>Device to host, retained: who I am and what I can do.</summary>
    public sealed class DeviceDescription
    {
        /// <summary>The most channels of a device.</summary>
        public const int MaximumChannels = 32;

        /// <summary>The most current ranges of a channel.</summary>
        public const int MaximumRanges = 8;

        /// <summary>The longest text in bytes of UTF-8.</summary>
        public const int MaximumTextBytes = 120;

        /// <summary>Bytes of a failed self-test.</summary>
        public const int SelfTestSize = 18;

        /// <summary>Bytes that suffice for any description.</summary>
        public const int LargestSize =
            Frame.HeaderSize
            + 4 * (2 + MaximumTextBytes)
            + 64
            + SelfTestSize
            + MaximumRanges * 8
            + MaximumChannels * 40
            + Frame.ChecksumSize;

        /// <summary>Unique name, <see cref="Topics.IsSerial"/>.</summary>
        public string Serial = "";

        /// <summary>Board, for example "CellNode-8" or "Virtual".</summary>
        public string Board = "";

        /// <summary>Version of the firmware.</summary>
        public string Firmware = "";

        /// <summary>Names the calibration that the readings are corrected with; empty where there is none.</summary>
        public string Calibration = "";

        /// <summary>Counts the starts of the program.</summary>
        public uint BootCount;

        /// <summary>Unix time in milliseconds when this was said, 0 where the device does not know it.</summary>
        public ulong UnixMilliseconds;

        /// <summary>Lowest cell voltage that the device can set or read, in volt.</summary>
        public double MinimumVoltage;

        /// <summary>Highest cell voltage, in volt.</summary>
        public double MaximumVoltage;

        /// <summary>Lowest impedance frequency in Hz.</summary>
        public double MinimumFrequencyHz;

        /// <summary>Highest impedance frequency in Hz.</summary>
        public double MaximumFrequencyHz;

        /// <summary>Full scale of each current range in ampere, largest first.</summary>
        public double[] CurrentRanges = new double[0];

        /// <summary>What each channel holds; its length is the number of channels.</summary>
        public ChannelSummary[] Channels = new ChannelSummary[0];

        /// <summary>What the last self-test found wrong; None where all is well, and then nothing of it is said.</summary>
        public SelfTestPart SelfTest;

        /// <summary>Channel of it; 255 = the board.</summary>
        public byte SelfTestChannel;

        /// <summary>What it read; the unit goes by the part.</summary>
        public double SelfTestRead;

        /// <summary>What it should have read.</summary>
        public double SelfTestExpected;

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small or something is too long.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch, ByteWriter writer)
        {
            if (buffer.Length - offset < Frame.HeaderSize + Frame.ChecksumSize)
                return 0;
            if (CurrentRanges.Length > MaximumRanges || Channels.Length > MaximumChannels)
                return 0;
            scratch.Kind = FrameKind.DeviceDescription;
            scratch.Run = new RunId(0, 0);
            scratch.Channel = 0;
            scratch.RecordCount = 0;
            scratch.FirstSequence = 0;
            scratch.OverflowCount = 0;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutText(Serial);
            writer.PutText(Board);
            writer.PutText(Firmware);
            writer.PutText(Calibration);
            writer.PutUInt32(BootCount);
            writer.PutUInt64(UnixMilliseconds);
            writer.PutDouble(MinimumVoltage);
            writer.PutDouble(MaximumVoltage);
            writer.PutDouble(MinimumFrequencyHz);
            writer.PutDouble(MaximumFrequencyHz);
            writer.PutByte((byte)CurrentRanges.Length);
            for (int k = 0; k < CurrentRanges.Length; k++)
                writer.PutDouble(CurrentRanges[k]);
            writer.PutByte((byte)Channels.Length);
            for (int k = 0; k < Channels.Length; k++)
            {
                writer.PutByte((byte)Channels[k].State);
                writer.PutUInt64(Channels[k].Run.High);
                writer.PutUInt64(Channels[k].Run.Low);
                writer.PutUInt64(Channels[k].NextSequence);
            }
            if (SelfTest != SelfTestPart.None)
            {
                writer.PutByte((byte)SelfTest);
                writer.PutByte(SelfTestChannel);
                writer.PutDouble(SelfTestRead);
                writer.PutDouble(SelfTestExpected);
            }
            return writer.Overflowed ? 0 : Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.DeviceDescription"/>.</summary>
        public FrameError TryDecode(
            byte[] buffer,
            int offset,
            int count,
            FrameHeader scratch,
            ByteReader reader
        )
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.DeviceDescription)
                return FrameError.WrongKind;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            Serial = reader.TakeText(MaximumTextBytes);
            Board = reader.TakeText(MaximumTextBytes);
            Firmware = reader.TakeText(MaximumTextBytes);
            Calibration = reader.TakeText(MaximumTextBytes);
            BootCount = reader.TakeUInt32();
            UnixMilliseconds = reader.TakeUInt64();
            MinimumVoltage = reader.TakeDouble();
            MaximumVoltage = reader.TakeDouble();
            MinimumFrequencyHz = reader.TakeDouble();
            MaximumFrequencyHz = reader.TakeDouble();
            int ranges = reader.TakeByte();
            if (ranges > MaximumRanges)
                return FrameError.TooMany;
            CurrentRanges = new double[ranges];
            for (int k = 0; k < ranges; k++)
                CurrentRanges[k] = reader.TakeDouble();
            int channels = reader.TakeByte();
            if (channels > MaximumChannels)
                return FrameError.TooMany;
            Channels = new ChannelSummary[channels];
            bool known = true;
            for (int k = 0; k < channels; k++)
            {
                byte state = reader.TakeByte();
                known &= state <= (byte)ChannelState.Faulted;
                Channels[k] = new ChannelSummary();
                Channels[k].State = (ChannelState)state;
                ulong high = reader.TakeUInt64();
                Channels[k].Run = new RunId(high, reader.TakeUInt64());
                Channels[k].NextSequence = reader.TakeUInt64();
            }
            SelfTest = SelfTestPart.None;
            SelfTestChannel = 255;
            SelfTestRead = 0;
            SelfTestExpected = 0;
            if (reader.Remaining > 0)
            {
                byte part = reader.TakeByte();
                known &= part >= (byte)SelfTestPart.CoarseVoltage && part <= (byte)SelfTestPart.Memory;
                SelfTest = (SelfTestPart)part;
                SelfTestChannel = reader.TakeByte();
                SelfTestRead = reader.TakeDouble();
                SelfTestExpected = reader.TakeDouble();
            }
            if (reader.Failed || reader.Remaining != 0)
                return FrameError.WrongBody;
            return known && Topics.IsSerial(Serial) ? FrameError.None : FrameError.FieldOutOfRange;
        }
    }
}
