namespace EdgeTester.Contracts
{
    /// <summary>
    /// The flat step table as bytes: magic u16 'EP', version u8, step count u16, total length u32, resume policy u8,
    /// longest outage f64, limits of the run, then for each step its length u16 and its fields, and at the end a
    /// CRC-32 over all before. A tester keeps the bytes and decodes the row that it runs.
    /// </summary>
    public static class CompiledPlan
    {
        /// <summary>The first two bytes: 'E', 'P'.</summary>
        public const ushort Magic = 0x5045;

        /// <summary>The version that this code writes and reads.</summary>
        public const byte Version = 1;

        /// <summary>The most steps.</summary>
        public const int MaximumSteps = 256;

        /// <summary>The largest plan in bytes.</summary>
        public const int MaximumSize = Command.MaximumPayload;

        private const int LimitsSize = 8 * 8;

        /// <summary>Bytes before the first row; the row's length in two bytes stands there.</summary>
        public const int HeaderSize = 2 + 1 + 2 + 4 + 1 + 8 + LimitsSize;

        /// <summary>Writes a plan; returns its length, or 0 where the buffer is too small or there are too many steps.</summary>
        public static int Encode(PlanHeader header, StepDefinition[] steps, byte[] buffer, ByteWriter writer)
        {
            if (steps.Length < 1 || steps.Length > MaximumSteps)
                return 0;
            writer.Reset(buffer, 0, buffer.Length);
            writer.PutUInt16(Magic);
            writer.PutByte(Version);
            writer.PutUInt16((ushort)steps.Length);
            writer.PutUInt32(0);
            writer.PutByte((byte)header.Resume);
            writer.PutDouble(header.LongestOutageSeconds);
            PlanFields.PutLimits(header.Limits, writer);
            for (int k = 0; k < steps.Length; k++)
            {
                int start = writer.Position;
                writer.PutUInt16(0);
                PlanFields.PutStep(steps[k], writer);
                if (!writer.Overflowed)
                    LittleEndian.WriteUInt16(buffer, start, (ushort)(writer.Position - start - 2));
            }
            if (writer.Overflowed || writer.Position + 4 > MaximumSize || writer.Position + 4 > buffer.Length)
                return 0;
            LittleEndian.WriteUInt32(buffer, 5, (uint)(writer.Position + 4));
            header.StepCount = (ushort)steps.Length;
            header.Checksum = Crc32.Compute(buffer, 0, writer.Position);
            writer.PutUInt32(header.Checksum);
            return writer.Position;
        }

        /// <summary>
        /// Checks a whole plan and decodes its header: envelope, CRC, every step, every jump. What passes can be run
        /// without further checks.
        /// </summary>
        /// <param name="buffer">The plan.</param>
        /// <param name="count">Its bytes, from index 0.</param>
        /// <param name="header">Filled.</param>
        /// <param name="scratch">Overwritten.</param>
        /// <param name="reader">Used.</param>
        /// <param name="badStep">Index of the first step that is wrong, or -1.</param>
        public static FrameError TryRead(
            byte[] buffer,
            int count,
            PlanHeader header,
            StepDefinition scratch,
            ByteReader reader,
            out int badStep
        )
        {
            badStep = -1;
            if (count < HeaderSize + 4 || count > buffer.Length)
                return FrameError.TooShort;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic)
                return FrameError.NotAFrame;
            if (buffer[2] != Version)
                return FrameError.UnknownVersion;
            if (LittleEndian.ReadUInt32(buffer, 5) != (uint)count || count > MaximumSize)
                return FrameError.WrongLength;
            header.Checksum = LittleEndian.ReadUInt32(buffer, count - 4);
            if (header.Checksum != Crc32.Compute(buffer, 0, count - 4))
                return FrameError.WrongChecksum;
            reader.Reset(buffer, 3, count - 4);
            header.StepCount = reader.TakeUInt16();
            reader.TakeUInt32();
            byte resume = reader.TakeByte();
            header.LongestOutageSeconds = reader.TakeDouble();
            PlanFields.TakeLimits(header.Limits, reader);
            if (header.StepCount < 1 || header.StepCount > MaximumSteps)
                return FrameError.TooMany;
            if (resume > (byte)ResumePolicy.Last || double.IsNaN(header.LongestOutageSeconds))
                return FrameError.FieldOutOfRange;
            header.Resume = (ResumePolicy)resume;
            if (!PlanFields.AreLimits(header.Limits))
                return FrameError.FieldOutOfRange;
            for (int k = 0; k < header.StepCount; k++)
            {
                int length = reader.TakeUInt16();
                int start = reader.Position;
                PlanFields.TakeStep(scratch, reader);
                bool whole = !reader.Failed && reader.Position - start == length;
                if (whole && PlanFields.IsStep(scratch, k, header.StepCount))
                    continue;
                badStep = k;
                return whole ? FrameError.FieldOutOfRange : FrameError.WrongBody;
            }
            return reader.Remaining == 0 ? FrameError.None : FrameError.WrongBody;
        }

        /// <summary>Decodes one row of a plan that <see cref="TryRead"/> has accepted.</summary>
        /// <param name="buffer">The plan.</param>
        /// <param name="count">Its bytes.</param>
        /// <param name="index">Row from 0.</param>
        /// <param name="step">Filled.</param>
        /// <param name="reader">Used.</param>
        /// <returns>False where there is no such row.</returns>
        public static bool ReadStep(
            byte[] buffer,
            int count,
            int index,
            StepDefinition step,
            ByteReader reader
        )
        {
            int steps = LittleEndian.ReadUInt16(buffer, 3);
            if (index < 0 || index >= steps)
                return false;
            int position = HeaderSize;
            for (int k = 0; k < index; k++)
                position += 2 + LittleEndian.ReadUInt16(buffer, position);
            reader.Reset(buffer, position + 2, count - 4);
            PlanFields.TakeStep(step, reader);
            return !reader.Failed;
        }
    }
}
