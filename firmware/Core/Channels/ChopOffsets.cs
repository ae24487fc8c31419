using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The converters' offsets without chop, some hundred microvolt: learned at each start of even sampling from the channels that stand still,
    /// as the step between the last averaged reading and the first even ones. Without it the record of every other channel would
    /// jump while one channel has its slow impedance measured.
    /// </summary>
    internal sealed class ChopOffsets
    {
        private const int Readings = 4;
        private const double LargestVolt = 300e-6;

        private readonly Ads131m08[] converters;
        private readonly int[] largest;
        private readonly int[][] held;
        private readonly int[][] sums;
        private readonly int[][] learned;
        private readonly bool[] steady = new bool[SignalChain.ChannelCount];
        private int left;

        internal ChopOffsets(Ads131m08[] converters, double[] gains)
        {
            this.converters = converters;
            largest = new int[converters.Length];
            held = new int[converters.Length][];
            sums = new int[converters.Length][];
            learned = new int[converters.Length][];
            for (int k = 0; k < converters.Length; k++)
            {
                largest[k] = (int)(LargestVolt * gains[k] / SignalChain.ConverterQuantum);
                held[k] = new int[SignalChain.ChannelCount];
                sums[k] = new int[SignalChain.ChannelCount];
                learned[k] = new int[SignalChain.ChannelCount];
            }
        }

        /// <summary>Code to take off an even reading.</summary>
        internal int Of(int converter, int channel)
        {
            return learned[converter][channel];
        }

        /// <summary>Forgets everything: the converters have been reset.</summary>
        internal void Clear()
        {
            left = 0;
            for (int k = 0; k < converters.Length; k++)
            {
                for (int channel = 0; channel < steady.Length; channel++)
                    learned[k][channel] = 0;
            }
        }

        /// <summary>Even sampling begins; the converters still hold their last averaged codes.</summary>
        /// <param name="hasReading">Whether they hold any.</param>
        internal void Begin(bool hasReading)
        {
            left = hasReading ? Readings : 0;
            for (int channel = 0; channel < steady.Length; channel++)
                steady[channel] = true;
            for (int k = 0; k < converters.Length; k++)
            {
                for (int channel = 0; channel < steady.Length; channel++)
                {
                    held[k][channel] = converters[k].Code(channel);
                    sums[k][channel] = 0;
                }
            }
        }

        /// <summary>An even reading has come.</summary>
        internal void Take(ChannelDrive[] drives)
        {
            if (left == 0)
                return;
            left--;
            for (int channel = 0; channel < steady.Length; channel++)
            {
                if (drives[channel].Modulation != 0)
                    steady[channel] = false;
                for (int k = 0; k < converters.Length; k++)
                    sums[k][channel] += converters[k].Code(channel) - held[k][channel];
                if (left == 0 && steady[channel])
                    Learn(channel);
            }
        }

        private void Learn(int channel)
        {
            for (int k = 0; k < converters.Length; k++)
            {
                int offset = sums[k][channel] / Readings;
                if (offset <= largest[k] && offset >= -largest[k])
                    learned[k][channel] = offset;
            }
        }
    }
}
