namespace EdgeTester.Contracts
{
    /// <summary>
    /// The envelope of every message: 40 bytes of header, a body, a CRC-32; little-endian. The table is in this
    /// project's README.md and the approved bytes in tests/Firmware.Tests/Contracts.
    /// </summary>
    public static class Frame
    {
        /// <summary>The first two bytes: 'E', 'T'.</summary>
        public const ushort Magic = 0x5445;

        /// <summary>The version that this code writes and reads.</summary>
        public const byte Version = 1;

        /// <summary>Size of the header in bytes.</summary>
        public const int HeaderSize = 40;

        /// <summary>Size of the CRC-32 at the end in bytes.</summary>
        public const int ChecksumSize = 4;

        /// <summary>The largest frame in bytes.</summary>
        public const int MaximumSize = 65536;

        /// <summary>Writes a header; length and CRC come with <see cref="Seal"/>. The buffer has room for header and CRC.</summary>
        public static int Begin(byte[] buffer, int offset, FrameHeader header)
        {
            LittleEndian.WriteUInt16(buffer, offset, Magic);
            buffer[offset + 2] = Version;
            buffer[offset + 3] = (byte)header.Kind;
            LittleEndian.WriteUInt32(buffer, offset + 4, 0);
            LittleEndian.WriteRunId(buffer, offset + 8, header.Run);
            buffer[offset + 24] = header.Channel;
            buffer[offset + 25] = 0;
            LittleEndian.WriteUInt16(buffer, offset + 26, header.RecordCount);
            LittleEndian.WriteUInt64(buffer, offset + 28, header.FirstSequence);
            LittleEndian.WriteUInt32(buffer, offset + 36, header.OverflowCount);
            return offset + HeaderSize;
        }

        /// <summary>Completes a frame that began at <paramref name="offset"/> and whose body ends before <paramref name="end"/>; returns its length.</summary>
        public static int Seal(byte[] buffer, int offset, int end)
        {
            int length = end + ChecksumSize - offset;
            LittleEndian.WriteUInt32(buffer, offset + 4, (uint)length);
            uint crc = Crc32.Compute(buffer, offset, length - ChecksumSize);
            LittleEndian.WriteUInt32(buffer, end, crc);
            return length;
        }

        /// <summary>
        /// Checks an envelope and decodes its header. A frame fills <paramref name="count"/> bytes exactly.
        /// Any bytes at all are allowed; nothing is thrown for them.
        /// </summary>
        public static FrameError TryReadHeader(byte[] buffer, int offset, int count, FrameHeader header)
        {
            if (count < HeaderSize + ChecksumSize)
                return FrameError.TooShort;
            if (LittleEndian.ReadUInt16(buffer, offset) != Magic)
                return FrameError.NotAFrame;
            if (buffer[offset + 2] != Version)
                return FrameError.UnknownVersion;
            uint length = LittleEndian.ReadUInt32(buffer, offset + 4);
            if (length > MaximumSize || length != (uint)count)
                return FrameError.WrongLength;
            uint crc = LittleEndian.ReadUInt32(buffer, offset + count - ChecksumSize);
            if (crc != Crc32.Compute(buffer, offset, count - ChecksumSize))
                return FrameError.WrongChecksum;
            byte kind = buffer[offset + 3];
            if (!IsKnown(kind))
                return FrameError.WrongKind;
            if (buffer[offset + 25] != 0)
                return FrameError.FieldOutOfRange;
            header.Kind = (FrameKind)kind;
            header.Run = LittleEndian.ReadRunId(buffer, offset + 8);
            header.Channel = buffer[offset + 24];
            header.RecordCount = LittleEndian.ReadUInt16(buffer, offset + 26);
            header.FirstSequence = LittleEndian.ReadUInt64(buffer, offset + 28);
            header.OverflowCount = LittleEndian.ReadUInt32(buffer, offset + 36);
            if (IsJournaled(header.Kind))
            {
                if (header.Run.IsEmpty || header.RecordCount == 0)
                    return FrameError.FieldOutOfRange;
                if (header.FirstSequence > ulong.MaxValue - header.RecordCount)
                    return FrameError.FieldOutOfRange;
            }
            return FrameError.None;
        }

        /// <summary>Whether frames of this kind carry a sequence, are journaled by the device and stored by the host.</summary>
        public static bool IsJournaled(FrameKind kind)
        {
            return kind == FrameKind.Samples || kind == FrameKind.ImpedancePoints || kind == FrameKind.Event;
        }

        private static bool IsKnown(byte kind)
        {
            return (kind >= 1 && kind <= 3)
                || kind == 16
                || kind == 17
                || kind == 32
                || kind == 33
                || kind == 48
                || kind == 49;
        }
    }
}
