using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Serial FRAM of 32 KB (FM25V02A and its like, SPI mode 0): write enable 06, write 02, read 03, a 16-bit address. The write enable falls at the
    /// end of each write. A write is read back; power may fail between any two bytes of it.
    /// </summary>
    public sealed class Fram : INonVolatileMemory
    {
        /// <summary>Bytes of the part.</summary>
        public const int Bytes = 32768;

        private const int HeadBytes = 3;
        private const int ChunkBytes = 64;
        private const int Attempts = 3;
        private const byte WriteEnable = 0x06;
        private const byte WriteData = 0x02;
        private const byte ReadData = 0x03;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] command = new byte[HeadBytes + ChunkBytes];
        private readonly byte[] reply = new byte[HeadBytes + ChunkBytes];

        /// <summary>Takes the bus.</summary>
        public Fram(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
        }

        /// <inheritdoc/>
        public int Size
        {
            get { return Bytes; }
        }

        /// <summary>Chunks that did not read back at once, since power-up.</summary>
        public uint ReadBackErrors { get; private set; }

        /// <inheritdoc/>
        public bool Read(int address, byte[] buffer, int offset, int count)
        {
            if (!IsInside(address, buffer, offset, count))
                return false;
            while (count > 0)
            {
                int chunk = count < ChunkBytes ? count : ChunkBytes;
                if (!ReadChunk(address, chunk))
                    return false;
                System.Array.Copy(reply, HeadBytes, buffer, offset, chunk);
                address += chunk;
                offset += chunk;
                count -= chunk;
            }
            return true;
        }

        /// <inheritdoc/>
        public bool Write(int address, byte[] buffer, int offset, int count)
        {
            if (!IsInside(address, buffer, offset, count))
                return false;
            while (count > 0)
            {
                int chunk = count < ChunkBytes ? count : ChunkBytes;
                if (!WriteChunk(address, buffer, offset, chunk))
                    return false;
                address += chunk;
                offset += chunk;
                count -= chunk;
            }
            return true;
        }

        private bool WriteChunk(int address, byte[] buffer, int offset, int count)
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                command[0] = WriteEnable;
                bus.Transfer(chipSelect, command, reply, 1);
                Head(WriteData, address);
                System.Array.Copy(buffer, offset, command, HeadBytes, count);
                bus.Transfer(chipSelect, command, reply, HeadBytes + count);
                Transfer(address, count);
                if (IsSame(buffer, offset, count))
                    return true;
                ReadBackErrors++;
            }
            return false;
        }

        // Two readings that agree: nothing else tells a flipped bit on the line from one in the memory.
        private bool ReadChunk(int address, int count)
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                Transfer(address, count);
                System.Array.Copy(reply, HeadBytes, command, HeadBytes, count);
                Head(ReadData, address);
                bus.Transfer(chipSelect, command, reply, HeadBytes + count);
                if (IsSame(command, HeadBytes, count))
                    return true;
                ReadBackErrors++;
            }
            return false;
        }

        private void Transfer(int address, int count)
        {
            Head(ReadData, address);
            bus.Transfer(chipSelect, command, reply, HeadBytes + count);
        }

        private void Head(byte operation, int address)
        {
            command[0] = operation;
            command[1] = (byte)(address >> 8);
            command[2] = (byte)address;
        }

        private bool IsSame(byte[] buffer, int offset, int count)
        {
            byte[] came = reply;
            int differences = 0;
            int k = 0;
            for (int last = count - 3; k < last; k += 4)
                differences |=
                    came[HeadBytes + k] ^ buffer[offset + k]
                    | came[HeadBytes + 1 + k] ^ buffer[offset + 1 + k]
                    | came[HeadBytes + 2 + k] ^ buffer[offset + 2 + k]
                    | came[HeadBytes + 3 + k] ^ buffer[offset + 3 + k];
            for (; k < count; k++)
                differences |= came[HeadBytes + k] ^ buffer[offset + k];
            return differences == 0;
        }

        private static bool IsInside(int address, byte[] buffer, int offset, int count)
        {
            return address >= 0
                && offset >= 0
                && count >= 0
                && count <= Bytes - address
                && count <= buffer.Length - offset;
        }
    }
}
