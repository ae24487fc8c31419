using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Turns comparisons with a better instrument into calibration: two points of the true value and what the front end showed with the
    /// calibration that is being adjusted. False, with nothing changed, where the points cannot be (not finite, too near, a gain
    /// more than 5 % away from nominal, leads or leaks that no fixture has).
    /// </summary>
    public static class CalibrationAdjustment
    {
        /// <summary>Leads above this are no leads, in ohm.</summary>
        internal const double LargestLeadOhm = 0.2;

        /// <summary>Open terminals that leak more are dirty, in siemens.</summary>
        internal const double LargestLeakSiemens = 2e-9;

        /// <summary>Channels that share more ground are wired together, in ohm.</summary>
        internal const double LargestGroundOhm = 0.05;

        // Inductance of leads in ohm a Hz (2 uH) and capacitance of terminals in siemens a Hz (0.5 nF) that are no fixture's any more.
        private const double MostOhmAHertz = 1.3e-5;
        private const double MostSiemensAHertz = 3.2e-9;
        private const double MostGainError = 0.05;
        private const double MostLoadError = 0.3;

        /// <summary>Adjusts by one comparison; false where there is no such channel or range either.</summary>
        public static bool Apply(FrontEndCalibration calibration, CalibrationPoint p)
        {
            if (p.Channel >= SignalChain.ChannelCount)
                return false;
            switch (p.Kind)
            {
                case CalibrationKind.Open:
                case CalibrationKind.Short:
                case CalibrationKind.Load:
                    return Standard(calibration, p);
                case CalibrationKind.CommonGround:
                    return CommonGround(calibration, p);
                case CalibrationKind.Leakage:
                    return Leakage(calibration, p);
            }
            if (p.Range >= SignalChain.RangeCount)
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

        // Each counts from what stands in the compensation: a short first, then the open, then the load.
        private static bool Standard(FrontEndCalibration calibration, CalibrationPoint p)
        {
            int row = p.Range;
            double hz = p.TrueLow;
            int node = Compensation.NodeOf(row, hz);
            if (node < 0 || !Numbers.IsFinite(p.ReadLow) || !Numbers.IsFinite(p.ReadHigh))
                return false;
            Compensation all = calibration.Compensation[p.Channel];
            Phasor one = new Phasor(1.0, 0);
            Phasor measured = all.Undo(row, hz, new Phasor(p.ReadLow, p.ReadHigh));
            Phasor inner = measured - all.ShortAt(row, hz);
            bool isFirst = row == 0 && node == 0;
            switch (p.Kind)
            {
                case CalibrationKind.Short:
                    if (!IsAtMost(measured, LargestLeadOhm + MostOhmAHertz * hz))
                        return false;
                    all.SetShort(row, node, hz, measured);
                    // The leads are the same on all ranges, and at direct current.
                    for (int range = 1; isFirst && range < SignalChain.RangeCount; range++)
                        all.SetShort(range, 0, hz, measured);
                    if (isFirst)
                        calibration.LeadOhm[p.Channel] = measured.Real;
                    return true;
                case CalibrationKind.Open:
                    Phasor admittance = one / inner;
                    double most = MostSiemensAHertz * hz + LargestLeakSiemens;
                    if (inner.Magnitude == 0 || !IsAtMost(admittance, most))
                        return false;
                    all.SetOpen(row, node, hz, admittance);
                    // The terminals, too; what the lines add to them is smaller on a larger shunt, which can show the little current
                    // of an open at a few kilohertz only.
                    for (
                        int range = 1;
                        (isFirst || range > row && row > 0) && range < SignalChain.RangeCount;
                        range++
                    )
                        all.SetOpen(range, 0, hz, admittance);
                    return true;
                default:
                    Phasor share = new Phasor(p.TrueHigh, 0) / (inner / (one - inner * all.OpenAt(row, hz)));
                    if (
                        !Numbers.IsFinite(p.TrueHigh)
                        || p.TrueHigh <= 0
                        || !IsAtMost(share - one, MostLoadError)
                    )
                        return false;
                    all.SetLoad(row, node, hz, share);
                    return true;
            }
        }

        private static bool Leakage(FrontEndCalibration calibration, CalibrationPoint p)
        {
            if (
                !IsSpan(p.TrueLow, p.TrueHigh)
                || !Numbers.IsFinite(p.ReadLow)
                || !Numbers.IsFinite(p.ReadHigh)
            )
                return false;
            double found =
                calibration.LeakSiemens[p.Channel] + (p.ReadHigh - p.ReadLow) / (p.TrueHigh - p.TrueLow);
            if (!Numbers.IsFinite(found) || Numbers.Absolute(found) > LargestLeakSiemens)
                return false;
            calibration.LeakSiemens[p.Channel] = found;
            return true;
        }

        private static bool CommonGround(FrontEndCalibration calibration, CalibrationPoint p)
        {
            bool isPair = p.Range < SignalChain.ChannelCount && p.Range != p.Channel;
            if (!isPair || !IsSpan(p.TrueLow, p.TrueHigh))
                return false;
            double volt = (p.ReadHigh - p.ReadLow) * calibration.ShuntOhm[p.Channel][0];
            double found = calibration.GroundOhm[p.Channel][p.Range] + volt / (p.TrueHigh - p.TrueLow);
            if (!Numbers.IsFinite(found) || Numbers.Absolute(found) > LargestGroundOhm)
                return false;
            calibration.GroundOhm[p.Channel][p.Range] = (float)found;
            return true;
        }

        private static bool IsAtMost(Phasor value, double limit)
        {
            return Numbers.IsFinite(value.Real)
                && Numbers.IsFinite(value.Imaginary)
                && value.Magnitude <= limit;
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
