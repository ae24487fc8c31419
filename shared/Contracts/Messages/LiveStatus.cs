namespace EdgeTester.Contracts
{
    /// <summary>Device to host: a channel just now. Sent at QoS 0 and never stored.</summary>
    public sealed class LiveStatus
    {
        /// <summary>Size of the frame in bytes.</summary>
        public const int Size =
            Frame.HeaderSize + 1 + 1 + 2 + 4 + 4 + 8 + 8 + 8 + 8 + 2 + 8 + 8 + Frame.ChecksumSize;

        /// <summary>The run, or the empty identity.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>What it does.</summary>
        public ChannelState State;

        /// <summary>Kind of the present step, <see cref="StepKind"/>.</summary>
        public StepKind Kind;

        /// <summary>Index in the step table.</summary>
        public ushort Step;

        /// <summary>How many steps have begun since the run began.</summary>
        public uint StepCount;

        /// <summary>Cycle from 0.</summary>
        public uint Cycle;

        /// <summary>Monotonic microseconds since the run began.</summary>
        public ulong ElapsedMicroseconds;

        /// <summary>Cell voltage in volt.</summary>
        public double Voltage;

        /// <summary>Current in ampere, charging positive.</summary>
        public double Current;

        /// <summary>Net charge since the run began in coulomb.</summary>
        public double ChargeCoulomb;

        /// <summary>Temperature in 0.01 degree Celsius or <see cref="SampleBlock.NoTemperature"/>.</summary>
        public short TemperatureCentidegrees;

        /// <summary>The sequence that the next record gets.</summary>
        public ulong NextSequence;

        /// <summary>The first sequence that the host has not yet said it persisted.</summary>
        public ulong NextUnpersisted;

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch, ByteWriter writer)
        {
            if (buffer.Length - offset < Size)
                return 0;
            scratch.Kind = FrameKind.Live;
            scratch.Run = Run;
            scratch.Channel = Channel;
            scratch.RecordCount = 0;
            scratch.FirstSequence = NextSequence;
            scratch.OverflowCount = 0;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutByte((byte)State);
            writer.PutByte((byte)Kind);
            writer.PutUInt16(Step);
            writer.PutUInt32(StepCount);
            writer.PutUInt32(Cycle);
            writer.PutUInt64(ElapsedMicroseconds);
            writer.PutDouble(Voltage);
            writer.PutDouble(Current);
            writer.PutDouble(ChargeCoulomb);
            writer.PutUInt16((ushort)TemperatureCentidegrees);
            writer.PutUInt64(NextSequence);
            writer.PutUInt64(NextUnpersisted);
            return writer.Overflowed ? 0 : Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.Live"/>.</summary>
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
            if (scratch.Kind != FrameKind.Live)
                return FrameError.WrongKind;
            if (count != Size)
                return FrameError.WrongBody;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            byte state = reader.TakeByte();
            byte kind = reader.TakeByte();
            if (state > (byte)ChannelState.Faulted || kind > (byte)StepKind.Last)
                return FrameError.FieldOutOfRange;
            Run = scratch.Run;
            Channel = scratch.Channel;
            State = (ChannelState)state;
            Kind = (StepKind)kind;
            Step = reader.TakeUInt16();
            StepCount = reader.TakeUInt32();
            Cycle = reader.TakeUInt32();
            ElapsedMicroseconds = reader.TakeUInt64();
            Voltage = reader.TakeDouble();
            Current = reader.TakeDouble();
            ChargeCoulomb = reader.TakeDouble();
            TemperatureCentidegrees = (short)reader.TakeUInt16();
            NextSequence = reader.TakeUInt64();
            NextUnpersisted = reader.TakeUInt64();
            return FrameError.None;
        }
    }
}
