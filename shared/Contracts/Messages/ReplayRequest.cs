namespace EdgeTester.Contracts
{
    /// <summary>Host to device: send the records from <see cref="FirstSequence"/> up to and without <see cref="EndSequence"/> again, as far as they are kept.</summary>
    public sealed class ReplayRequest
    {
        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>The first sequence that is missing.</summary>
        public ulong FirstSequence;

        /// <summary>The first sequence after the gap.</summary>
        public ulong EndSequence;

        /// <summary>Size of the frame in bytes.</summary>
        public const int Size = Frame.HeaderSize + 8 + Frame.ChecksumSize;

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch)
        {
            if (buffer.Length - offset < Size)
                return 0;
            scratch.Kind = FrameKind.ReplayRequest;
            scratch.Run = Run;
            scratch.Channel = Channel;
            scratch.RecordCount = 0;
            scratch.FirstSequence = FirstSequence;
            scratch.OverflowCount = 0;
            int body = Frame.Begin(buffer, offset, scratch);
            LittleEndian.WriteUInt64(buffer, body, EndSequence);
            return Frame.Seal(buffer, offset, body + 8);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.ReplayRequest"/>.</summary>
        public FrameError TryDecode(byte[] buffer, int offset, int count, FrameHeader scratch)
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.ReplayRequest)
                return FrameError.WrongKind;
            if (count != Size)
                return FrameError.WrongBody;
            Run = scratch.Run;
            Channel = scratch.Channel;
            FirstSequence = scratch.FirstSequence;
            EndSequence = LittleEndian.ReadUInt64(buffer, offset + Frame.HeaderSize);
            return EndSequence > FirstSequence ? FrameError.None : FrameError.FieldOutOfRange;
        }
    }
}
