using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Turns comparisons with a better instrument into calibration: two points of the true value and what the front end showed with the
    /// calibration that is being adjusted. False, with nothing changed, where the points cannot be (not finite, too near, a gain
    /// more than 5 % away from nominal).
    /// </summary>
    public static class CalibrationAdjustment
    {
        private const double MostGainError = 0.05;

        /// <summary>Adjusts by one comparison; false where there is no such channel or range either.</summary>
        public static bool Apply(FrontEndCalibration calibration, CalibrationPoint p)
        {
            if (p.Channel >= SignalChain.ChannelCount || p.Range >= SignalChain.RangeCount)
                return false;
            switch (p.Kind)
            {
                case CalibrationKind.CoarseVoltage:
                    return CoarseVoltage(
                        calibration,
                        p.Channel,
                        p.TrueLow,
                        p.ReadLow,
                        p.TrueHigh,
                        p.ReadHigh
                    );
                case CalibrationKind.FineVoltage:
                    return FineVoltage(calibration, p.Channel, p.TrueLow, p.ReadLow, p.TrueHigh, p.ReadHigh);
                case CalibrationKind.Current:
                    return Current(
                        calibration,
                        p.Channel,
                        p.Range,
                        p.TrueLow,
                        p.ReadLow,
                        p.TrueHigh,
                        p.ReadHigh
                    );
                case CalibrationKind.Impedance:
                    return Impedance(calibration, p.Channel, p.Range, p.TrueHigh, p.ReadHigh);
                default:
                    return false;
            }
        }

        /// <summary>Adjusts U1's chain from two voltages above 0.29 V in size.</summary>
        public static bool CoarseVoltage(
            FrontEndCalibration calibration,
            int channel,
            double trueLow,
            double readLow,
            double trueHigh,
            double readHigh
        )
        {
            return Voltage(
                calibration.CoarseGain,
                calibration.CoarseOffset,
                channel,
                trueLow,
                readLow,
                trueHigh,
                readHigh
            );
        }

        /// <summary>Adjusts U3's chain from two voltages below 0.27 V in size.</summary>
        public static bool FineVoltage(
            FrontEndCalibration calibration,
            int channel,
            double trueLow,
            double readLow,
            double trueHigh,
            double readHigh
        )
        {
            return Voltage(
                calibration.FineGain,
                calibration.FineOffset,
                channel,
                trueLow,
                readLow,
                trueHigh,
                readHigh
            );
        }

        /// <summary>Adjusts a current range from two currents in ampere.</summary>
        public static bool Current(
            FrontEndCalibration calibration,
            int channel,
            int range,
            double trueLow,
            double readLow,
            double trueHigh,
            double readHigh
        )
        {
            if (!IsSpan(trueLow, trueHigh) || !IsSpan(readLow, readHigh))
                return false;
            double ohm = calibration.ShuntOhm[channel][range];
            double offset = calibration.ShuntOffset[channel][range];
            double rawLow = readLow * ohm + offset;
            double rawHigh = readHigh * ohm + offset;
            double found = (rawHigh - rawLow) / (trueHigh - trueLow);
            if (!IsNear(found, SignalChain.ShuntOhm(range)))
                return false;
            calibration.ShuntOhm[channel][range] = found;
            calibration.ShuntOffset[channel][range] = rawLow - trueLow * found;
            return true;
        }

        /// <summary>Adjusts the shunt of a range as the impedance path sees it, from a known |Z| at some hundred Hz.</summary>
        public static bool Impedance(
            FrontEndCalibration calibration,
            int channel,
            int range,
            double trueOhm,
            double readOhm
        )
        {
            if (!Numbers.IsFinite(trueOhm) || !Numbers.IsFinite(readOhm) || trueOhm <= 0 || readOhm <= 0)
                return false;
            double found = calibration.ImpedanceShuntOhm[channel][range] * trueOhm / readOhm;
            if (!IsNear(found, SignalChain.ShuntOhm(range)))
                return false;
            calibration.ImpedanceShuntOhm[channel][range] = found;
            return true;
        }

        private static bool Voltage(
            double[] gains,
            double[] offsets,
            int channel,
            double trueLow,
            double readLow,
            double trueHigh,
            double readHigh
        )
        {
            if (!IsSpan(trueLow, trueHigh) || !IsSpan(readLow, readHigh))
                return false;
            double rawLow = readLow / gains[channel] + offsets[channel];
            double rawHigh = readHigh / gains[channel] + offsets[channel];
            double found = (trueHigh - trueLow) / (rawHigh - rawLow);
            if (!IsNear(found, 1.0))
                return false;
            gains[channel] = found;
            offsets[channel] = rawLow - trueLow / found;
            return true;
        }

        private static bool IsSpan(double low, double high)
        {
            return Numbers.IsFinite(low) && Numbers.IsFinite(high) && high - low > 0;
        }

        private static bool IsNear(double value, double nominal)
        {
            double share = value / nominal - 1.0;
            return Numbers.IsFinite(share) && share < MostGainError && share > -MostGainError;
        }
    }
}
