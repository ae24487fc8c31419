using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// The records of one channel on flash: a chain of segments that grows at one end and is deleted, segment by segment, at the
    /// other when the host has all of it. Nothing is ever overwritten.
    /// </summary>
    public sealed class ChannelJournal
    {
        private readonly ISegmentStore store;
        private readonly int channel;
        private readonly int segmentBytes;
        private readonly byte[] buffer;
        private readonly FrameHeader header = new FrameHeader();
        private readonly byte[] segmentStart = new byte[SegmentHeader.Size];
        private int newestBytes;
        private ulong oldestEnd;
        private bool oldestEndKnown;

        /// <summary>Makes a journal; <see cref="Recover"/> finds what is there.</summary>
        /// <param name="store">Where the segments are.</param>
        /// <param name="channel">Channel from 0, below <see cref="SegmentNumbers.MaximumChannels"/>.</param>
        /// <param name="segmentBytes">A segment that has reached this size is followed by a new one.</param>
        /// <param name="buffer">Scratch that holds any frame of this device; may be shared with other journals.</param>
        public ChannelJournal(ISegmentStore store, int channel, int segmentBytes, byte[] buffer)
        {
            this.store = store;
            this.channel = channel;
            this.segmentBytes = segmentBytes;
            this.buffer = buffer;
        }

        /// <summary>The sequence that the next record gets.</summary>
        public ulong NextSequence { get; private set; }

        /// <summary>The first sequence that the host has not said to have persisted.</summary>
        public ulong NextUnpersisted { get; private set; }

        /// <summary>Serial of the oldest segment, 0 = there is none.</summary>
        public int OldestSerial { get; private set; }

        /// <summary>Serial of the newest segment, 0 = there is none.</summary>
        public int NewestSerial { get; private set; }

        /// <summary>Whether <see cref="Recover"/> found a record half written.</summary>
        public bool IsTorn { get; private set; }

        /// <summary>Header and bytes of the frame that <see cref="Read"/> found.</summary>
        public FrameHeader Header
        {
            get { return header; }
        }

        /// <summary>Records that the host does not have yet.</summary>
        public ulong Backlog
        {
            get { return NextSequence - NextUnpersisted; }
        }

        /// <summary>Appends one frame; its records get the next sequences, which the frame must already carry.</summary>
        /// <returns>False where the store could not take it: nothing has changed then, and it may be offered again.</returns>
        public bool Append(RunId run, byte[] frame, int length, int records)
        {
            if (NewestSerial == 0 || newestBytes + length > segmentBytes)
            {
                if (!Open(run))
                    return false;
            }
            int number = SegmentNumbers.OfRecords(channel, NewestSerial);
            if (!store.Append(number, frame, 0, length))
            {
                // A part may stand there. Where it cannot be cut off, a new segment follows and readers skip the rest.
                if (!store.Truncate(number, newestBytes))
                    newestBytes = segmentBytes;
                return false;
            }
            newestBytes += length;
            NextSequence += (ulong)records;
            return true;
        }

        /// <summary>Whether a cursor stands behind the last frame.</summary>
        public bool IsAtEnd(JournalCursor cursor)
        {
            return NewestSerial == 0 || (cursor.Serial == NewestSerial && cursor.Position >= newestBytes);
        }

        /// <summary>Puts a cursor behind the last frame.</summary>
        public void MoveToEnd(JournalCursor cursor)
        {
            cursor.Serial = NewestSerial;
            cursor.Position = newestBytes;
        }

        /// <summary>Puts a cursor on the first frame that is kept.</summary>
        public void MoveToStart(JournalCursor cursor)
        {
            cursor.Serial = OldestSerial;
            cursor.Position = SegmentHeader.Size;
        }

        /// <summary>
        /// Reads the frame at a cursor and moves it on; <see cref="Header"/> and the shared buffer hold it. Damaged bytes are
        /// skipped, at most one buffer a call.
        /// </summary>
        /// <returns>Length of the frame; 0 where there is none (yet, or in this part: <see cref="IsAtEnd"/> tells which).</returns>
        public int Read(JournalCursor cursor)
        {
            if (NewestSerial == 0)
                return 0;
            if (cursor.Serial < OldestSerial)
                MoveToStart(cursor);
            if (IsAtEnd(cursor))
                return 0;
            int number = SegmentNumbers.OfRecords(channel, cursor.Serial);
            int limit = cursor.Serial == NewestSerial ? newestBytes : store.SizeOf(number);
            if (cursor.Position >= limit)
            {
                cursor.Serial++;
                cursor.Position = SegmentHeader.Size;
                return 0;
            }
            int count = store.Read(number, cursor.Position, buffer, 0, buffer.Length);
            if (count <= 0)
            {
                // Less is there than was written, or the store does not answer: nothing more comes from this segment.
                cursor.Position = limit;
                return 0;
            }
            for (int at = 0; at < count; at++)
            {
                int length = LengthAt(at, count);
                if (length < 0 && at > 0)
                {
                    cursor.Position += at;
                    return 0;
                }
                if (length <= 0)
                    continue;
                if (Frame.TryReadHeader(buffer, at, length, header) != FrameError.None)
                    continue;
                if (at > 0)
                    System.Array.Copy(buffer, at, buffer, 0, length);
                cursor.Position += at + length;
                return length;
            }
            cursor.Position += count;
            return 0;
        }

        /// <summary>Whether that word would delete a segment.</summary>
        public bool Releases(ulong nextSequence)
        {
            if (
                nextSequence <= NextUnpersisted
                || nextSequence > NextSequence
                || OldestSerial >= NewestSerial
            )
                return false;
            if (!oldestEndKnown)
                FindOldestEnd();
            return oldestEnd <= nextSequence;
        }

        /// <summary>Takes the host's word that all below a sequence is durable; deletes the segments that are wholly so.</summary>
        /// <returns>Whether this was news.</returns>
        public bool Acknowledge(ulong nextSequence)
        {
            if (nextSequence <= NextUnpersisted || nextSequence > NextSequence)
                return false;
            NextUnpersisted = nextSequence;
            while (OldestSerial < NewestSerial)
            {
                if (!oldestEndKnown)
                    FindOldestEnd();
                if (oldestEnd > NextUnpersisted)
                    break;
                store.Delete(SegmentNumbers.OfRecords(channel, OldestSerial));
                OldestSerial++;
                oldestEndKnown = false;
            }
            return true;
        }

        /// <summary>Deletes all segments and starts to count for a new run.</summary>
        public void Clear()
        {
            for (int serial = OldestSerial; serial > 0 && serial <= NewestSerial; serial++)
                store.Delete(SegmentNumbers.OfRecords(channel, serial));
            OldestSerial = 0;
            NewestSerial = 0;
            newestBytes = 0;
            oldestEndKnown = false;
            NextSequence = 0;
            NextUnpersisted = 0;
        }

        /// <summary>
        /// Finds the segments of this channel after a start, cuts off what a power failure left half written, and sets the
        /// sequences so that none is used twice.
        /// </summary>
        /// <param name="run">The run they belong to; what is left of another is deleted.</param>
        /// <param name="leastNext">What the checkpoint knows to be used.</param>
        /// <param name="persisted">What the checkpoint knows to be persisted.</param>
        public void Recover(RunId run, ulong leastNext, ulong persisted)
        {
            OldestSerial = 0;
            NewestSerial = 0;
            oldestEndKnown = false;
            IsTorn = false;
            for (int k = store.Count - 1; k >= 0; k--)
            {
                int number = store.NumberAt(k);
                if (
                    SegmentNumbers.IsDevice(number)
                    || SegmentNumbers.IsPlan(number)
                    || SegmentNumbers.ChannelOf(number) != channel
                )
                    continue;
                int serial = SegmentNumbers.SerialOf(number);
                int count = store.Read(number, 0, segmentStart, 0, SegmentHeader.Size);
                bool valid = SegmentHeader.IsValid(segmentStart, count, channel, serial);
                if (valid && !SegmentHeader.Run(segmentStart).SameAs(run))
                {
                    store.Delete(number);
                    continue;
                }
                if (OldestSerial == 0 || serial < OldestSerial)
                    OldestSerial = serial;
                if (serial > NewestSerial)
                    NewestSerial = serial;
            }
            NextSequence = leastNext;
            while (NewestSerial != 0 && !RecoverNewest())
            {
                IsTorn = true;
                store.Delete(SegmentNumbers.OfRecords(channel, NewestSerial));
                NewestSerial--;
                if (NewestSerial < OldestSerial)
                    NewestSerial = OldestSerial = 0;
            }
            NextUnpersisted = persisted < NextSequence ? persisted : NextSequence;
            // What is deleted was persisted, even where the checkpoint is older than that.
            ulong kept = OldestSerial == 0 ? NextUnpersisted : FirstOf(OldestSerial);
            if (kept > NextUnpersisted && kept <= NextSequence)
                NextUnpersisted = kept;
        }

        // The first sequence of a segment, 0 where its header is damaged.
        private ulong FirstOf(int serial)
        {
            int number = SegmentNumbers.OfRecords(channel, serial);
            int count = store.Read(number, 0, segmentStart, 0, SegmentHeader.Size);
            return SegmentHeader.IsValid(segmentStart, count, channel, serial)
                ? SegmentHeader.FirstSequence(segmentStart)
                : 0;
        }

        /// <summary>The run of the newest segment in the store, the empty identity where there is none: for a lost checkpoint.</summary>
        public RunId NewestRun()
        {
            for (int k = store.Count - 1; k >= 0; k--)
            {
                int number = store.NumberAt(k);
                if (
                    SegmentNumbers.IsDevice(number)
                    || SegmentNumbers.IsPlan(number)
                    || SegmentNumbers.ChannelOf(number) != channel
                )
                    continue;
                int count = store.Read(number, 0, segmentStart, 0, SegmentHeader.Size);
                if (SegmentHeader.IsValid(segmentStart, count, channel, SegmentNumbers.SerialOf(number)))
                    return SegmentHeader.Run(segmentStart);
            }
            return new RunId(0, 0);
        }

        private bool Open(RunId run)
        {
            int serial = NewestSerial + 1;
            int number = SegmentNumbers.OfRecords(channel, serial);
            if (store.SizeOf(number) >= 0)
                store.Delete(number);
            SegmentHeader.Write(segmentStart, channel, serial, NextSequence, run);
            if (!store.Append(number, segmentStart, 0, SegmentHeader.Size))
            {
                store.Delete(number);
                return false;
            }
            NewestSerial = serial;
            newestBytes = SegmentHeader.Size;
            if (OldestSerial == 0)
                OldestSerial = serial;
            if (serial == OldestSerial + 1)
            {
                oldestEnd = NextSequence;
                oldestEndKnown = true;
            }
            return true;
        }

        // Length of the frame that seems to begin here, 0 where none does, -1 where it goes on behind the buffer.
        private int LengthAt(int at, int count)
        {
            if (count - at < Frame.HeaderSize + Frame.ChecksumSize)
                return count == buffer.Length ? -1 : 0;
            if (LittleEndian.ReadUInt16(buffer, at) != Frame.Magic || buffer[at + 2] != Frame.Version)
                return 0;
            uint length = LittleEndian.ReadUInt32(buffer, at + 4);
            if (length > (uint)buffer.Length)
                return 0;
            return length <= (uint)(count - at) ? Numbers.Signed(length) : -1;
        }

        private void FindOldestEnd()
        {
            oldestEndKnown = true;
            oldestEnd = ulong.MaxValue;
            for (int serial = OldestSerial + 1; serial <= NewestSerial; serial++)
            {
                ulong first = FirstOf(serial);
                if (first == 0)
                    continue;
                oldestEnd = first;
                return;
            }
        }

        // False where the newest segment has no usable header and must go.
        private bool RecoverNewest()
        {
            int number = SegmentNumbers.OfRecords(channel, NewestSerial);
            int size = store.SizeOf(number);
            int count = size < 0 ? 0 : store.Read(number, 0, segmentStart, 0, SegmentHeader.Size);
            if (!SegmentHeader.IsValid(segmentStart, count, channel, NewestSerial))
                return false;
            ulong next = SegmentHeader.FirstSequence(segmentStart);
            int position = SegmentHeader.Size;
            while (position < size)
            {
                count = store.Read(number, position, buffer, 0, buffer.Length);
                int length = count > 0 ? LengthAt(0, count) : 0;
                if (length <= 0 || Frame.TryReadHeader(buffer, 0, length, header) != FrameError.None)
                    break;
                next = header.FirstSequence + header.RecordCount;
                position += length;
            }
            newestBytes = position;
            IsTorn |= position < size;
            if (position < size && !store.Truncate(number, position))
                newestBytes = segmentBytes;
            if (next > NextSequence)
                NextSequence = next;
            return true;
        }
    }
}
