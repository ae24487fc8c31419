namespace EdgeTester.Contracts
{
    /// <summary>
    /// Host to device, cumulative: every sequence of this run and channel below <see cref="NextSequence"/> is durable
    /// and may be forgotten.
    /// </summary>
    public sealed class Persisted
    {
        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>The first sequence that is not yet durable.</summary>
        public ulong NextSequence;

        /// <summary>Size of the frame in bytes.</summary>
        public const int Size = Frame.HeaderSize + Frame.ChecksumSize;

        /// <summary>Writes the whole frame (the sequence stands in the header); returns its length, or 0 where the buffer is too small.</summary>
        public int Encode(byte[] buffer, int offset, FrameHeader scratch)
        {
            if (buffer.Length - offset < Size)
                return 0;
            scratch.Kind = FrameKind.Persisted;
            scratch.Run = Run;
            scratch.Channel = Channel;
            scratch.RecordCount = 0;
            scratch.FirstSequence = NextSequence;
            scratch.OverflowCount = 0;
            return Frame.Seal(buffer, offset, Frame.Begin(buffer, offset, scratch));
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.Persisted"/>.</summary>
        public FrameError TryDecode(byte[] buffer, int offset, int count, FrameHeader scratch)
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.Persisted)
                return FrameError.WrongKind;
            if (count != Size)
                return FrameError.WrongBody;
            Run = scratch.Run;
            Channel = scratch.Channel;
            NextSequence = scratch.FirstSequence;
            return FrameError.None;
        }
    }
}
