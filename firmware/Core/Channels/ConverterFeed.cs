using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Takes the readings of one converter in step with the clock: after a pause the stale half of the two-deep buffer is thrown away,
    /// while sampling evenly every reading is taken once and in order; what got lost is counted.
    /// </summary>
    internal sealed class ConverterFeed
    {
        private const int ChecksumsInARow = 3;
        private const int SettlingReadings = 3;
        private const double LateReadings = 2.2;
        private const double LateFirstReadings = 4.5;

        private readonly Ads131m08 converter;
        private double startedAt;
        private double period = SignalChain.AveragedPeriodMicroseconds;
        private double lastRead;
        private bool even;
        private int checksums;
        private long taken;
        private uint bad;
        private uint late;
        private bool hasReading;

        internal ConverterFeed(Ads131m08 converter)
        {
            this.converter = converter;
        }

        internal Ads131m08 Converter
        {
            get { return converter; }
        }

        /// <summary>Readings whose frame failed its CRC.</summary>
        internal uint Bad
        {
            get { return bad; }
        }

        /// <summary>Readings of even sampling that nobody fetched in time.</summary>
        internal uint Late
        {
            get { return late; }
        }

        /// <summary>Whether a settled reading has been taken since the last start.</summary>
        internal bool HasReading
        {
            get { return hasReading; }
        }

        /// <summary>The converter has been set up or synchronised at this moment.</summary>
        internal void Start(long nowMicroseconds, bool evenSampling)
        {
            startedAt = nowMicroseconds;
            lastRead = nowMicroseconds;
            even = evenSampling;
            period = evenSampling
                ? SignalChain.EvenPeriodMicroseconds
                : SignalChain.AveragedPeriodMicroseconds;
            taken = 0;
            checksums = 0;
            hasReading = false;
        }

        /// <summary>None with a new reading, Busy without one, else the fault.</summary>
        internal FrontEndFault Take(long nowMicroseconds)
        {
            double age = nowMicroseconds - startedAt;
            long ready = (long)(age / period);
            FrontEndFault fault = even
                ? TakeNext(nowMicroseconds, ready)
                : TakeLatest(nowMicroseconds, ready);
            if (fault == FrontEndFault.None)
            {
                checksums = 0;
                lastRead = nowMicroseconds;
                if (ready < SettlingReadings && !even)
                    return FrontEndFault.Busy;
                hasReading = true;
                return FrontEndFault.None;
            }
            if (fault == FrontEndFault.Checksum)
            {
                bad++;
                checksums++;
                lastRead = nowMicroseconds;
                return checksums >= ChecksumsInARow ? FrontEndFault.Checksum : FrontEndFault.Busy;
            }
            if (fault == FrontEndFault.Busy)
                return nowMicroseconds - lastRead > (hasReading ? LateReadings : LateFirstReadings) * period
                    ? FrontEndFault.NoData
                    : FrontEndFault.Busy;
            return fault;
        }

        private FrontEndFault TakeLatest(long nowMicroseconds, long ready)
        {
            FrontEndFault fault = converter.Read();
            if (fault == FrontEndFault.None && nowMicroseconds - lastRead > period)
            {
                // Where a newer one waits behind, the first was from before the pause.
                FrontEndFault second = converter.Read();
                if (second != FrontEndFault.Busy)
                    return second;
            }
            taken = ready;
            return fault;
        }

        // One reading is left in the buffer on purpose: a call that is early or late by less than a period still finds the next.
        private FrontEndFault TakeNext(long nowMicroseconds, long ready)
        {
            if (ready <= SettlingReadings + 1)
            {
                if (ready > taken && taken < SettlingReadings)
                {
                    FrontEndFault settling = converter.Read();
                    if (settling != FrontEndFault.None)
                        return settling;
                    taken++;
                    lastRead = nowMicroseconds;
                }
                return FrontEndFault.Busy;
            }
            if (ready - taken > 2)
            {
                // The older half of the buffer is from before the gap.
                if (hasReading)
                    late += (uint)(ready - taken - 1);
                taken = ready - 1;
                FrontEndFault stale = converter.Read();
                if (stale != FrontEndFault.None)
                    return stale;
            }
            FrontEndFault fault = converter.Read();
            if (fault == FrontEndFault.None || fault == FrontEndFault.Checksum)
                taken++;
            return fault;
        }
    }
}
