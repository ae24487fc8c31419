namespace EdgeTester.Contracts
{
    /// <summary>One event a frame: its fields in order, then the text.</summary>
    public static class RunEventCodec
    {
        /// <summary>The largest frame in bytes.</summary>
        public const int LargestSize =
            Frame.HeaderSize + 77 + 2 + RunEvent.MaximumTextBytes + Frame.ChecksumSize;

        private const RunEventCode LastCode = RunEventCode.SelfTested;
        private const EndReason LastReason = EndReason.Runaway;

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small or the text too long.</summary>
        public static int Encode(
            RunEvent record,
            byte[] buffer,
            int offset,
            FrameHeader scratch,
            ByteWriter writer
        )
        {
            if (buffer.Length - offset < Frame.HeaderSize + Frame.ChecksumSize)
                return 0;
            scratch.Kind = FrameKind.Event;
            scratch.Run = record.Run;
            scratch.Channel = record.Channel;
            scratch.RecordCount = 1;
            scratch.FirstSequence = record.Sequence;
            scratch.OverflowCount = record.OverflowCount;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutUInt16((ushort)record.Code);
            writer.PutByte((byte)record.Reason);
            writer.PutUInt16(record.Step);
            writer.PutUInt32(record.StepCount);
            writer.PutUInt32(record.Cycle);
            writer.PutUInt64(record.ElapsedMicroseconds);
            writer.PutUInt64(record.UnixMilliseconds);
            writer.PutDouble(record.Voltage);
            writer.PutDouble(record.Current);
            writer.PutDouble(record.ChargeCoulomb);
            writer.PutDouble(record.Value1);
            writer.PutDouble(record.Value2);
            writer.PutDouble(record.Value3);
            int before = writer.Position;
            writer.PutText(record.Text);
            if (writer.Overflowed || writer.Position - before - 2 > RunEvent.MaximumTextBytes)
                return 0;
            return Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.Event"/>.</summary>
        public static FrameError TryDecode(
            byte[] buffer,
            int offset,
            int count,
            RunEvent record,
            FrameHeader scratch,
            ByteReader reader
        )
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.Event)
                return FrameError.WrongKind;
            if (scratch.RecordCount != 1)
                return FrameError.TooMany;
            record.Run = scratch.Run;
            record.Channel = scratch.Channel;
            record.Sequence = scratch.FirstSequence;
            record.OverflowCount = scratch.OverflowCount;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            ushort code = reader.TakeUInt16();
            byte reason = reader.TakeByte();
            record.Step = reader.TakeUInt16();
            record.StepCount = reader.TakeUInt32();
            record.Cycle = reader.TakeUInt32();
            record.ElapsedMicroseconds = reader.TakeUInt64();
            record.UnixMilliseconds = reader.TakeUInt64();
            record.Voltage = reader.TakeDouble();
            record.Current = reader.TakeDouble();
            record.ChargeCoulomb = reader.TakeDouble();
            record.Value1 = reader.TakeDouble();
            record.Value2 = reader.TakeDouble();
            record.Value3 = reader.TakeDouble();
            record.Text = reader.TakeText(RunEvent.MaximumTextBytes);
            if (reader.Failed || reader.Remaining != 0)
                return FrameError.WrongBody;
            if (code == 0 || code > (ushort)LastCode || reason > (byte)LastReason)
                return FrameError.FieldOutOfRange;
            record.Code = (RunEventCode)code;
            record.Reason = (EndReason)reason;
            return FrameError.None;
        }
    }
}
