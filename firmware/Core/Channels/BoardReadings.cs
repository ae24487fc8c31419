using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>The three converters together: readings of one moment in volt and ampere, corrected by the calibration.</summary>
    internal sealed class BoardReadings
    {
        /// <summary>Converters.</summary>
        internal const int Converters = 3;

        // A reading after an input has changed is of both.
        private const int MixedReadings = 3;
        private const int AllChannels = 0xFF;
        private const byte LiftReadings = 3;

        private readonly ISpiBus bus;
        private readonly FrontEndCalibration calibration;
        private readonly ConverterFeed coarse;
        private readonly ConverterFeed shunt;
        private readonly ConverterFeed fine;
        private readonly ChopOffsets offsets;
        private readonly byte[] pulse = new byte[1];
        private readonly byte[] pulseReply = new byte[1];
        private readonly double[] flowing = new double[SignalChain.ChannelCount];
        private readonly double[] lift = new double[SignalChain.ChannelCount];
        private readonly byte[] liftAge = new byte[SignalChain.ChannelCount];
        private int held;
        private int releaseIn;
        private bool even;

        /// <summary>When the converters were last synchronised, the option module's with them.</summary>
        internal long SynchronizedAt;

        internal readonly double[] Voltage = new double[SignalChain.ChannelCount];
        internal readonly double[] Current = new double[SignalChain.ChannelCount];
        internal readonly bool[] Overloaded = new bool[SignalChain.ChannelCount];

        /// <summary>Whether voltage, current and overload of a channel are those of the newest frames; else <see cref="Convert"/> makes them so.</summary>
        internal readonly bool[] IsConverted = new bool[SignalChain.ChannelCount];

        internal BoardReadings(ISpiBus bus, FrontEndCalibration calibration)
        {
            this.bus = bus;
            this.calibration = calibration;
            coarse = new ConverterFeed(new Ads131m08(bus, SignalChain.SelectCoarse));
            shunt = new ConverterFeed(new Ads131m08(bus, SignalChain.SelectShunt));
            fine = new ConverterFeed(new Ads131m08(bus, SignalChain.SelectFine));
            offsets = new ChopOffsets(
                new Ads131m08[] { coarse.Converter, shunt.Converter, fine.Converter },
                new double[] { 1.0, 1.0, SignalChain.FineGain }
            );
        }

        /// <summary>Frames that failed their CRC and moments that were missed; the three converters miss a moment together.</summary>
        internal uint Lost
        {
            get { return coarse.Bad + shunt.Bad + fine.Bad + coarse.Late; }
        }

        /// <summary>Whether there are readings at all.</summary>
        internal bool HasReading
        {
            get { return coarse.HasReading && shunt.HasReading && fine.HasReading; }
        }

        internal FrontEndFault Initialize(long nowMicroseconds)
        {
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                Voltage[channel] = double.NaN;
                Current[channel] = double.NaN;
                Overloaded[channel] = false;
                IsConverted[channel] = true;
                liftAge[channel] = (byte)(channel % LiftReadings);
            }
            offsets.Clear();
            even = false;
            FrontEndFault fault = coarse.Converter.Initialize(0);
            if (fault == FrontEndFault.None)
                fault = shunt.Converter.Initialize(0);
            if (fault == FrontEndFault.None)
                fault = fine.Converter.Initialize(SignalChain.FineGainPower);
            return fault == FrontEndFault.None ? SetSampling(false, nowMicroseconds) : fault;
        }

        /// <summary>The readings of some channels stay as they are until <see cref="Release"/>.</summary>
        internal void Hold(int bits)
        {
            held = bits;
            releaseIn = 0;
        }

        /// <summary>Readings go on, once those are over that are of two inputs.</summary>
        internal void Release()
        {
            releaseIn = MixedReadings;
        }

        /// <summary>What a converter's input looks at: <see cref="Ads131m08Register.InputNormal"/> and its like.</summary>
        internal FrontEndFault SelectInput(int converter, int channel, int input)
        {
            return FeedOf(converter).Converter.SelectInput(channel, input);
        }

        /// <summary>The last code of a converter.</summary>
        internal int CodeOf(int converter, int channel)
        {
            return FeedOf(converter).Converter.Code(channel);
        }

        private ConverterFeed FeedOf(int converter)
        {
            return converter == 0 ? coarse
                : converter == 1 ? shunt
                : fine;
        }

        internal FrontEndFault SetSampling(bool evenSampling, long nowMicroseconds)
        {
            if (evenSampling && !even)
                offsets.Begin(HasReading);
            even = evenSampling;
            FrontEndFault fault = Configure(coarse.Converter, even);
            if (fault == FrontEndFault.None)
                fault = Configure(shunt.Converter, even);
            if (fault == FrontEndFault.None)
                fault = Configure(fine.Converter, even);
            if (fault != FrontEndFault.None)
                return fault;
            bus.Transfer(SignalChain.SelectSync, pulse, pulseReply, 1);
            SynchronizedAt = nowMicroseconds;
            coarse.Start(nowMicroseconds, even);
            shunt.Start(nowMicroseconds, even);
            fine.Start(nowMicroseconds, even);
            return FrontEndFault.None;
        }

        /// <summary>Takes what is new; None only where all three have a new reading.</summary>
        internal FrontEndFault Refresh(long nowMicroseconds, ChannelDrive[] drives)
        {
            FrontEndFault first = coarse.Take(nowMicroseconds);
            FrontEndFault second = shunt.Take(nowMicroseconds);
            FrontEndFault third = fine.Take(nowMicroseconds);
            FrontEndFault fault = Worst(Worst(first, second), third);
            if (fault != FrontEndFault.None)
                return fault;
            if (releaseIn > 0 && --releaseIn == 0)
                held = 0;
            if (even)
                offsets.Take(drives);
            // An even sample leaves no time for the channels that nobody looks at.
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                if ((held & (1 << channel)) != 0)
                    continue;
                if (even)
                    IsConverted[channel] = false;
                else
                    Convert(channel, drives[channel]);
            }
            return FrontEndFault.None;
        }

        internal void Convert(int channel, ChannelDrive drive)
        {
            int range = drive.Range;
            IsConverted[channel] = true;
            int coarseCode = coarse.Converter.Code(channel);
            int shuntCode = shunt.Converter.Code(channel);
            int fineCode = fine.Converter.Code(channel);
            if (even)
            {
                coarseCode -= offsets.Of(0, channel);
                shuntCode -= offsets.Of(1, channel);
                fineCode -= offsets.Of(2, channel);
            }
            double high = coarseCode * (SignalChain.ConverterQuantum * SignalChain.CoarseDivider);
            double low = fineCode * (SignalChain.ConverterQuantum / SignalChain.FineGain);
            high = (high - calibration.CoarseOffset[channel]) * calibration.CoarseGain[channel];
            low = (low - calibration.FineOffset[channel]) * calibration.FineGain[channel];
            double size = low < 0 ? -low : low;

            // Between the two limits the share of U1 grows with the voltage, so that nothing jumps on the way.
            double voltage;
            if (size <= SignalChain.FineOnly)
                voltage = low;
            else if (size >= SignalChain.CoarseOnly)
                voltage = high;
            else
                voltage =
                    low
                    + (high - low)
                        * (size - SignalChain.FineOnly)
                        / (SignalChain.CoarseOnly - SignalChain.FineOnly);
            Voltage[channel] = voltage;

            double raw = shuntCode * SignalChain.ConverterQuantum;
            double shuntVoltage = raw - calibration.ShuntOffset[channel][range];
            Current[channel] = shuntVoltage / calibration.ShuntOhm[channel][range];
            if (raw < 0)
                raw = -raw;
            double reach = voltage < 0 ? -voltage : voltage;
            Overloaded[channel] = raw >= SignalChain.ShuntClip || reach >= SignalChain.VoltageClip;
            if (calibration.HasFixture)
                TakeFixtureOff(channel, drive);
        }

        // The ground that the channels share lifts one's shunt by the others' currents; leads and leakage lie between electronics and cell.
        private void TakeFixtureOff(int channel, ChannelDrive drive)
        {
            flowing[channel] = drive.Connected ? Current[channel] : 0.0;
            // The others' currents seldom change, and the sum over all of them is what takes time.
            if (liftAge[channel] == 0)
            {
                lift[channel] = LiftOf(channel);
                liftAge[channel] = LiftReadings;
            }
            liftAge[channel]--;
            double current = Current[channel] - lift[channel] / calibration.ShuntOhm[channel][drive.Range];
            if (drive.Connected)
            {
                Voltage[channel] -= calibration.LeadOhm[channel] * current;
                current -= calibration.LeakSiemens[channel] * Voltage[channel];
            }
            Current[channel] = current;
        }

        private double LiftOf(int channel)
        {
            float[] shared = calibration.GroundOhm[channel];
            double volt = 0;
            for (int other = 0; other < SignalChain.ChannelCount; other++)
                volt += shared[other] * flowing[other];
            return volt;
        }

        private static FrontEndFault Configure(Ads131m08 converter, bool even)
        {
            return converter.Configure(AllChannels, Ads131m08.Oversampling16256, !even);
        }

        // Busy is no fault, and a fault outweighs it.
        private static FrontEndFault Worst(FrontEndFault a, FrontEndFault b)
        {
            if (a == FrontEndFault.None || a == FrontEndFault.Busy && b != FrontEndFault.None)
                return b;
            return a;
        }
    }
}
