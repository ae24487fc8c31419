using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Lets the three converters look away from cells that nobody drives: at a shorted input, at their test signal and at its negative, one register a call, so that
    /// the readings of the other channels go on in their pace.
    /// </summary>
    internal sealed class ConverterTest
    {
        // 2/15 of the reference, whatever the gain: the input's test signal shrinks with it.
        private const double TestVolt = 1.25 * 2.0 / 15.0;

        // Gain error of the part and of the reference, and what chop leaves of the offset with some margin.
        private const double LargestShare = 0.02;
        private const double LargestOffset = 500e-6;
        private const int Phases = 4;
        private const long SettlingMicroseconds = 75000;

        private readonly BoardReadings readings;
        private int channels;
        private int phase;
        private int item;
        private long readyAt;

        internal ConverterTest(BoardReadings readings)
        {
            this.readings = readings;
        }

        internal bool IsRunning { get; private set; }

        /// <summary>Begins with the channels of some bits.</summary>
        internal void Start(int bits)
        {
            channels = bits;
            phase = 0;
            item = 0;
            IsRunning = bits != 0;
            if (IsRunning)
                readings.Hold(bits);
        }

        /// <summary>Whether a channel is looked away from.</summary>
        internal bool Has(int channel)
        {
            return IsRunning && (channels & (1 << channel)) != 0;
        }

        /// <summary>The converters have been reset.</summary>
        internal void Forget()
        {
            IsRunning = false;
            readings.Release();
        }

        /// <summary>Back to the cells at once.</summary>
        internal FrontEndFault Abort()
        {
            if (!IsRunning)
                return FrontEndFault.None;
            IsRunning = false;
            FrontEndFault worst = FrontEndFault.None;
            for (int k = 0; k < BoardReadings.Converters * SignalChain.ChannelCount; k++)
            {
                if ((channels & (1 << (k & 7))) == 0)
                    continue;
                FrontEndFault fault = readings.SelectInput(k >> 3, k & 7, Ads131m08Register.InputNormal);
                if (fault != FrontEndFault.None)
                    worst = fault;
            }
            readings.Release();
            return worst;
        }

        /// <summary>Carries it on: Busy until it is over.</summary>
        internal FrontEndFault Poll(SelfTestFinding finding, long now, out long next)
        {
            next = now + 1;
            if (!IsRunning)
                return FrontEndFault.None;
            int last = BoardReadings.Converters * SignalChain.ChannelCount;
            while (item < last && (channels & (1 << (item & 7))) == 0)
                item++;
            if (item < last)
            {
                FrontEndFault fault = readings.SelectInput(item >> 3, item & 7, InputOf(phase));
                if (fault != FrontEndFault.None)
                {
                    Abort();
                    return fault;
                }
                item++;
                readyAt = now + SettlingMicroseconds;
                return FrontEndFault.Busy;
            }
            if (now < readyAt)
            {
                next = readyAt;
                return FrontEndFault.Busy;
            }
            if (phase < Phases - 1)
                Judge(finding);
            phase++;
            item = 0;
            if (phase < Phases)
                return FrontEndFault.Busy;
            IsRunning = false;
            readings.Release();
            finding.Channels |= channels;
            return FrontEndFault.None;
        }

        private static int InputOf(int phase)
        {
            switch (phase)
            {
                case 0:
                    return Ads131m08Register.InputShorted;
                case 1:
                    return Ads131m08Register.InputTest;
                case 2:
                    return Ads131m08Register.InputNegativeTest;
                default:
                    return Ads131m08Register.InputNormal;
            }
        }

        private void Judge(SelfTestFinding finding)
        {
            for (int k = 0; k < BoardReadings.Converters * SignalChain.ChannelCount; k++)
            {
                int channel = k & 7;
                if ((channels & (1 << channel)) == 0)
                    continue;
                double gain = (k >> 3) == 2 ? SignalChain.FineGain : 1.0;
                double expected =
                    phase == 0 ? 0
                    : phase == 1 ? TestVolt / gain
                    : -TestVolt / gain;
                double read = readings.CodeOf(k >> 3, channel) * (SignalChain.ConverterQuantum / gain);
                double most = LargestOffset + LargestShare * Numbers.Absolute(expected);
                if (Numbers.Absolute(read - expected) > most)
                    finding.Fail((SelfTestPart)(1 + (k >> 3)), channel, read, expected);
            }
        }
    }
}
