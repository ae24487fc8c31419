namespace EdgeTester.Contracts
{
    /// <summary>Device to host: what became of a command.</summary>
    public sealed class CommandAcknowledgement
    {
        /// <summary>The longest text in bytes of UTF-8.</summary>
        public const int MaximumTextBytes = 240;

        /// <summary>The largest frame in bytes.</summary>
        public const int LargestSize = Frame.HeaderSize + 8 + 1 + 2 + MaximumTextBytes + Frame.ChecksumSize;

        /// <summary>The command.</summary>
        public ulong Id;

        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>What became of it.</summary>
        public CommandResult Result;

        /// <summary>For people; may be empty.</summary>
        public string Text = "";

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small or the text too long.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch, ByteWriter writer)
        {
            if (buffer.Length - offset < Frame.HeaderSize + Frame.ChecksumSize)
                return 0;
            scratch.Kind = FrameKind.CommandAcknowledgement;
            scratch.Run = Run;
            scratch.Channel = Channel;
            scratch.RecordCount = 0;
            scratch.FirstSequence = 0;
            scratch.OverflowCount = 0;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutUInt64(Id);
            writer.PutByte((byte)Result);
            int before = writer.Position;
            writer.PutText(Text);
            if (writer.Overflowed || writer.Position - before - 2 > MaximumTextBytes)
                return 0;
            return Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.CommandAcknowledgement"/>.</summary>
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
            if (scratch.Kind != FrameKind.CommandAcknowledgement)
                return FrameError.WrongKind;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            ulong id = reader.TakeUInt64();
            byte result = reader.TakeByte();
            string text = reader.TakeText(MaximumTextBytes);
            if (reader.Failed || reader.Remaining != 0)
                return FrameError.WrongBody;
            if (id == 0 || result == 0 || result > (byte)CommandResult.NotReady)
                return FrameError.FieldOutOfRange;
            Id = id;
            Run = scratch.Run;
            Channel = scratch.Channel;
            Result = (CommandResult)result;
            Text = text;
            return FrameError.None;
        }
    }
}
