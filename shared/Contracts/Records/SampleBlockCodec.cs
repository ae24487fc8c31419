namespace EdgeTester.Contracts
{
    /// <summary>
    /// Sample blocks to bytes and back without loss. The body: step u16, step count u32, cycle u32, range u8,
    /// voltage quantum f64, current quantum f64, charge f64, energy f64, then four columns. A column starts with a
    /// mode byte: 0 = all values equal the first, 1 = differences, 2 = differences of differences; then the first
    /// value and, unless the mode is 0, the rest, as zigzag varints.
    /// </summary>
    public static class SampleBlockCodec
    {
        private const byte Constant = 0;
        private const byte Difference = 1;
        private const byte SecondDifference = 2;

        /// <summary>Bytes that a block of <paramref name="samples"/> samples can need at the most.</summary>
        public static int LargestSize(int samples)
        {
            return Frame.HeaderSize + 43 + 4 * 11 + samples * 30 + Frame.ChecksumSize;
        }

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small or the block empty.</summary>
        public static int Encode(
            SampleBlock block,
            byte[] buffer,
            int offset,
            FrameHeader scratch,
            ByteWriter writer
        )
        {
            if (block.Count < 1 || buffer.Length - offset < LargestSize(0))
                return 0;
            scratch.Kind = FrameKind.Samples;
            scratch.Run = block.Run;
            scratch.Channel = block.Channel;
            scratch.RecordCount = (ushort)block.Count;
            scratch.FirstSequence = block.FirstSequence;
            scratch.OverflowCount = block.OverflowCount;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutUInt16(block.Step);
            writer.PutUInt32(block.StepCount);
            writer.PutUInt32(block.Cycle);
            writer.PutByte(block.Range);
            writer.PutDouble(block.VoltageQuantum);
            writer.PutDouble(block.CurrentQuantum);
            writer.PutDouble(block.ChargeCoulomb);
            writer.PutDouble(block.EnergyJoule);
            PutTimes(block.ElapsedMicroseconds, block.Count, writer);
            PutCounts(block.VoltageCounts, block.Count, writer);
            PutCounts(block.CurrentCounts, block.Count, writer);
            PutTemperatures(block.TemperatureCentidegrees, block.Count, writer);
            return writer.Overflowed ? 0 : Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.Samples"/> into a block whose capacity suffices.</summary>
        public static FrameError TryDecode(
            byte[] buffer,
            int offset,
            int count,
            SampleBlock block,
            FrameHeader scratch,
            ByteReader reader
        )
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.Samples)
                return FrameError.WrongKind;
            if (scratch.RecordCount > block.Capacity)
                return FrameError.TooMany;
            int n = scratch.RecordCount;
            block.Count = 0;
            block.Run = scratch.Run;
            block.Channel = scratch.Channel;
            block.FirstSequence = scratch.FirstSequence;
            block.OverflowCount = scratch.OverflowCount;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            block.Step = reader.TakeUInt16();
            block.StepCount = reader.TakeUInt32();
            block.Cycle = reader.TakeUInt32();
            block.Range = reader.TakeByte();
            block.VoltageQuantum = reader.TakeDouble();
            block.CurrentQuantum = reader.TakeDouble();
            block.ChargeCoulomb = reader.TakeDouble();
            block.EnergyJoule = reader.TakeDouble();
            bool inRange =
                TakeTimes(block.ElapsedMicroseconds, n, reader)
                && TakeCounts(block.VoltageCounts, n, reader)
                && TakeCounts(block.CurrentCounts, n, reader)
                && TakeTemperatures(block.TemperatureCentidegrees, n, reader);
            if (reader.Failed || (inRange && reader.Remaining != 0))
                return FrameError.WrongBody;
            if (!inRange || !IsQuantum(block.VoltageQuantum) || !IsQuantum(block.CurrentQuantum))
                return FrameError.FieldOutOfRange;
            if (double.IsNaN(block.ChargeCoulomb) || double.IsNaN(block.EnergyJoule))
                return FrameError.FieldOutOfRange;
            block.Count = n;
            return FrameError.None;
        }

        private static bool IsQuantum(double value)
        {
            return !double.IsNaN(value) && value > 0 && value < 1e3;
        }

        private static void PutTimes(long[] values, int n, ByteWriter writer)
        {
            writer.PutByte(SecondDifference);
            long last = values[0];
            long lastDifference = 0;
            writer.PutVarint(last);
            for (int k = 1; k < n; k++)
            {
                long difference = values[k] - last;
                writer.PutVarint(difference - lastDifference);
                lastDifference = difference;
                last = values[k];
            }
        }

        private static bool TakeTimes(long[] values, int n, ByteReader reader)
        {
            if (reader.TakeByte() != SecondDifference)
                return reader.Failed;
            long last = reader.TakeVarint();
            long lastDifference = 0;
            if (last < 0)
                return false;
            values[0] = last;
            for (int k = 1; k < n; k++)
            {
                lastDifference += reader.TakeVarint();
                long next = last + lastDifference;
                if (lastDifference < 0 || next < last)
                    return false;
                last = next;
                values[k] = last;
            }
            return true;
        }

        private static void PutCounts(int[] values, int n, ByteWriter writer)
        {
            int k = 1;
            while (k < n && values[k] == values[0])
                k++;
            writer.PutByte(k == n ? Constant : Difference);
            writer.PutVarint(values[0]);
            if (k == n)
                return;
            for (k = 1; k < n; k++)
                writer.PutVarint((long)values[k] - values[k - 1]);
        }

        private static bool TakeCounts(int[] values, int n, ByteReader reader)
        {
            byte mode = reader.TakeByte();
            if (mode > Difference)
                return false;
            long last = reader.TakeVarint();
            for (int k = 0; k < n; k++)
            {
                if (k > 0 && mode == Difference)
                    last += reader.TakeVarint();
                if (last < int.MinValue || last > int.MaxValue)
                    return false;
                values[k] = (int)last;
            }
            return true;
        }

        private static void PutTemperatures(short[] values, int n, ByteWriter writer)
        {
            int k = 1;
            while (k < n && values[k] == values[0])
                k++;
            writer.PutByte(k == n ? Constant : Difference);
            writer.PutVarint(values[0]);
            if (k == n)
                return;
            for (k = 1; k < n; k++)
                writer.PutVarint(values[k] - values[k - 1]);
        }

        private static bool TakeTemperatures(short[] values, int n, ByteReader reader)
        {
            byte mode = reader.TakeByte();
            if (mode > Difference)
                return false;
            long last = reader.TakeVarint();
            for (int k = 0; k < n; k++)
            {
                if (k > 0 && mode == Difference)
                    last += reader.TakeVarint();
                if (last < short.MinValue || last > short.MaxValue)
                    return false;
                values[k] = (short)last;
            }
            return true;
        }
    }
}
