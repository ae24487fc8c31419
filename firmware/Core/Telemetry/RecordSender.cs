using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>
    /// Sends one channel's journal in order and keeps a bounded number of frames on the way. What the host does not
    /// acknowledge is sent again from the first frame that it lacks: after a new connection, at its request, or after a time.
    /// </summary>
    public sealed class RecordSender
    {
        private const int MostBackOffs = 3;
        private const int MostFrames = 8;
        private const int MostReads = 64;
        private const long RepeatMicroseconds = 1000000;
        private readonly ChannelJournal journal;
        private readonly IUplink uplink;
        private readonly string topic;
        private readonly byte[] buffer;
        private readonly JournalCursor cursor = new JournalCursor();
        private readonly ulong[] ends;
        private readonly ByteWriter writer;
        private readonly RunEvent lost;
        private readonly byte channel;
        private int first;
        private int count;
        private ulong nextToSend;
        private int connection = -1;
        private long progressAt;
        private long rewoundAt;
        private int backOffs;

        /// <summary>Makes the sender of a channel.</summary>
        /// <param name="journal">What it sends.</param>
        /// <param name="uplink">Where it goes.</param>
        /// <param name="channel">Channel from 0.</param>
        /// <param name="topic">The channel's topic for records.</param>
        /// <param name="window">The most frames on the way.</param>
        /// <param name="buffer">The buffer that the journal reads into.</param>
        /// <param name="writer">May be shared.</param>
        /// <param name="scratch">An event to write with; may be shared.</param>
        public RecordSender(
            ChannelJournal journal,
            IUplink uplink,
            int channel,
            string topic,
            int window,
            byte[] buffer,
            ByteWriter writer,
            RunEvent scratch
        )
        {
            this.journal = journal;
            this.uplink = uplink;
            this.topic = topic;
            this.buffer = buffer;
            ends = new ulong[window];
            this.channel = (byte)channel;
            this.writer = writer;
            lost = scratch;
        }

        /// <summary>Starts over: the journal was recovered or cleared.</summary>
        public void Reset()
        {
            Rewind(journal.NextUnpersisted);
            backOffs = 0;
        }

        /// <summary>Offers a frame that was appended just now, from memory: true where it went out. Else <see cref="Pump"/> will read it back.</summary>
        /// <param name="frame">The frame from index 0.</param>
        /// <param name="length">Its bytes.</param>
        /// <param name="wasAtEnd">Whether <see cref="IsAtEnd"/> held before it was appended.</param>
        /// <param name="linkNow">Time of the link in microseconds.</param>
        public bool Offer(byte[] frame, int length, bool wasAtEnd, long linkNow)
        {
            if (!wasAtEnd || count == ends.Length || !uplink.IsConnected)
                return false;
            if (uplink.ConnectionCount != connection)
                return false;
            if (!uplink.TryPublish(topic, frame, length, true, false))
                return false;
            if (count == 0)
                progressAt = linkNow;
            Sent(journal.NextSequence);
            journal.MoveToEnd(cursor);
            return true;
        }

        /// <summary>Whether everything in the journal was sent.</summary>
        public bool IsAtEnd
        {
            get { return journal.IsAtEnd(cursor); }
        }

        /// <summary>Whether more could go out at once.</summary>
        public bool HasWork
        {
            get { return count < ends.Length && uplink.IsConnected && nextToSend < journal.NextSequence; }
        }

        /// <summary>Sends what is waiting, at most a few frames a call.</summary>
        /// <param name="run">The run whose journal it is.</param>
        /// <param name="linkNow">Time of the link in microseconds.</param>
        /// <param name="resendMicroseconds">See the options.</param>
        public void Pump(RunId run, long linkNow, long resendMicroseconds)
        {
            if (!uplink.IsConnected)
                return;
            if (uplink.ConnectionCount != connection)
            {
                connection = uplink.ConnectionCount;
                Rewind(journal.NextUnpersisted);
                backOffs = 0;
                progressAt = linkNow;
            }
            if (count == 0)
                progressAt = linkNow;
            else if (linkNow - progressAt >= resendMicroseconds << backOffs)
            {
                Rewind(journal.NextUnpersisted);
                progressAt = linkNow;
                if (backOffs < MostBackOffs)
                    backOffs++;
            }
            int frames = 0;
            for (int k = 0; k < MostReads && frames < MostFrames && count < ends.Length; k++)
            {
                if (journal.IsAtEnd(cursor))
                {
                    if (nextToSend < journal.NextSequence)
                        Replace(run, journal.NextSequence);
                    return;
                }
                int serial = cursor.Serial;
                int position = cursor.Position;
                int length = journal.Read(cursor);
                if (length == 0)
                    continue;
                ulong end = journal.Header.FirstSequence + journal.Header.RecordCount;
                if (end <= nextToSend)
                    continue;
                bool isGap = journal.Header.FirstSequence > nextToSend;
                bool isOut = isGap
                    ? Replace(run, journal.Header.FirstSequence)
                    : uplink.TryPublish(topic, buffer, length, true, false);
                if (isGap || !isOut)
                {
                    cursor.Serial = serial;
                    cursor.Position = position;
                }
                if (!isOut)
                    return;
                if (!isGap)
                    Sent(end);
                frames++;
            }
        }

        // Records whose bytes were damaged in the store: a warning takes the place of each, so that the host neither waits for ever
        // nor takes the run for whole.
        private bool Replace(RunId run, ulong end)
        {
            while (nextToSend < end && count < ends.Length)
            {
                lost.Run = run;
                lost.Channel = channel;
                lost.Code = RunEventCode.Warning;
                lost.Reason = EndReason.None;
                lost.OverflowCount = 0;
                lost.Voltage = double.NaN;
                lost.Current = double.NaN;
                lost.ChargeCoulomb = double.NaN;
                lost.Value1 = 0;
                lost.Value2 = 0;
                lost.Value3 = 0;
                lost.Text = "a record was damaged in the journal";
                lost.Sequence = nextToSend;
                int length = RunEventCodec.Encode(lost, buffer, 0, journal.Header, writer);
                if (length == 0 || !uplink.TryPublish(topic, buffer, length, true, false))
                    return false;
                Sent(nextToSend + 1);
            }
            return true;
        }

        /// <summary>Hears that the host has more than before.</summary>
        public void Acknowledged(long linkNow)
        {
            progressAt = linkNow;
            backOffs = 0;
            while (count > 0 && ends[first] <= journal.NextUnpersisted)
            {
                first = first + 1 == ends.Length ? 0 : first + 1;
                count--;
            }
            if (nextToSend < journal.NextUnpersisted)
                nextToSend = journal.NextUnpersisted;
        }

        /// <summary>Sends again from a sequence on, as far back as it is kept; the same wish within a second counts once.</summary>
        public void Replay(ulong from, long linkNow)
        {
            if (from >= nextToSend || linkNow - rewoundAt < RepeatMicroseconds)
                return;
            rewoundAt = linkNow;
            progressAt = linkNow;
            Rewind(from);
        }

        private void Rewind(ulong from)
        {
            first = 0;
            count = 0;
            nextToSend = from;
            journal.MoveToStart(cursor);
        }

        private void Sent(ulong end)
        {
            int place = first + count;
            ends[place >= ends.Length ? place - ends.Length : place] = end;
            count++;
            nextToSend = end;
        }
    }
}
