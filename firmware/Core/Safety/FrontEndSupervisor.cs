using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// Reads the front end and brings it back when it fails: all cells are disconnected at once, then it is initialised again
    /// after 0.1 s, 1 s and 10 s; when that does not help the fault stands until a person starts a run.
    /// </summary>
    public sealed class FrontEndSupervisor
    {
        /// <summary>How often it is initialised again before the fault stands.</summary>
        public const int MaximumAttempts = 3;

        private const long FirstDelayMicroseconds = 100000;
        private const long HealthyMicroseconds = 60000000;
        private const long LongestSilenceMicroseconds = 1000000;
        private const int LongestSilenceReadings = 50;
        private readonly IFrontEnd frontEnd;
        private int attempts;
        private int silentReadings;
        private long lastReading;
        private long healthySince;
        private bool isDown;

        /// <summary>Supervises a front end.</summary>
        public FrontEndSupervisor(IFrontEnd frontEnd)
        {
            this.frontEnd = frontEnd;
        }

        /// <summary>The fault that is, or was the last.</summary>
        public FrontEndFault Fault { get; private set; }

        /// <summary>Whether readings may be used.</summary>
        public bool IsUp
        {
            get { return !isDown; }
        }

        /// <summary>Whether the fault stands: nothing is tried any more.</summary>
        public bool HasGivenUp { get; private set; }

        /// <summary>When it is tried again, while down.</summary>
        public long RetryAt { get; private set; }

        /// <summary>Initialises for the first time or at a person's word.</summary>
        public bool Start(long now)
        {
            attempts = 0;
            HasGivenUp = false;
            return Initialize(now);
        }

        /// <summary>Reads once. True when there are new readings.</summary>
        public bool Read(long now)
        {
            if (isDown)
            {
                if (HasGivenUp || now < RetryAt)
                    return false;
                attempts++;
                if (!Initialize(now))
                    return false;
            }
            FrontEndFault fault = frontEnd.Refresh();
            if (fault == FrontEndFault.None || fault == FrontEndFault.ComparatorTrip)
            {
                ComparatorTripped = fault == FrontEndFault.ComparatorTrip;
                silentReadings = 0;
                lastReading = now;
                if (attempts > 0 && now - healthySince >= HealthyMicroseconds)
                    attempts = 0;
                return true;
            }
            ComparatorTripped = false;
            if (fault == FrontEndFault.Busy)
            {
                silentReadings++;
                if (silentReadings < LongestSilenceReadings || now - lastReading < LongestSilenceMicroseconds)
                    return false;
                fault = FrontEndFault.NoData;
            }
            Fail(fault, now);
            return false;
        }

        /// <summary>Whether the last reading said that the hardware comparator had opened a relay.</summary>
        public bool ComparatorTripped { get; private set; }

        /// <summary>Takes the front end down because of a fault that came up elsewhere.</summary>
        public void Fail(FrontEndFault fault, long now)
        {
            frontEnd.DisconnectAll();
            Fault = fault;
            isDown = true;
            silentReadings = 0;
            if (attempts >= MaximumAttempts)
            {
                HasGivenUp = true;
                RetryAt = long.MaxValue;
                return;
            }
            long delay = FirstDelayMicroseconds;
            for (int k = 0; k < attempts; k++)
                delay *= 10;
            RetryAt = now + delay;
        }

        /// <summary>A fault in words.</summary>
        public static string TextOf(FrontEndFault fault)
        {
            switch (fault)
            {
                case FrontEndFault.ChipMissing:
                    return "a chip does not answer";
                case FrontEndFault.ReadBack:
                    return "a register does not read back";
                case FrontEndFault.Checksum:
                    return "frames fail their checksum";
                case FrontEndFault.NoData:
                    return "no readings";
                case FrontEndFault.OutOfRange:
                    return "a value that the hardware cannot set";
                case FrontEndFault.Overload:
                    return "an input is at the end of its scale";
                case FrontEndFault.ComparatorTrip:
                    return "the hardware comparator opened the relay";
                case FrontEndFault.SelfTest:
                    return "the self-test failed";
                case FrontEndFault.Busy:
                    return "the front end is busy";
                default:
                    return "";
            }
        }

        private bool Initialize(long now)
        {
            FrontEndFault fault = frontEnd.Initialize();
            if (fault != FrontEndFault.None)
            {
                Fail(fault, now);
                return false;
            }
            isDown = false;
            lastReading = now;
            healthySince = now;
            silentReadings = 0;
            return true;
        }
    }
}
