using System;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Telemetry;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// The whole tester behind one method: reads the front end, runs the channels, keeps the journal, talks to the broker. It has no
    /// threads, never waits, and says when it must be called again.
    /// </summary>
    public sealed class Tester
    {
        private const int MessagesAStep = 64;
        private readonly TesterContext context;
        private readonly Channel[] channels;
        private readonly DeviceMemory memory;
        private readonly CommandDesk commands;
        private readonly CalibrationAndLimits settings;
        private readonly Announcer announcer;
        private bool wasUp = true;
        private int reading;
        private bool isPowerFailing;

        /// <summary>Makes a tester; <see cref="Start"/> comes before anything else.</summary>
        /// <param name="options">What the board says of itself.</param>
        /// <param name="clock">Monotonic time.</param>
        /// <param name="frontEnd">The measuring half; at most <see cref="SegmentNumbers.MaximumChannels"/> channels.</param>
        /// <param name="uplink">The way to the broker.</param>
        /// <param name="nonVolatile">At least <see cref="MemorySize"/> bytes.</param>
        /// <param name="store">Journals and plans.</param>
        public Tester(
            TesterOptions options,
            IClock clock,
            IFrontEnd frontEnd,
            IUplink uplink,
            INonVolatileMemory nonVolatile,
            ISegmentStore store
        )
        {
            context = new TesterContext(options, clock, frontEnd, uplink, nonVolatile, store);
            memory = new DeviceMemory(nonVolatile, 0, context.Scratch);
            channels = new Channel[frontEnd.ChannelCount];
            for (int k = 0; k < channels.Length; k++)
                channels[k] = new Channel(context, k, DeviceMemory.Size + k * Checkpoint.Size);
            settings = new CalibrationAndLimits(context, channels);
            commands = new CommandDesk(context, memory, channels, settings);
            announcer = new Announcer(context, memory, channels);
        }

        /// <summary>Bytes of non-volatile memory that so many channels need.</summary>
        public static int MemorySize(int channelCount)
        {
            return DeviceMemory.Size + channelCount * Checkpoint.Size + CutMark.Size + SelfTest.MemorySize;
        }

        /// <summary>Number of channels.</summary>
        public int ChannelCount
        {
            get { return channels.Length; }
        }

        /// <summary>A channel, for those who watch.</summary>
        public Channel ChannelAt(int index)
        {
            return channels[index];
        }

        /// <summary>Records of all channels that the host does not have yet: where time is simulated the board may wait when they get many.</summary>
        public long Backlog
        {
            get
            {
                ulong sum = 0;
                for (int k = 0; k < channels.Length; k++)
                    sum += channels[k].Journal.Backlog;
                return Numbers.Signed(sum);
            }
        }

        /// <summary>Fed at the end of every whole step; null where the board has none.</summary>
        public IWatchdog? Watchdog { get; set; }

        /// <summary>The brown-out input; null where the board has none.</summary>
        public IPowerInput? Power { get; set; }

        /// <summary>Boots: initialises the front end with all cells disconnected and finds the runs that were under way.</summary>
        public void Start()
        {
            context.Now = context.Clock.ElapsedMicroseconds;
            context.LinkNow = context.Uplink.LinkMicroseconds;
            if (!memory.Load())
                context.MemoryIsDead = true;
            context.Boot = memory.BootCount;
            context.Mark.Load();
            settings.Load();
            context.Supervisor.Start(context.Now);
            context.SelfTest.Reset(context.Now);
            wasUp = true;
            for (int k = 0; k < channels.Length; k++)
                channels[k].Recover(context.Now);
            context.MustDescribe = true;
        }

        /// <summary>Does all that is due.</summary>
        /// <returns>Monotonic microseconds when it must be called again; earlier does no harm.</returns>
        public long Step()
        {
            long now = context.Clock.ElapsedMicroseconds;
            context.Now = now;
            context.LinkNow = context.Uplink.LinkMicroseconds;
            context.HasSaved = false;
            if (Power != null && IsPowerFailing(now, Power.IsFailing))
            {
                FeedWatchdog();
                return now + context.Options.MinimumTickMicroseconds;
            }
            bool isFresh = ReadFrontEnd(now);
            int samples = isFresh ? context.Desk.SamplesSince(now) : 0;
            if (isFresh)
                reading = reading == 2 ? 0 : reading + 1;
            for (int k = 0; k < channels.Length; k++)
            {
                Channel channel = channels[k];
                try
                {
                    channel.Tick(now, isFresh && IsTurnOf(k, now), samples);
                }
                catch (Exception e)
                {
                    FailOn(e, k);
                }
            }
            if (context.Supervisor.ComparatorTripped)
                FindTripped();
            // Two of three even samples are the channels' alone: all else goes on at the pace of averaged readings.
            if (isFresh && samples > 0 && reading != 0 && context.Desk.IsSampling)
            {
                FeedWatchdog();
                return NextSample(now);
            }
            CheckReference(now);
            TestSelf(now);
            KeepRoom(now);
            Communicate();
            long next = NextStep(now);
            MarkLife(next);
            FeedWatchdog();
            return next;
        }

        // Even samples come three times as often as averaged readings, and the device has no time to look at all channels with each: who does
        // not need them goes on at the pace of averaged readings.
        private bool IsTurnOf(int channel, long now)
        {
            if (!context.Desk.IsSampling || context.Desk.IsSampler(channel) || channels[channel].Due <= now)
                return true;
            int turn = channel + reading;
            return turn - turn / 3 * 3 == 0;
        }

        // Where the power fails without a warning, this tells the next boot when.
        private void MarkLife(long next)
        {
            bool hasFlow = false;
            for (int k = 0; k < channels.Length; k++)
                hasFlow |= channels[k].HasFlow;
            if (!hasFlow || context.MemoryIsDead)
                return;
            long at = context.Clock.ElapsedMicroseconds;
            long interval = next > at ? next - at : 1;
            // While sampling evenly every third step comes here.
            if (context.Desk.IsSampling)
                interval = 3 * (long)context.Desk.PeriodMicroseconds;
            context.Mark.Write(at, interval, context.Boot);
        }

        private void FeedWatchdog()
        {
            if (Watchdog != null)
                Watchdog.Feed();
        }

        // Some ten milliseconds are left: the relays first, then what the runs are, to the last reading.
        private bool IsPowerFailing(long now, bool isFailing)
        {
            if (isFailing && !isPowerFailing)
            {
                isPowerFailing = true;
                context.FrontEnd.DisconnectAll();
                for (int k = 0; k < channels.Length; k++)
                    channels[k].SaveForCut();
            }
            else if (!isFailing && isPowerFailing)
            {
                isPowerFailing = false;
                for (int k = 0; k < channels.Length; k++)
                    channels[k].Release(now);
            }
            return isPowerFailing;
        }

        private void CheckReference(long now)
        {
            if (!context.Supervisor.IsUp)
                return;
            bool isDone;
            FrontEndFault fault = context.References.Tick(now, out isDone);
            if (fault != FrontEndFault.None)
            {
                context.Supervisor.Fail(fault, now);
                return;
            }
            for (int k = 0; isDone && k < channels.Length; k++)
                channels[k].SayReference();
        }

        private void TestSelf(long now)
        {
            if (!context.Supervisor.IsUp || now < context.SelfTest.Due)
                return;
            int free = 0;
            for (int k = 0; k < channels.Length; k++)
                if (channels[k].State == ChannelState.Idle || channels[k].State == ChannelState.Faulted)
                    free |= 1 << k;
            SelfTestPart before = context.SelfTest.Part;
            bool isDone;
            FrontEndFault fault = context.SelfTest.Tick(now, free, out isDone);
            bool isNews =
                isDone && (context.SelfTest.Part != SelfTestPart.None || before != SelfTestPart.None);
            if (isNews)
                context.MustDescribe = true;
            // The first one is the boot's: runs that go on hear of it only where something is wrong.
            for (int k = 0; (isNews || isDone && context.SelfTest.Count > 1) && k < channels.Length; k++)
                channels[k].SaySelfTest();
            if (fault != FrontEndFault.None)
                context.Supervisor.Fail(fault, now);
        }

        // The relay first, whatever else is wrong.
        private void FailOn(Exception e, int channel)
        {
            context.FrontEnd.Disconnect(channel);
            channels[channel].Fail(e.Message);
        }

        private bool ReadFrontEnd(long now)
        {
            FrontEndSupervisor supervisor = context.Supervisor;
            bool isFresh = supervisor.Read(now);
            if (supervisor.IsUp == wasUp)
                return isFresh && wasUp;
            if (supervisor.IsUp)
            {
                wasUp = true;
                for (int k = 0; k < channels.Length; k++)
                    channels[k].Release(now);
                return isFresh;
            }
            wasUp = false;
            context.Desk.Reset();
            context.References.Reset(now);
            context.SelfTest.Reset(now);
            string text = FrontEndSupervisor.TextOf(supervisor.Fault);
            for (int k = 0; k < channels.Length; k++)
                channels[k].Hold(text);
            return false;
        }

        // The comparator opens a relay; the runs that believe theirs closed are the ones that tripped it.
        private void FindTripped()
        {
            string text = FrontEndSupervisor.TextOf(FrontEndFault.ComparatorTrip);
            for (int k = 0; k < channels.Length; k++)
                if (channels[k].IsConnected && !context.FrontEnd.IsConnected(k))
                    channels[k].Fail(text);
        }

        private void KeepRoom(long now)
        {
            if (context.Supervisor.HasGivenUp)
            {
                string text = FrontEndSupervisor.TextOf(context.Supervisor.Fault);
                for (int k = 0; k < channels.Length; k++)
                    if (channels[k].State == ChannelState.Running)
                        channels[k].Fail(text);
            }
            long room = context.Store.FreeBytes;
            bool isFull = room < context.Options.ReserveBytes;
            if (!isFull && !context.RoomMatters)
                return;
            bool hasRoom = room >= context.Options.ReserveBytes + context.Options.SegmentBytes;
            bool stillMatters = false;
            for (int k = 0; k < channels.Length; k++)
            {
                if (isFull || channels[k].HasFailedToRecord)
                    channels[k].Pause(now, true);
                else if (hasRoom && channels[k].WaitsForRoom)
                    channels[k].Resume(now);
                stillMatters |= channels[k].State == ChannelState.Paused;
            }
            context.RoomMatters = isFull || stillMatters;
        }

        private void Communicate()
        {
            for (int k = 0; k < MessagesAStep && commands.TryServe(); k++) { }
            for (int k = 0; k < channels.Length; k++)
                channels[k].Pump();
            for (int k = 0; k < channels.Length && !channels[k].CloseBlock(); k++) { }
            commands.Pump();
            announcer.Pump();
        }

        private long NextStep(long now)
        {
            long next = now + context.Options.MaximumTickMicroseconds;
            bool isBusy = false;
            for (int k = 0; k < channels.Length; k++)
            {
                long due = channels[k].Due;
                if (due < next)
                    next = due;
                isBusy = isBusy || channels[k].State == ChannelState.Running;
            }
            // With nothing else to do the rest of a journal goes out quickly; a run that goes on keeps its own pace.
            for (int k = 0; k < channels.Length && !isBusy; k++)
                if (next > now + context.Options.MinimumTickMicroseconds && channels[k].HasRecordsToSend)
                    next = now + context.Options.MinimumTickMicroseconds;
            if (context.Desk.IsSampling && context.Desk.NextSampleAt < next)
                next = context.Desk.NextSampleAt;
            if (context.Supervisor.IsUp && context.References.Due < next)
                next = context.References.Due;
            if (context.Supervisor.IsUp && context.SelfTest.IsRunning && context.SelfTest.Due < next)
                next = context.SelfTest.Due;
            if (!context.Supervisor.IsUp && context.Supervisor.RetryAt < next)
                next = context.Supervisor.RetryAt;
            return next > now ? next : now + 1;
        }

        private long NextSample(long now)
        {
            long next = context.Desk.NextSampleAt;
            for (int k = 0; k < channels.Length; k++)
            {
                long due = channels[k].Due;
                if (due < next)
                    next = due;
            }
            return next > now ? next : now + 1;
        }
    }
}
