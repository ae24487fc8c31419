using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// Measures R_cal at boot and every hour, through generator, multiplexer, buffers and converter. At boot it must be near its nominal
    /// value, or the self-test has failed; after that its change is the drift of the whole path.
    /// </summary>
    public sealed class ReferenceWatch
    {
        /// <summary>From one check to the next, in microseconds.</summary>
        public const long IntervalMicroseconds = 3600000000;

        /// <summary>A change by more than this share asks for a calibration.</summary>
        public const double LargestDrift = 0.002;

        // Two gains and two buffers of some per cent each: beyond this R_cal or its path is broken.
        private const double Tolerance = 0.2;
        private const long RetryMicroseconds = 1000000;
        private const int References = 2;
        private readonly ImpedanceDesk desk;
        private readonly IFrontEnd frontEnd;
        private readonly int place;
        private readonly double[] ohms = new double[References];
        private readonly double[] firstOhms = new double[References];
        private int which = -1;
        private bool hasFirst;

        /// <summary>Makes the watch of a board.</summary>
        public ReferenceWatch(ImpedanceDesk desk)
        {
            this.desk = desk;
            frontEnd = desk.FrontEnd;
            place = frontEnd.ChannelCount;
        }

        /// <summary>When it wants to be called again, monotonic microseconds.</summary>
        public long Due { get; private set; }

        /// <summary>Whether there is a result.</summary>
        public bool HasResult { get; private set; }

        /// <summary>Change of a reference since the first check after the start, as a share.</summary>
        public double Drift(int reference)
        {
            return ohms[reference] / firstOhms[reference] - 1;
        }

        /// <summary>Whether one has changed by more than it may.</summary>
        public bool HasDrifted
        {
            get
            {
                return Numbers.Absolute(Drift(0)) > LargestDrift || Numbers.Absolute(Drift(1)) > LargestDrift;
            }
        }

        /// <summary>Forgets what was under way: the front end has been initialised again.</summary>
        public void Reset(long now)
        {
            which = -1;
            Due = now;
        }

        /// <summary>Carries the check on.</summary>
        /// <param name="now">Monotonic microseconds.</param>
        /// <param name="isDone">There is a new result.</param>
        /// <returns>What failed; None else.</returns>
        public FrontEndFault Tick(long now, out bool isDone)
        {
            isDone = false;
            if (now < Due)
                return FrontEndFault.None;
            if (which < 0)
                return Begin(0, now);
            double ohm;
            long next;
            FrontEndFault fault = frontEnd.PollReference(out ohm, out next);
            if (fault == FrontEndFault.Busy)
            {
                Due = next > now ? next : now + 1;
                return FrontEndFault.None;
            }
            desk.ReleaseGenerator(place, false);
            int measured = which;
            which = -1;
            double share = ohm / (measured == 0 ? 100.0 : 1000.0) - 1;
            bool isGood = fault == FrontEndFault.None && Numbers.IsFinite(ohm);
            if (!isGood || share > Tolerance || share < -Tolerance)
            {
                Due = now + IntervalMicroseconds;
                return FrontEndFault.SelfTest;
            }
            ohms[measured] = ohm;
            if (!hasFirst)
                firstOhms[measured] = ohm;
            if (measured + 1 < References)
                return Begin(measured + 1, now);
            hasFirst = true;
            HasResult = true;
            isDone = true;
            Due = now + IntervalMicroseconds;
            return FrontEndFault.None;
        }

        private FrontEndFault Begin(int reference, long now)
        {
            Due = now + RetryMicroseconds;
            if (!desk.TryTakeGenerator(place))
                return FrontEndFault.None;
            FrontEndFault fault = frontEnd.StartReference(reference);
            if (fault != FrontEndFault.None)
            {
                desk.ReleaseGenerator(place, false);
                return fault == FrontEndFault.Busy ? FrontEndFault.None : fault;
            }
            which = reference;
            Due = now + 1;
            return FrontEndFault.None;
        }
    }
}
