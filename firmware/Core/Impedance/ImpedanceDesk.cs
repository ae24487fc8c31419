using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Impedance
{
    /// <summary>
    /// What the channels of a board share when they measure impedance: the one waveform generator, which goes round among those
    /// that wait, and the even sampling, which stays on while anybody needs it.
    /// </summary>
    public sealed class ImpedanceDesk
    {
        private readonly IFrontEnd frontEnd;
        private readonly bool[] waiting;
        private readonly bool[] samplers;
        private int samplerCount;
        private int owner = -1;
        private int lastOwner;
        private long samplingSince;
        private long lastSample;
        private double periodMicroseconds = 1;

        /// <summary>Makes the desk of a board.</summary>
        public ImpedanceDesk(IFrontEnd frontEnd)
        {
            this.frontEnd = frontEnd;
            // Two places more than channels: the hourly check of the reference and the daily self-test wait their turn like them.
            waiting = new bool[frontEnd.ChannelCount + 2];
            samplers = new bool[frontEnd.ChannelCount];
        }

        /// <summary>For the fits of all channels.</summary>
        public readonly SineFitScratch Scratch = new SineFitScratch();

        /// <summary>The front end.</summary>
        public IFrontEnd FrontEnd
        {
            get { return frontEnd; }
        }

        /// <summary>Whether the board samples evenly.</summary>
        public bool IsSampling
        {
            get { return samplerCount > 0; }
        }

        /// <summary>Whether a channel needs every even sample.</summary>
        public bool IsSampler(int channel)
        {
            return samplers[channel];
        }

        /// <summary>Sampling period in microseconds, as it was when sampling began.</summary>
        public double PeriodMicroseconds
        {
            get { return periodMicroseconds; }
        }

        /// <summary>When the next sample is due.</summary>
        public long NextSampleAt
        {
            get { return samplingSince + (long)((lastSample + 1) * periodMicroseconds + 0.5); }
        }

        /// <summary>Asks for the waveform generator and takes it if it is this channel's turn.</summary>
        public bool TryTakeGenerator(int channel)
        {
            if (owner == channel)
                return true;
            waiting[channel] = true;
            if (owner >= 0)
                return false;
            int turn = lastOwner;
            do
            {
                turn = turn + 1 >= waiting.Length ? 0 : turn + 1;
            } while (!waiting[turn] && turn != lastOwner);
            if (turn != channel)
                return false;
            owner = channel;
            lastOwner = channel;
            waiting[channel] = false;
            return true;
        }

        /// <summary>Gives the waveform generator back, or the place in the queue.</summary>
        /// <param name="channel">Whose.</param>
        /// <param name="abort">A point may be under way.</param>
        public void ReleaseGenerator(int channel, bool abort)
        {
            waiting[channel] = false;
            if (owner != channel)
                return;
            owner = -1;
            if (abort)
                frontEnd.AbortPoint();
        }

        /// <summary>Has the board sample evenly for a channel.</summary>
        public FrontEndFault JoinSampling(int channel, long now)
        {
            if (samplers[channel])
                return FrontEndFault.None;
            if (samplerCount == 0)
            {
                FrontEndFault fault = frontEnd.SetSampling(true);
                if (fault != FrontEndFault.None)
                    return fault;
                periodMicroseconds = frontEnd.SamplePeriodMicroseconds;
                samplingSince = now;
                lastSample = 0;
            }
            samplers[channel] = true;
            samplerCount++;
            return FrontEndFault.None;
        }

        /// <summary>Says that a channel needs no even samples any more.</summary>
        public FrontEndFault LeaveSampling(int channel)
        {
            if (!samplers[channel])
                return FrontEndFault.None;
            samplers[channel] = false;
            samplerCount--;
            return samplerCount == 0 ? frontEnd.SetSampling(false) : FrontEndFault.None;
        }

        /// <summary>Forgets everybody: the front end has been initialised again.</summary>
        public void Reset()
        {
            owner = -1;
            samplerCount = 0;
            for (int k = 0; k < waiting.Length; k++)
            {
                waiting[k] = false;
                if (k < samplers.Length)
                    samplers[k] = false;
            }
        }

        /// <summary>Says how many sampling periods have passed since the last call that gave any: 0 between samples.</summary>
        public int SamplesSince(long now)
        {
            if (samplerCount == 0)
                return 0;
            long index = (long)((now - samplingSince) / periodMicroseconds + 0.25);
            if (index <= lastSample)
                return 0;
            int passed = (int)(index - lastSample);
            lastSample = index;
            return passed;
        }
    }
}
