using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// What the whole device remembers, in two slots written by turns: how often it started and what became of the last
    /// commands, so that a command that arrives twice is done once. A slot: magic u16 'DM', version u8, zero u8, counter u32,
    /// boots u32, next place u8, 32 times identity u64 and result u8, CRC-32.
    /// </summary>
    public sealed class DeviceMemory
    {
        /// <summary>How many commands are remembered.</summary>
        public const int Commands = 32;

        /// <summary>Bytes of both slots.</summary>
        public const int Size = 2 * SlotSize;

        /// <summary>Bytes of a slot, and the least size of the scratch buffer.</summary>
        public const int SlotSize = 13 + Commands * 9 + 4;

        private const ushort Magic = 0x4D44;
        private const byte Version = 1;
        private readonly INonVolatileMemory memory;
        private readonly int address;
        private readonly byte[] buffer;
        private readonly ulong[] identities = new ulong[Commands];
        private readonly byte[] results = new byte[Commands];
        private int place;
        private uint counter;

        /// <summary>Makes the memory; <see cref="Load"/> reads it.</summary>
        public DeviceMemory(INonVolatileMemory memory, int address, byte[] buffer)
        {
            this.memory = memory;
            this.address = address;
            this.buffer = buffer;
        }

        /// <summary>Starts of the program, this one included.</summary>
        public uint BootCount { get; private set; }

        /// <summary>Reads what is there and counts one more start; false where the memory does not answer.</summary>
        public bool Load()
        {
            uint first;
            uint second;
            bool hasFirst = ReadSlot(0, out first);
            bool hasSecond = ReadSlot(1, out second);
            bool takeFirst = hasFirst && (!hasSecond || (int)(first - second) > 0);
            if ((hasFirst || hasSecond) && ReadSlot(takeFirst ? 0 : 1, out counter))
            {
                BootCount = LittleEndian.ReadUInt32(buffer, 8);
                place = buffer[12] % Commands;
                for (int k = 0; k < Commands; k++)
                {
                    identities[k] = LittleEndian.ReadUInt64(buffer, 13 + 9 * k);
                    results[k] = buffer[13 + 9 * k + 8];
                }
            }
            BootCount++;
            return Save();
        }

        /// <summary>What became of a command, <see cref="CommandResult.None"/> where it is not known.</summary>
        public CommandResult ResultOf(ulong command)
        {
            for (int k = 0; k < Commands; k++)
                if (identities[k] == command)
                    return (CommandResult)results[k];
            return CommandResult.None;
        }

        /// <summary>Remembers what became of a command and forgets the oldest.</summary>
        public bool Remember(ulong command, CommandResult result)
        {
            identities[place] = command;
            results[place] = (byte)result;
            place = (place + 1) % Commands;
            return Save();
        }

        private bool Save()
        {
            counter++;
            LittleEndian.WriteUInt16(buffer, 0, Magic);
            buffer[2] = Version;
            buffer[3] = 0;
            LittleEndian.WriteUInt32(buffer, 4, counter);
            LittleEndian.WriteUInt32(buffer, 8, BootCount);
            buffer[12] = (byte)place;
            for (int k = 0; k < Commands; k++)
            {
                LittleEndian.WriteUInt64(buffer, 13 + 9 * k, identities[k]);
                buffer[13 + 9 * k + 8] = results[k];
            }
            LittleEndian.WriteUInt32(buffer, SlotSize - 4, Crc32.Compute(buffer, 0, SlotSize - 4));
            return memory.Write(address + (int)(counter & 1) * SlotSize, buffer, 0, SlotSize);
        }

        private bool ReadSlot(int slot, out uint count)
        {
            count = 0;
            if (!memory.Read(address + slot * SlotSize, buffer, 0, SlotSize))
                return false;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version || buffer[3] != 0)
                return false;
            if (LittleEndian.ReadUInt32(buffer, SlotSize - 4) != Crc32.Compute(buffer, 0, SlotSize - 4))
                return false;
            count = LittleEndian.ReadUInt32(buffer, 4);
            return true;
        }
    }
}
