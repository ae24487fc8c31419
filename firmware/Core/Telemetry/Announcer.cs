using System.Text;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>Says what is not stored: who the tester is, that it is there, and what each channel does just now.</summary>
    public sealed class Announcer
    {
        private readonly TesterContext context;
        private readonly DeviceMemory memory;
        private readonly Channel[] channels;
        private readonly string birthTopic;
        private readonly string stateTopic;
        private readonly string[] liveTopics;
        private readonly byte[] online = Encoding.UTF8.GetBytes(Topics.Online);
        private readonly byte[] buffer;
        private readonly DeviceDescription description = new DeviceDescription();
        private readonly LiveStatus live = new LiveStatus();
        private int connection = -1;
        private bool mustSayOnline;
        private long liveAt;
        private int nextLive;

        /// <summary>Makes the announcer.</summary>
        public Announcer(TesterContext context, DeviceMemory memory, Channel[] channels)
        {
            this.context = context;
            this.memory = memory;
            this.channels = channels;
            string serial = context.Options.Serial;
            birthTopic = Topics.Birth(serial);
            stateTopic = Topics.State(serial);
            liveTopics = new string[channels.Length];
            for (int k = 0; k < channels.Length; k++)
                liveTopics[k] = Topics.Live(serial, k);
            nextLive = channels.Length;
            IFrontEnd frontEnd = context.FrontEnd;
            description.CurrentRanges = new double[frontEnd.RangeCount];
            for (int k = 0; k < frontEnd.RangeCount; k++)
                description.CurrentRanges[k] = frontEnd.RangeFullScale(k);
            description.Channels = new ChannelSummary[channels.Length];
            for (int k = 0; k < channels.Length; k++)
                description.Channels[k] = new ChannelSummary();
            int size =
                Frame.HeaderSize
                + 4 * (2 + DeviceDescription.MaximumTextBytes)
                + 64
                + DeviceDescription.SelfTestSize
                + frontEnd.RangeCount * 8
                + channels.Length * 25
                + Frame.ChecksumSize;
            buffer = new byte[size];
        }

        /// <summary>Says what is due, as far as the link takes it.</summary>
        public void Pump()
        {
            IUplink uplink = context.Uplink;
            if (!uplink.IsConnected)
                return;
            if (uplink.ConnectionCount != connection)
            {
                connection = uplink.ConnectionCount;
                mustSayOnline = true;
                context.MustDescribe = true;
            }
            if (mustSayOnline)
                mustSayOnline = !uplink.TryPublish(stateTopic, online, online.Length, true, true);
            if (context.MustDescribe)
                Describe();
            if (context.LinkNow - liveAt >= context.Options.LiveMicroseconds)
            {
                liveAt = context.LinkNow;
                nextLive = 0;
            }
            // A board that steps with every reading has time for one a step; where time is simulated a step stands for many.
            long share = channels.Length * context.Options.MaximumTickMicroseconds;
            for (long said = 0; said <= share / context.Options.LiveMicroseconds; said++)
                if (nextLive < channels.Length && SayLive())
                    nextLive++;
        }

        private void Describe()
        {
            DeviceDescription d = description;
            TesterOptions options = context.Options;
            d.Serial = options.Serial;
            d.Board = options.Board;
            d.Firmware = options.Firmware;
            d.Calibration = context.FrontEnd.CalibrationName;
            d.BootCount = memory.BootCount;
            d.UnixMilliseconds = (ulong)context.Clock.UnixMilliseconds;
            d.MinimumVoltage = options.MinimumVoltage;
            d.MaximumVoltage = options.MaximumVoltage;
            d.MinimumFrequencyHz = options.MinimumFrequencyHz;
            d.MaximumFrequencyHz = context.FrontEnd.HighestPointFrequencyHz;
            d.SelfTest = context.SelfTest.Part;
            d.SelfTestChannel = (byte)context.SelfTest.Channel;
            d.SelfTestRead = context.SelfTest.Read;
            d.SelfTestExpected = context.SelfTest.Expected;
            for (int k = 0; k < channels.Length; k++)
            {
                d.Channels[k].State = channels[k].State;
                d.Channels[k].Run = channels[k].Run.Run;
                d.Channels[k].NextSequence = channels[k].Run.NextSequence;
            }
            int length = d.Encode(buffer, 0, context.Header, context.Writer);
            context.MustDescribe =
                length > 0 && !context.Uplink.TryPublish(birthTopic, buffer, length, true, true);
        }

        // False where the link is busy: records come first, and the next second has newer values.
        private bool SayLive()
        {
            Channel channel = channels[nextLive];
            RunState run = channel.Run;
            live.Run = run.Run;
            live.Channel = (byte)nextLive;
            live.State = run.State;
            live.Kind = run.State == ChannelState.Running ? channel.Step.Kind : StepKind.None;
            live.Step = run.Step;
            live.StepCount = run.StepCount;
            live.Cycle = run.Cycle;
            live.ElapsedMicroseconds = (ulong)run.ElapsedMicroseconds;
            live.Voltage = channel.Voltage;
            live.Current = channel.Current;
            live.ChargeCoulomb = run.Charge;
            live.TemperatureCentidegrees = RunRecorder.Centidegrees(channel.Temperature);
            live.NextSequence = run.NextSequence;
            live.NextUnpersisted =
                run.State == ChannelState.Idle ? run.NextSequence : channel.Journal.NextUnpersisted;
            int length = live.Encode(buffer, 0, context.Header, context.Writer);
            bool said =
                length == 0 || context.Uplink.TryPublish(liveTopics[nextLive], buffer, length, false, false);
            if (!said)
                nextLive = channels.Length;
            return said;
        }
    }
}
