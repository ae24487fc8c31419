using System.Text;

namespace EdgeTester.Contracts
{
    /// <summary>
    /// Fills a buffer from front to back. Where something does not fit it writes nothing more and remembers:
    /// ask <see cref="Overflowed"/> once, at the end.
    /// </summary>
    public sealed class ByteWriter
    {
        private byte[] buffer = new byte[0];
        private int limit;

        /// <summary>Index of the next byte.</summary>
        public int Position;

        /// <summary>Whether something did not fit.</summary>
        public bool Overflowed;

        /// <summary>Starts over in a buffer, from <paramref name="start"/> up to and without <paramref name="end"/>.</summary>
        public void Reset(byte[] target, int start, int end)
        {
            buffer = target;
            Position = start;
            limit = end;
            Overflowed = false;
        }

        /// <summary>One byte.</summary>
        public void PutByte(byte value)
        {
            if (Overflowed || Position >= limit)
                Overflowed = true;
            else
                buffer[Position++] = value;
        }

        /// <summary>Two bytes.</summary>
        public void PutUInt16(ushort value)
        {
            if (!HasRoom(2))
                return;
            LittleEndian.WriteUInt16(buffer, Position, value);
            Position += 2;
        }

        /// <summary>Four bytes.</summary>
        public void PutUInt32(uint value)
        {
            if (!HasRoom(4))
                return;
            LittleEndian.WriteUInt32(buffer, Position, value);
            Position += 4;
        }

        /// <summary>Eight bytes.</summary>
        public void PutUInt64(ulong value)
        {
            if (!HasRoom(8))
                return;
            LittleEndian.WriteUInt64(buffer, Position, value);
            Position += 8;
        }

        /// <summary>An IEEE 754 double, eight bytes.</summary>
        public void PutDouble(double value)
        {
            if (!HasRoom(8))
                return;
            LittleEndian.WriteDouble(buffer, Position, value);
            Position += 8;
        }

        /// <summary>A signed number in 1 to 10 bytes: zigzag, seven bits a byte, low bits first, top bit set while more follow.</summary>
        public void PutVarint(long value)
        {
            ulong rest = ((ulong)value << 1) ^ (ulong)(value >> 63);
            byte[] target = buffer;
            int at = Position;
            int end = Overflowed ? at : limit;
            while (rest >= 0x80 && at < end)
            {
                target[at++] = (byte)(rest | 0x80);
                rest >>= 7;
            }
            if (at >= end)
            {
                Overflowed = true;
                return;
            }
            target[at++] = (byte)rest;
            Position = at;
        }

        /// <summary>A text as UTF-8 behind its length in two bytes.</summary>
        public void PutText(string value)
        {
            if (value.Length == 0)
                PutUInt16(0);
            else
                PutCharacters(value);
        }

        // Takes memory, which a record without words in the control tick must not.
        private void PutCharacters(string value)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            if (bytes.Length > ushort.MaxValue)
            {
                Overflowed = true;
                return;
            }
            PutUInt16((ushort)bytes.Length);
            PutBytes(bytes, 0, bytes.Length);
        }

        /// <summary>Bytes as they are.</summary>
        public void PutBytes(byte[] source, int offset, int count)
        {
            if (!HasRoom(count))
                return;
            System.Array.Copy(source, offset, buffer, Position, count);
            Position += count;
        }

        private bool HasRoom(int count)
        {
            if (!Overflowed && count <= limit - Position)
                return true;
            Overflowed = true;
            return false;
        }
    }
}
