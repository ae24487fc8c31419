using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>Which shunt an impedance point is measured on.</summary>
    internal static class ImpedanceRange
    {
        // The stray capacitance of a shunt turns the current by 2 pi f R C: below a degree and a half on each range.
        private const double SecondRangeHz = 10000.0;
        private const double ThirdRangeHz = 1000.0;
        private const double FourthRangeHz = 100.0;
        private const double LargestShuntVolt = 0.95;

        /// <summary>The largest shunt up to twice |Z| that carries the current at this frequency.</summary>
        /// <param name="hz">Frequency.</param>
        /// <param name="ohm">|Z|, 0 where it is not known.</param>
        /// <param name="ampere">Largest |current|, mean and peak together.</param>
        internal static int Choose(double hz, double ohm, double ampere)
        {
            int range = SignalChain.RangeCount - 1;
            while (range > 0 && !Suits(range, hz, ohm, ampere))
                range--;
            return range;
        }

        /// <summary>Whether a range can be used at all.</summary>
        private static bool Carries(int range, double hz, double ampere)
        {
            if (range == 0)
                return true;
            double limit =
                range == 1 ? SecondRangeHz
                : range == 2 ? ThirdRangeHz
                : FourthRangeHz;
            return hz <= limit && ampere * SignalChain.ShuntOhm(range) <= LargestShuntVolt;
        }

        /// <summary>The present range, or the next that can be used at this frequency and current.</summary>
        internal static int FromPresent(int range, double hz, double ampere)
        {
            while (range > 0 && !Carries(range, hz, ampere))
                range--;
            return range;
        }

        /// <summary>Multiplexer position of the R_cal that goes with a range.</summary>
        internal static int PositionFor(int range)
        {
            return range == 0 ? LatchChain.Reference100Ohm : LatchChain.Reference1Kiloohm;
        }

        private static bool Suits(int range, double hz, double ohm, double ampere)
        {
            return SignalChain.ShuntOhm(range) <= 2.5 * ohm && Carries(range, hz, ampere);
        }
    }
}
