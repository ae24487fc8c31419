namespace EdgeTester.Contracts
{
    /// <summary>Host to device: do this once. A command may arrive many times; its identity makes it one.</summary>
    public sealed class Command
    {
        /// <summary>The largest payload in bytes.</summary>
        public const int MaximumPayload = 32768;

        /// <summary>Identity, chosen by the host, not 0.</summary>
        public ulong Id;

        /// <summary>What to do.</summary>
        public CommandVerb Verb;

        /// <summary>The run that it is about.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>Not to be done after this unix time in milliseconds; 0 = at any time. Ignored while the device does not know the time.</summary>
        public ulong ExpiryUnixMilliseconds;

        /// <summary>A compiled plan for <see cref="CommandVerb.Start"/>, else empty.</summary>
        public byte[] Payload = new byte[0];

        /// <summary>Size of the whole frame in bytes.</summary>
        public int EncodedSize
        {
            get { return Frame.HeaderSize + 8 + 1 + 8 + 4 + Payload.Length + Frame.ChecksumSize; }
        }

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch, ByteWriter writer)
        {
            if (buffer.Length - offset < EncodedSize || Payload.Length > MaximumPayload)
                return 0;
            scratch.Kind = FrameKind.Command;
            scratch.Run = Run;
            scratch.Channel = Channel;
            scratch.RecordCount = 0;
            scratch.FirstSequence = 0;
            scratch.OverflowCount = 0;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutUInt64(Id);
            writer.PutByte((byte)Verb);
            writer.PutUInt64(ExpiryUnixMilliseconds);
            writer.PutUInt32((uint)Payload.Length);
            writer.PutBytes(Payload, 0, Payload.Length);
            return writer.Overflowed ? 0 : Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.Command"/>. An unknown verb is read as it stands: answering it is the receiver's part.</summary>
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
            if (scratch.Kind != FrameKind.Command)
                return FrameError.WrongKind;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            ulong id = reader.TakeUInt64();
            byte verb = reader.TakeByte();
            ulong expiry = reader.TakeUInt64();
            uint length = reader.TakeUInt32();
            if (reader.Failed || length != (uint)reader.Remaining)
                return FrameError.WrongBody;
            if (length > MaximumPayload)
                return FrameError.TooMany;
            if (id == 0)
                return FrameError.FieldOutOfRange;
            byte[]? payload = reader.TakeBytes(Numbers.Signed(length));
            if (payload == null)
                return FrameError.WrongBody;
            Id = id;
            Verb = (CommandVerb)verb;
            Run = scratch.Run;
            Channel = scratch.Channel;
            ExpiryUnixMilliseconds = expiry;
            Payload = payload;
            return FrameError.None;
        }
    }
}
