namespace EdgeTester.Contracts
{
    /// <summary>
    /// The flat step table as bytes: magic u16 'EP', version u8, step count u16, total length u32, resume policy u8,
    /// longest outage f64, limits of the run, in version 2 the sentinel's settings, then for each step its length u16 and its fields, and at the end a
    /// CRC-32 over all before. A tester keeps the bytes and decodes the row that it runs. A plan is written in the lowest version that can say it.
    /// </summary>
    public static class CompiledPlan
    {
        /// <summary>The first two bytes: 'E', 'P'.</summary>
        public const ushort Magic = 0x5045;

        /// <summary>The highest version that this code writes and reads; the lowest is 1.</summary>
        public const byte Version = 2;

        /// <summary>The most steps.</summary>
        public const int MaximumSteps = 256;

        /// <summary>The largest plan in bytes.</summary>
        public const int MaximumSize = Command.MaximumPayload;

        private const int LimitsSize = 8 * 8;

        private const int SentinelSize = 2 + 3 * 8;

        /// <summary>Bytes before the first row in version 1, the least that a plan begins with.</summary>
        public const int HeaderSize = 2 + 1 + 2 + 4 + 1 + 8 + LimitsSize;

        /// <summary>Bytes before the first row, in any version at the most.</summary>
        public const int LargestHeaderSize = HeaderSize + SentinelSize;

        /// <summary>Bytes before the first row of a plan; the row's length in two bytes stands there.</summary>
        /// <param name="buffer">At least <see cref="HeaderSize"/> bytes of the plan.</param>
        public static int HeaderSizeOf(byte[] buffer)
        {
            return buffer[2] < 2 ? HeaderSize : LargestHeaderSize;
        }

        /// <summary>Writes a plan; returns its length, or 0 where the buffer is too small or there are too many steps.</summary>
        public static int Encode(PlanHeader header, StepDefinition[] steps, byte[] buffer, ByteWriter writer)
        {
            if (steps.Length < 1 || steps.Length > MaximumSteps)
                return 0;
            byte version = header.Sentinel.IsOn ? (byte)2 : (byte)1;
            for (int k = 0; k < steps.Length; k++)
                if (PlanFields.NeedsSecondVersion(steps[k]))
                    version = 2;
            writer.Reset(buffer, 0, buffer.Length);
            writer.PutUInt16(Magic);
            writer.PutByte(version);
            writer.PutUInt16((ushort)steps.Length);
            writer.PutUInt32(0);
            writer.PutByte((byte)header.Resume);
            writer.PutDouble(header.LongestOutageSeconds);
            PlanFields.PutLimits(header.Limits, writer);
            if (version >= 2)
                PlanFields.PutSentinel(header.Sentinel, writer);
            for (int k = 0; k < steps.Length; k++)
            {
                int start = writer.Position;
                writer.PutUInt16(0);
                PlanFields.PutStep(steps[k], version, writer);
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
            byte version = buffer[2];
            if (version < 1 || version > Version)
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
            if (version >= 2)
                PlanFields.TakeSentinel(header.Sentinel, reader);
            else
                header.Sentinel.IsOn = false;
            if (header.StepCount < 1 || header.StepCount > MaximumSteps)
                return FrameError.TooMany;
            if (resume > (byte)ResumePolicy.Last || double.IsNaN(header.LongestOutageSeconds))
                return FrameError.FieldOutOfRange;
            header.Resume = (ResumePolicy)resume;
            if (reader.Failed || (version >= 2 && !PlanFields.IsSentinel(header.Sentinel)))
                return FrameError.FieldOutOfRange;
            if (!PlanFields.AreLimits(header.Limits))
                return FrameError.FieldOutOfRange;
            for (int k = 0; k < header.StepCount; k++)
            {
                int length = reader.TakeUInt16();
                int start = reader.Position;
                PlanFields.TakeStep(scratch, version, reader);
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
            int position = HeaderSizeOf(buffer);
            for (int k = 0; k < index; k++)
                position += 2 + LittleEndian.ReadUInt16(buffer, position);
            reader.Reset(buffer, position + 2, count - 4);
            PlanFields.TakeStep(step, buffer[2], reader);
            return !reader.Failed;
        }
    }
}
