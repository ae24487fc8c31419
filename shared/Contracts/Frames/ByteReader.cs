using System.Text;

namespace EdgeTester.Contracts
{
    /// <summary>
    /// Reads a buffer from front to back. Where it ends too early, or a text or number is malformed, it gives
    /// zeros from there on and remembers: ask <see cref="Failed"/> before using what was read.
    /// </summary>
    public sealed class ByteReader
    {
        private byte[] buffer = new byte[0];
        private int limit;

        /// <summary>Index of the next byte.</summary>
        public int Position;

        /// <summary>Whether something was missing or malformed.</summary>
        public bool Failed;

        /// <summary>Bytes that are left.</summary>
        public int Remaining
        {
            get { return limit - Position; }
        }

        /// <summary>Starts over in a buffer, from <paramref name="start"/> up to and without <paramref name="end"/>.</summary>
        public void Reset(byte[] source, int start, int end)
        {
            buffer = source;
            Position = start;
            limit = end;
            Failed = false;
        }

        /// <summary>One byte.</summary>
        public byte TakeByte()
        {
            return Has(1) ? buffer[Position++] : (byte)0;
        }

        /// <summary>Two bytes.</summary>
        public ushort TakeUInt16()
        {
            if (!Has(2))
                return 0;
            Position += 2;
            return LittleEndian.ReadUInt16(buffer, Position - 2);
        }

        /// <summary>Four bytes.</summary>
        public uint TakeUInt32()
        {
            if (!Has(4))
                return 0;
            Position += 4;
            return LittleEndian.ReadUInt32(buffer, Position - 4);
        }

        /// <summary>Eight bytes.</summary>
        public ulong TakeUInt64()
        {
            if (!Has(8))
                return 0;
            Position += 8;
            return LittleEndian.ReadUInt64(buffer, Position - 8);
        }

        /// <summary>An IEEE 754 double.</summary>
        public double TakeDouble()
        {
            if (!Has(8))
                return 0;
            Position += 8;
            return LittleEndian.ReadDouble(buffer, Position - 8);
        }

        /// <summary>A signed number as <see cref="ByteWriter.PutVarint"/> writes it; only its shortest form is accepted.</summary>
        public long TakeVarint()
        {
            ulong value = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                byte b = TakeByte();
                if (Failed)
                    return 0;
                bool tooLarge = shift == 63 && b > 1;
                bool padded = shift > 0 && b == 0;
                if (tooLarge || padded)
                {
                    Failed = true;
                    return 0;
                }
                value |= (ulong)(b & 0x7F) << shift;
                if ((b & 0x80) == 0)
                    return -Numbers.Signed(value & 1) ^ Numbers.Signed(value >> 1);
            }
            Failed = true;
            return 0;
        }

        /// <summary>A text of at most <paramref name="maximumBytes"/> bytes of UTF-8 behind its length.</summary>
        public string TakeText(int maximumBytes)
        {
            int length = TakeUInt16();
            if (length > maximumBytes || !Has(length))
            {
                Failed = true;
                return "";
            }
            int start = Position;
            Position += length;
            return length == 0 ? "" : Encoding.UTF8.GetString(buffer, start, length);
        }

        /// <summary>Bytes as they are; null where they are not all there.</summary>
        public byte[]? TakeBytes(int count)
        {
            if (count < 0 || !Has(count))
            {
                Failed = true;
                return null;
            }
            byte[] bytes = new byte[count];
            System.Array.Copy(buffer, Position, bytes, 0, count);
            Position += count;
            return bytes;
        }

        private bool Has(int count)
        {
            if (!Failed && count <= limit - Position)
                return true;
            Failed = true;
            return false;
        }
    }
}
