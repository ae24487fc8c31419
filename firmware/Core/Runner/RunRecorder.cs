using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Telemetry;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// Everything that a run of one channel records: gives the sequences, appends to the journal and, once it is there, offers it to
    /// the link. Samples are gathered in a block; anything else closes the block first, so that sequences follow time.
    /// </summary>
    public sealed class RunRecorder
    {
        private readonly TesterContext context;
        private readonly RunState run;
        private readonly SampleBlock block;
        private readonly byte channel;
        private readonly int closeAt;
        private long blockBegan;

        /// <summary>Makes the recorder of a channel.</summary>
        public RunRecorder(TesterContext context, int channel, RunState run)
        {
            this.context = context;
            this.run = run;
            this.channel = (byte)channel;
            block = new SampleBlock(context.Options.BlockSamples);
            closeAt = block.Capacity - (block.Capacity >> 2);
            Journal = new ChannelJournal(
                context.Store,
                channel,
                context.Options.SegmentBytes,
                context.ReadBuffer
            );
            Sender = new RecordSender(
                Journal,
                context.Uplink,
                channel,
                Topics.Records(context.Options.Serial, channel),
                context.Options.WindowFrames,
                context.ReadBuffer,
                context.Writer,
                context.Event
            );
        }

        /// <summary>The journal.</summary>
        public ChannelJournal Journal { get; private set; }

        /// <summary>Sends the journal.</summary>
        public RecordSender Sender { get; private set; }

        /// <summary>Whether the last record could not be kept.</summary>
        public bool HasFailed { get; private set; }

        /// <summary>Whether something was recorded since the flag was taken down.</summary>
        public bool IsDirty;

        /// <summary>Whether it was more than samples, which a start finds in the journal as well: a checkpoint is due at once.</summary>
        public bool IsUrgent;

        /// <summary>Whether the block is so full or so old that it is to be closed with one of the next steps.</summary>
        /// <param name="isBusy">The step had enough to do: what can wait does.</param>
        public bool MustClose(bool isBusy)
        {
            if (block.Count == 0)
                return false;
            if (block.Count >= closeAt)
                return !isBusy;
            long late = context.LinkNow - blockBegan - context.Options.FlushMicroseconds;
            return late >= (isBusy ? context.Options.FlushMicroseconds >> 2 : 0);
        }

        /// <summary>Whether samples wait for the journal.</summary>
        public bool HasSamples
        {
            get { return block.Count > 0; }
        }

        /// <summary>Forgets samples that never got a sequence.</summary>
        public void Clear()
        {
            block.Count = 0;
            HasFailed = false;
        }

        /// <summary>Adds one sample.</summary>
        /// <param name="elapsed">Microseconds since the run began.</param>
        /// <param name="voltage">In volt, finite.</param>
        /// <param name="current">In ampere, finite.</param>
        /// <param name="temperature">Degree Celsius or NaN.</param>
        /// <param name="range">Current range.</param>
        public void AddSample(long elapsed, double voltage, double current, double temperature, int range)
        {
            bool isOther =
                block.Range != range || block.StepCount != run.StepCount || block.Cycle != run.Cycle;
            if (block.Count > 0 && (isOther || block.Count == block.Capacity) && !Flush())
            {
                run.Dropped++;
                return;
            }
            if (block.Count == 0)
            {
                block.Step = run.Step;
                block.StepCount = run.StepCount;
                block.Cycle = run.Cycle;
                block.Range = (byte)range;
                block.VoltageQuantum = context.FrontEnd.VoltageQuantum;
                block.CurrentQuantum = context.FrontEnd.CurrentQuantum(range);
                blockBegan = context.LinkNow;
            }
            int k = block.Count;
            block.ElapsedMicroseconds[k] = elapsed;
            block.VoltageCounts[k] = Counts(voltage, block.VoltageQuantum);
            block.CurrentCounts[k] = Counts(current, block.CurrentQuantum);
            block.TemperatureCentidegrees[k] = Centidegrees(temperature);
            block.Count = k + 1;
            block.ChargeCoulomb = run.Charge;
            block.EnergyJoule = run.Energy;
            if (block.Count == block.Capacity)
                Flush();
        }

        /// <summary>Closes the block; false where the journal did not take it.</summary>
        public bool Flush()
        {
            if (block.Count == 0)
                return true;
            block.Run = run.Run;
            block.Channel = channel;
            block.FirstSequence = Journal.NextSequence;
            block.OverflowCount = run.Dropped;
            int length = SampleBlockCodec.Encode(
                block,
                context.FrameBuffer,
                0,
                context.Header,
                context.Writer
            );
            if (!Keep(length, block.Count))
                return false;
            run.Samples += (uint)block.Count;
            block.Count = 0;
            return true;
        }

        /// <summary>Records an event at the run's present moment.</summary>
        public bool AddEvent(
            RunEventCode code,
            EndReason reason,
            double value1,
            double value2,
            double value3,
            string text
        )
        {
            bool flushed = Flush();
            RunEvent e = context.Event;
            e.Run = run.Run;
            e.Channel = channel;
            e.Sequence = Journal.NextSequence;
            e.OverflowCount = run.Dropped;
            e.Code = code;
            e.Reason = reason;
            e.Step = run.Step;
            e.StepCount = run.StepCount;
            e.Cycle = run.Cycle;
            e.ElapsedMicroseconds = (ulong)run.ElapsedMicroseconds;
            e.UnixMilliseconds = (ulong)context.Clock.UnixMilliseconds;
            e.Voltage = run.Voltage;
            e.Current = run.Current;
            e.ChargeCoulomb = run.Charge;
            e.Value1 = value1;
            e.Value2 = value2;
            e.Value3 = value3;
            e.Text = text;
            int length = RunEventCodec.Encode(e, context.FrameBuffer, 0, context.Header, context.Writer);
            if (!flushed || !Keep(length, 1))
            {
                run.Dropped++;
                return false;
            }
            run.Events++;
            IsUrgent = true;
            return true;
        }

        /// <summary>Records the impedance point that stands in the context, completed by what this knows.</summary>
        public bool AddPoint()
        {
            bool flushed = Flush();
            ImpedancePoint p = context.Point;
            p.Run = run.Run;
            p.Channel = channel;
            p.Sequence = Journal.NextSequence;
            p.OverflowCount = run.Dropped;
            p.Step = run.Step;
            p.StepCount = run.StepCount;
            p.Cycle = run.Cycle;
            p.ElapsedMicroseconds = (ulong)run.ElapsedMicroseconds;
            int length = ImpedancePointCodec.Encode(
                p,
                context.FrameBuffer,
                0,
                context.Header,
                context.Writer
            );
            if (!flushed || !Keep(length, 1))
            {
                run.Dropped++;
                return false;
            }
            run.Points++;
            IsUrgent = true;
            return true;
        }

        /// <summary>Decodes a block of samples into the recorder's own, which must be empty; null where it is damaged.</summary>
        public SampleBlock? Decode(byte[] frame, int length)
        {
            FrameError error = SampleBlockCodec.TryDecode(
                frame,
                0,
                length,
                block,
                context.Header,
                context.Reader
            );
            if (error == FrameError.None)
                return block;
            block.Count = 0;
            return null;
        }

        /// <summary>A temperature in the wire's form.</summary>
        public static short Centidegrees(double temperature)
        {
            if (double.IsNaN(temperature) || temperature <= -300 || temperature >= 320)
                return SampleBlock.NoTemperature;
            double scaled = temperature * 100;
            return (short)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }

        private bool Keep(int length, int records)
        {
            bool wasAtEnd = Sender.IsAtEnd;
            HasFailed = length <= 0 || !Journal.Append(run.Run, context.FrameBuffer, length, records);
            if (HasFailed)
            {
                context.RoomMatters = true;
                return false;
            }
            run.NextSequence = Journal.NextSequence;
            IsDirty = true;
            Sender.Offer(context.FrameBuffer, length, wasAtEnd, context.LinkNow);
            return true;
        }

        private static int Counts(double value, double quantum)
        {
            double counts = value / quantum;
            if (counts >= 2147483000)
                return 2147483000;
            if (counts <= -2147483000)
                return -2147483000;
            return (int)(counts < 0 ? counts - 0.5 : counts + 0.5);
        }
    }
}
