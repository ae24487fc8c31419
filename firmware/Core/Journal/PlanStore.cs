using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// The compiled plan of one channel's run in a segment of its own, from which the row that runs is read. Only the places
    /// of the rows are in memory.
    /// </summary>
    public sealed class PlanStore
    {
        /// <summary>Bytes that hold the envelope of a plan and any one row.</summary>
        public const int ScratchBytes = 512;

        private readonly ISegmentStore store;
        private readonly int channel;
        private readonly byte[] scratch;
        private readonly ByteReader reader;
        private int number = -1;
        private int head;
        private ushort[] rows = new ushort[0];

        /// <summary>Makes the store of a channel.</summary>
        /// <param name="store">Where the segments are.</param>
        /// <param name="channel">Channel from 0.</param>
        /// <param name="scratch">At least <see cref="ScratchBytes"/>; may be shared.</param>
        /// <param name="reader">May be shared.</param>
        public PlanStore(ISegmentStore store, int channel, byte[] scratch, ByteReader reader)
        {
            this.store = store;
            this.channel = channel;
            this.scratch = scratch;
            this.reader = reader;
        }

        /// <summary>Rows of the plan.</summary>
        public int Count
        {
            get { return rows.Length; }
        }

        /// <summary>Keeps a plan under a serial that is not in use; false where the store has no room.</summary>
        public bool Save(int serial, byte[] plan, int count)
        {
            int segment = SegmentNumbers.OfPlan(channel, serial);
            if (store.SizeOf(segment) >= 0)
                store.Delete(segment);
            if (store.Append(segment, plan, 0, count))
                return true;
            store.Delete(segment);
            return false;
        }

        /// <summary>Finds the rows of a plan that was saved; false where it is not there as it was.</summary>
        public bool Open(int serial, int count, uint checksum)
        {
            number = SegmentNumbers.OfPlan(channel, serial);
            rows = new ushort[0];
            if (store.SizeOf(number) != count || !HasChecksum(count, checksum))
                return false;
            if (store.Read(number, 0, scratch, 0, CompiledPlan.HeaderSize) != CompiledPlan.HeaderSize)
                return false;
            head = CompiledPlan.HeaderSizeOf(scratch);
            int steps = LittleEndian.ReadUInt16(scratch, 3);
            ushort[] places = new ushort[steps];
            int position = head;
            for (int k = 0; k < steps; k++)
            {
                places[k] = (ushort)position;
                if (store.Read(number, position, scratch, 0, 2) != 2)
                    return false;
                position += 2 + LittleEndian.ReadUInt16(scratch, 0);
            }
            rows = places;
            return true;
        }

        /// <summary>Decodes a row; false where there is none or the store does not answer.</summary>
        public bool ReadRow(int index, StepDefinition step)
        {
            if (index < 0 || index >= rows.Length)
                return false;
            // A plan with one row is made up of the envelope and the row that is wanted.
            if (store.Read(number, 0, scratch, 0, head) != head)
                return false;
            if (store.Read(number, rows[index], scratch, head, 2) != 2)
                return false;
            int length = LittleEndian.ReadUInt16(scratch, head);
            int count = head + 2 + length + 4;
            if (count > scratch.Length)
                return false;
            if (store.Read(number, rows[index] + 2, scratch, head + 2, length) != length)
                return false;
            LittleEndian.WriteUInt16(scratch, 3, 1);
            return CompiledPlan.ReadStep(scratch, count, 0, step, reader);
        }

        /// <summary>Checks the whole plan and decodes its header.</summary>
        public bool ReadHeader(byte[] buffer, int count, PlanHeader header, StepDefinition row)
        {
            int badStep;
            if (count > buffer.Length || store.Read(number, 0, buffer, 0, count) != count)
                return false;
            return CompiledPlan.TryRead(buffer, count, header, row, reader, out badStep) == FrameError.None;
        }

        /// <summary>Deletes every plan of the channel but one.</summary>
        /// <param name="serial">To keep; 0 = none.</param>
        public void DeleteOthers(int serial)
        {
            for (int k = store.Count - 1; k >= 0; k--)
            {
                int segment = store.NumberAt(k);
                bool isPlan = SegmentNumbers.IsPlan(segment) && !SegmentNumbers.IsDevice(segment);
                if (!isPlan || SegmentNumbers.ChannelOf(segment) != channel)
                    continue;
                if (SegmentNumbers.SerialOf(segment) != serial)
                    store.Delete(segment);
            }
        }

        private bool HasChecksum(int count, uint checksum)
        {
            uint crc = 0;
            int body = count - 4;
            for (int position = 0; position < body; )
            {
                int want = body - position < scratch.Length ? body - position : scratch.Length;
                if (store.Read(number, position, scratch, 0, want) != want)
                    return false;
                crc = Crc32.Update(crc, scratch, 0, want);
                position += want;
            }
            return crc == checksum;
        }
    }
}
