using System;

namespace EdgeTester.Contracts
{
    /// <summary>Numbers in bytes, least significant first. Offsets are the caller's to check.</summary>
    public static class LittleEndian
    {
        /// <summary>Writes 2 bytes.</summary>
        public static void WriteUInt16(byte[] buffer, int offset, ushort value)
        {
            buffer[offset] = (byte)value;
            buffer[offset + 1] = (byte)(value >> 8);
        }

        /// <summary>Writes 4 bytes.</summary>
        public static void WriteUInt32(byte[] buffer, int offset, uint value)
        {
            buffer[offset] = (byte)value;
            buffer[offset + 1] = (byte)(value >> 8);
            buffer[offset + 2] = (byte)(value >> 16);
            buffer[offset + 3] = (byte)(value >> 24);
        }

        /// <summary>Writes 8 bytes.</summary>
        public static void WriteUInt64(byte[] buffer, int offset, ulong value)
        {
            WriteUInt32(buffer, offset, (uint)value);
            WriteUInt32(buffer, offset + 4, (uint)(value >> 32));
        }

        /// <summary>Writes an IEEE 754 double, 8 bytes.</summary>
        public static void WriteDouble(byte[] buffer, int offset, double value)
        {
            WriteUInt64(buffer, offset, (ulong)BitConverter.DoubleToInt64Bits(value));
        }

        /// <summary>Writes 16 bytes.</summary>
        public static void WriteRunId(byte[] buffer, int offset, RunId value)
        {
            WriteUInt64(buffer, offset, value.High);
            WriteUInt64(buffer, offset + 8, value.Low);
        }

        /// <summary>Reads 2 bytes.</summary>
        public static ushort ReadUInt16(byte[] buffer, int offset)
        {
            return (ushort)(buffer[offset] | (buffer[offset + 1] << 8));
        }

        /// <summary>Reads 4 bytes.</summary>
        public static uint ReadUInt32(byte[] buffer, int offset)
        {
            return (uint)buffer[offset]
                | ((uint)buffer[offset + 1] << 8)
                | ((uint)buffer[offset + 2] << 16)
                | ((uint)buffer[offset + 3] << 24);
        }

        /// <summary>Reads 8 bytes.</summary>
        public static ulong ReadUInt64(byte[] buffer, int offset)
        {
            return ReadUInt32(buffer, offset) | ((ulong)ReadUInt32(buffer, offset + 4) << 32);
        }

        /// <summary>Reads an IEEE 754 double, 8 bytes.</summary>
        public static double ReadDouble(byte[] buffer, int offset)
        {
            return BitConverter.Int64BitsToDouble(Numbers.Signed(ReadUInt64(buffer, offset)));
        }

        /// <summary>Reads 16 bytes.</summary>
        public static RunId ReadRunId(byte[] buffer, int offset)
        {
            return new RunId(ReadUInt64(buffer, offset), ReadUInt64(buffer, offset + 8));
        }
    }
}
