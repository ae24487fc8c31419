using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// The last moment at which the device is known to have lived, in two slots written by turns: monotonic microseconds i64, microseconds to the
    /// next step u32, boot u32, CRC-32. A power failure that nobody foresaw came after it and before the step that followed; a slot that is half written
    /// says that it came with that step.
    /// </summary>
    public sealed class CutMark
    {
        /// <summary>Bytes of both slots.</summary>
        public const int Size = 2 * SlotSize;

        private const int SlotSize = 20;
        private readonly INonVolatileMemory memory;
        private readonly int address;
        private readonly byte[] buffer;
        private int slot;

        /// <summary>Makes the mark; <see cref="Load"/> reads it.</summary>
        /// <param name="memory">Where it is.</param>
        /// <param name="address">First of <see cref="Size"/> bytes.</param>
        /// <param name="buffer">Scratch of at least <see cref="Size"/> bytes; may be shared.</param>
        public CutMark(INonVolatileMemory memory, int address, byte[] buffer)
        {
            this.buffer = buffer;
            this.memory = memory;
            this.address = address;
        }

        /// <summary>Monotonic microseconds of the boot before.</summary>
        public long At { get; private set; }

        /// <summary>Microseconds to the step that was to follow.</summary>
        public long Interval { get; private set; }

        /// <summary>The boot that wrote it; 0 = there is no mark.</summary>
        public uint Boot { get; private set; }

        /// <summary>Whether the power failed while the next one was written.</summary>
        public bool IsTorn { get; private set; }

        /// <summary>Reads the newest mark that is whole.</summary>
        public void Load()
        {
            Boot = 0;
            bool hasFirst = Read(0);
            uint firstBoot = Boot;
            long firstAt = At;
            bool hasSecond = Read(1);
            IsTorn = hasFirst != hasSecond;
            bool isFirstNewer = firstBoot == Boot ? firstAt > At : (int)(firstBoot - Boot) > 0;
            slot = 1;
            if (!hasFirst || (hasSecond && !isFirstNewer))
                return;
            slot = 0;
            Read(0);
        }

        /// <summary>Writes a mark; false where the memory does not answer.</summary>
        /// <param name="at">Monotonic microseconds.</param>
        /// <param name="interval">Microseconds to the next step, above 0.</param>
        /// <param name="boot">Number of this boot.</param>
        public bool Write(long at, long interval, uint boot)
        {
            slot = 1 - slot;
            LittleEndian.WriteUInt64(buffer, 0, (ulong)at);
            LittleEndian.WriteUInt32(buffer, 8, interval > int.MaxValue ? int.MaxValue : (uint)interval);
            LittleEndian.WriteUInt32(buffer, 12, boot);
            LittleEndian.WriteUInt32(buffer, 16, Crc32.Compute(buffer, 0, 16));
            return memory.Write(address + slot * SlotSize, buffer, 0, SlotSize);
        }

        private bool Read(int which)
        {
            if (!memory.Read(address + which * SlotSize, buffer, 0, SlotSize))
                return false;
            uint boot = LittleEndian.ReadUInt32(buffer, 12);
            if (boot == 0 || LittleEndian.ReadUInt32(buffer, 16) != Crc32.Compute(buffer, 0, 16))
                return false;
            At = Numbers.Signed(LittleEndian.ReadUInt64(buffer, 0));
            Interval = Numbers.Signed(LittleEndian.ReadUInt32(buffer, 8));
            Boot = boot;
            return true;
        }
    }
}
