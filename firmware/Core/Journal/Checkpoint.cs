using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// The state of one channel in two slots of the non-volatile memory, written by turns. A slot: magic u16 'CP', version u8,
    /// channel u8, counter u32, length u16, the fields of <see cref="RunState"/> in order, CRC-32. The slot with the higher
    /// counter and a good CRC holds; a write that was cut leaves the other.
    /// </summary>
    public sealed class Checkpoint
    {
        /// <summary>Bytes of both slots.</summary>
        public const int Size = 2 * SlotSize;

        private const int SlotSize = 320;
        private const ushort Magic = 0x5043;
        private const byte Version = 2;
        private readonly INonVolatileMemory memory;
        private readonly int address;
        private readonly byte channel;
        private readonly byte[] buffer;
        private readonly ByteWriter writer;
        private readonly ByteReader reader;
        private uint counter;

        /// <summary>Makes the checkpoint of a channel.</summary>
        /// <param name="memory">Where it is.</param>
        /// <param name="address">First of <see cref="Size"/> bytes.</param>
        /// <param name="channel">Channel from 0.</param>
        /// <param name="buffer">Scratch of at least <see cref="Size"/> / 2 bytes; may be shared.</param>
        /// <param name="writer">May be shared.</param>
        /// <param name="reader">May be shared.</param>
        public Checkpoint(
            INonVolatileMemory memory,
            int address,
            int channel,
            byte[] buffer,
            ByteWriter writer,
            ByteReader reader
        )
        {
            this.writer = writer;
            this.reader = reader;
            this.memory = memory;
            this.address = address;
            this.channel = (byte)channel;
            this.buffer = buffer;
        }

        /// <summary>Whether <see cref="Read"/> found one of the slots half written.</summary>
        public bool IsTorn { get; private set; }

        /// <summary>Writes the state; false where the memory does not answer.</summary>
        public bool Write(RunState state)
        {
            counter++;
            int length = Encode(state);
            return memory.Write(address + (int)(counter & 1) * SlotSize, buffer, 0, length);
        }

        /// <summary>Reads the newest state that is whole; false where there is none.</summary>
        public bool Read(RunState state)
        {
            uint first;
            uint second;
            IsTorn = false;
            bool hasFirst = ReadSlot(0, out first);
            bool hasSecond = ReadSlot(1, out second);
            if (!hasFirst && !hasSecond)
                return false;
            bool takeFirst = hasFirst && (!hasSecond || (int)(first - second) > 0);
            if (!ReadSlot(takeFirst ? 0 : 1, out counter))
                return false;
            return Decode(state);
        }

        private bool ReadSlot(int slot, out uint count)
        {
            count = 0;
            if (!memory.Read(address + slot * SlotSize, buffer, 0, SlotSize))
                return false;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version || buffer[3] != channel)
                return false;
            int length = LittleEndian.ReadUInt16(buffer, 8);
            if (length < 14 || length > SlotSize)
                return false;
            if (LittleEndian.ReadUInt32(buffer, length - 4) != Crc32.Compute(buffer, 0, length - 4))
            {
                IsTorn = true;
                return false;
            }
            count = LittleEndian.ReadUInt32(buffer, 4);
            return true;
        }

        private int Encode(RunState s)
        {
            LittleEndian.WriteUInt16(buffer, 0, Magic);
            buffer[2] = Version;
            buffer[3] = channel;
            LittleEndian.WriteUInt32(buffer, 4, counter);
            writer.Reset(buffer, 10, SlotSize - 4);
            writer.PutByte((byte)s.State);
            int flags = (s.StepIsOver ? 1 : 0) | (s.SpectrumIsOpen ? 2 : 0) | (s.WaitsForRoom ? 4 : 0);
            writer.PutByte((byte)(flags | ((int)s.PendingEnd << 4)));
            writer.PutUInt64(s.Run.High);
            writer.PutUInt64(s.Run.Low);
            writer.PutUInt32((uint)s.PlanSerial);
            writer.PutUInt32((uint)s.PlanBytes);
            writer.PutUInt32(s.PlanChecksum);
            writer.PutUInt16(s.Step);
            writer.PutUInt32(s.StepCount);
            writer.PutUInt32(s.Cycle);
            writer.PutUInt16(s.FollowTarget);
            writer.PutByte(s.CyclesSaid);
            writer.PutUInt64((ulong)s.ElapsedMicroseconds);
            writer.PutUInt64((ulong)s.StepMicroseconds);
            writer.PutUInt64((ulong)s.UnixMilliseconds);
            writer.PutDouble(s.Charge);
            writer.PutDouble(s.Energy);
            writer.PutDouble(s.ChargeAtStep);
            writer.PutDouble(s.EnergyAtStep);
            writer.PutDouble(s.CycleCharged);
            writer.PutDouble(s.CycleDischarged);
            writer.PutDouble(s.Voltage);
            writer.PutDouble(s.Current);
            writer.PutDouble(s.Reference);
            writer.PutDouble(s.Resistance);
            writer.PutDouble(s.LowestConductance);
            writer.PutDouble(s.LowestConductanceCelsius);
            writer.PutUInt32(s.Samples);
            writer.PutUInt32(s.Points);
            writer.PutUInt32(s.Events);
            writer.PutUInt32(s.Dropped);
            writer.PutUInt32(s.Spectrum);
            writer.PutUInt16(s.PointIndex);
            writer.PutUInt16(s.PointsMeasured);
            writer.PutUInt64(s.NextSequence);
            writer.PutUInt64(s.NextUnpersisted);
            int loops = RunState.MaximumLoops;
            while (loops > 0 && s.LoopPasses[loops - 1] == 0)
                loops--;
            writer.PutByte((byte)loops);
            for (int k = 0; k < loops; k++)
                writer.PutUInt32(s.LoopPasses[k]);
            writer.PutDouble(s.Flowing);
            writer.PutUInt64((ulong)s.Base);
            writer.PutUInt32(s.Boot);
            int length = writer.Position + 4;
            LittleEndian.WriteUInt16(buffer, 8, (ushort)length);
            LittleEndian.WriteUInt32(buffer, length - 4, Crc32.Compute(buffer, 0, length - 4));
            return length;
        }

        private bool Decode(RunState s)
        {
            int length = LittleEndian.ReadUInt16(buffer, 8);
            reader.Reset(buffer, 10, length - 4);
            byte state = reader.TakeByte();
            byte flags = reader.TakeByte();
            ulong high = reader.TakeUInt64();
            s.Run = new RunId(high, reader.TakeUInt64());
            s.PlanSerial = (int)reader.TakeUInt32();
            s.PlanBytes = (int)reader.TakeUInt32();
            s.PlanChecksum = reader.TakeUInt32();
            s.Step = reader.TakeUInt16();
            s.StepCount = reader.TakeUInt32();
            s.Cycle = reader.TakeUInt32();
            s.FollowTarget = reader.TakeUInt16();
            s.CyclesSaid = reader.TakeByte();
            s.ElapsedMicroseconds = (long)reader.TakeUInt64();
            s.StepMicroseconds = (long)reader.TakeUInt64();
            s.UnixMilliseconds = (long)reader.TakeUInt64();
            s.Charge = reader.TakeDouble();
            s.Energy = reader.TakeDouble();
            s.ChargeAtStep = reader.TakeDouble();
            s.EnergyAtStep = reader.TakeDouble();
            s.CycleCharged = reader.TakeDouble();
            s.CycleDischarged = reader.TakeDouble();
            s.Voltage = reader.TakeDouble();
            s.Current = reader.TakeDouble();
            s.Reference = reader.TakeDouble();
            s.Resistance = reader.TakeDouble();
            s.LowestConductance = reader.TakeDouble();
            s.LowestConductanceCelsius = reader.TakeDouble();
            s.Samples = reader.TakeUInt32();
            s.Points = reader.TakeUInt32();
            s.Events = reader.TakeUInt32();
            s.Dropped = reader.TakeUInt32();
            s.Spectrum = reader.TakeUInt32();
            s.PointIndex = reader.TakeUInt16();
            s.PointsMeasured = reader.TakeUInt16();
            s.NextSequence = reader.TakeUInt64();
            s.NextUnpersisted = reader.TakeUInt64();
            int loops = reader.TakeByte();
            if (loops > RunState.MaximumLoops || state > (byte)ChannelState.Faulted)
                return false;
            for (int k = 0; k < RunState.MaximumLoops; k++)
                s.LoopPasses[k] = k < loops ? reader.TakeUInt32() : 0;
            // Firmware before 2026-11-22 wrote no more.
            bool hasFlow = reader.Remaining > 0;
            s.Flowing = hasFlow ? reader.TakeDouble() : 0;
            s.Base = hasFlow ? (long)reader.TakeUInt64() : 0;
            s.Boot = hasFlow ? reader.TakeUInt32() : 0;
            s.State = (ChannelState)state;
            s.StepIsOver = (flags & 1) != 0;
            s.SpectrumIsOpen = (flags & 2) != 0;
            s.WaitsForRoom = (flags & 4) != 0;
            s.PendingEnd = (EndReason)(flags >> 4);
            return !reader.Failed && reader.Remaining == 0;
        }
    }
}
