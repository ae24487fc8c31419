using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Drives the set-points: DAC and latch together, in the order that never lets more through than the old or the new
    /// set-point asks for.
    /// </summary>
    internal sealed class SetPoints
    {
        private const double LargestShare = 1.1;

        // The fine set-point reaches 0.75 V; it is left late and taken early, so that a sweep does not toggle it.
        private const double FineLeave = 0.72;
        private const double FineTake = 0.68;

        private readonly Dac80508 dac;
        private readonly LatchChain latch;
        private readonly FrontEndCalibration calibration;
        private readonly IClock clock;

        internal readonly ChannelDrive[] Drives = new ChannelDrive[SignalChain.ChannelCount];

        internal SetPoints(Dac80508 dac, LatchChain latch, FrontEndCalibration calibration, IClock clock)
        {
            this.dac = dac;
            this.latch = latch;
            this.calibration = calibration;
            this.clock = clock;
            for (int channel = 0; channel < Drives.Length; channel++)
                Drives[channel] = new ChannelDrive();
        }

        internal FrontEndFault Initialize()
        {
            for (int channel = 0; channel < Drives.Length; channel++)
                Drives[channel].Reset();
            for (int k = 0; k < LatchChain.MultiplexerByte; k++)
                latch[k] = 0;
            latch[LatchChain.MultiplexerByte] = LatchChain.MultiplexerOff;
            FrontEndFault fault = latch.Write();
            if (fault == FrontEndFault.None)
                fault = dac.Initialize();
            if (fault != FrontEndFault.None)
                return fault;
            for (int channel = 0; channel < Drives.Length; channel++)
                Drives[channel].Code = Dac80508Register.MidScale;
            return FrontEndFault.None;
        }

        /// <summary>Opens one relay, or all with -1, whatever the read-back says.</summary>
        internal void Open(int channel)
        {
            for (int k = 0; k < Drives.Length; k++)
            {
                if (channel >= 0 && k != channel)
                    continue;
                Drives[k].Connected = false;
                Drives[k].Modulation = 0;
            }
            latch.Open(channel);
        }

        /// <summary>Drives a channel; see <see cref="IFrontEnd.DriveCurrent"/> and <see cref="IFrontEnd.DriveVoltage"/>.</summary>
        internal FrontEndFault Drive(
            int channel,
            bool potentiostat,
            double target,
            int range,
            double openCircuitVoltage,
            long nowMicroseconds
        )
        {
            if (range < 0 || range >= SignalChain.RangeCount || !Numbers.IsFinite(target))
                return FrontEndFault.OutOfRange;
            double perUnit = VoltPerUnit(channel, potentiostat, range);
            double size = Numbers.Absolute(target * perUnit);
            double largest = potentiostat
                ? SignalChain.LargestSetPoint * 0.96
                : SignalChain.ShuntFullScale * SignalChain.SetPointPerShuntVolt * LargestShare;
            if (size > largest)
                return FrontEndFault.OutOfRange;
            ChannelDrive drive = Drives[channel];
            drive.Modulation = 0;
            bool fine = size <= (drive.Fine ? FineLeave : FineTake);
            bool same =
                drive.Connected
                && drive.Potentiostat == potentiostat
                && drive.Range == range
                && drive.Fine == fine;
            if (same)
            {
                drive.Target = target;
                drive.Follow(nowMicroseconds, perUnit);
                return Write(channel, drive);
            }
            return Change(
                channel,
                drive,
                potentiostat,
                target,
                range,
                fine,
                openCircuitVoltage,
                nowMicroseconds
            );
        }

        /// <summary>Sends what target, modulation and correction ask for, where it differs from what is out.</summary>
        internal FrontEndFault Write(int channel, ChannelDrive drive)
        {
            int code = CodeOf(channel, drive);
            return code == drive.Code ? FrontEndFault.None : WriteCode(channel, drive, code);
        }

        /// <summary>Whether target and modulation are within the reach of the set-point as it is divided now.</summary>
        internal bool Fits(int channel, ChannelDrive drive)
        {
            double volt =
                (drive.Target + drive.Modulation) * VoltPerUnit(channel, drive.Potentiostat, drive.Range);
            double reach = drive.Fine ? 0.745 : 7.45;
            return volt >= -reach && volt <= reach;
        }

        /// <summary>Leaves the fine set-point, for a modulation that needs more room.</summary>
        internal FrontEndFault Widen(int channel, long nowMicroseconds)
        {
            ChannelDrive drive = Drives[channel];
            double modulation = drive.Modulation;
            FrontEndFault fault = Change(
                channel,
                drive,
                drive.Potentiostat,
                drive.Target,
                drive.Range,
                false,
                0,
                nowMicroseconds
            );
            drive.Modulation = modulation;
            return fault == FrontEndFault.None ? Write(channel, drive) : fault;
        }

        /// <summary>Changes the range of a channel that is driven; the set-point follows in the same update.</summary>
        internal FrontEndFault ChangeRange(int channel, int range)
        {
            ChannelDrive drive = Drives[channel];
            double size = Numbers.Absolute(drive.Target * VoltPerUnit(channel, drive.Potentiostat, range));
            bool fine = size <= FineTake;
            return Change(
                channel,
                drive,
                drive.Potentiostat,
                drive.Target,
                range,
                fine,
                0,
                clock.ElapsedMicroseconds
            );
        }

        /// <summary>Lets the integrator wait until readings from before this moment are gone.</summary>
        internal void Touch(int channel)
        {
            Drives[channel].Touch(clock.ElapsedMicroseconds);
        }

        /// <summary>Set-point volt per ampere (galvanostatic) or volt (potentiostatic).</summary>
        internal double VoltPerUnit(int channel, bool potentiostat, int range)
        {
            return potentiostat
                ? 1.0
                : SignalChain.SetPointPerShuntVolt * calibration.ShuntOhm[channel][range];
        }

        private FrontEndFault Change(
            int channel,
            ChannelDrive drive,
            bool potentiostat,
            double target,
            int range,
            bool fine,
            double openCircuitVoltage,
            long nowMicroseconds
        )
        {
            bool wasConnected = drive.Connected;
            if (wasConnected && drive.Potentiostat != potentiostat)
            {
                // A set-point means volt in one mode and ampere in the other: in between the cell is better open for a moment.
                latch.Open(channel);
                wasConnected = false;
            }
            double oldVolt = SetPointOf(drive.Code, drive.Fine);
            double oldPerUnit = VoltPerUnit(channel, drive.Potentiostat, drive.Range);
            bool oldFine = drive.Fine;
            drive.Potentiostat = potentiostat;
            drive.Range = range;
            drive.Fine = fine;
            drive.Target = target;
            int bits =
                LatchChain.Relay
                | (range << LatchChain.RangeShift)
                | (potentiostat ? LatchChain.Potentiostat : 0)
                | (fine ? LatchChain.Fine : 0)
                | (latch[channel] & LatchChain.Excitation);
            int code = CodeOf(channel, drive);
            FrontEndFault fault;
            if (!wasConnected)
            {
                // Without a bump: no current, or the voltage that the cell has by itself, until the relay is closed.
                double neutral =
                    potentiostat && Numbers.IsFinite(openCircuitVoltage) ? openCircuitVoltage : 0;
                if (potentiostat && !Numbers.IsFinite(openCircuitVoltage))
                    neutral = target;
                fault = WriteCode(channel, drive, ToCode(neutral, fine));
                if (fault == FrontEndFault.None)
                    fault = WriteLatch(channel, bits);
                drive.Connected = fault == FrontEndFault.None;
                if (fault == FrontEndFault.None)
                    fault = WriteCode(channel, drive, code);
            }
            else
            {
                double perUnit = VoltPerUnit(channel, potentiostat, range);
                double newVolt = SetPointOf(code, fine);
                double latchFirst = Numbers.Absolute(oldVolt * FineRatio(oldFine, fine) / perUnit);
                double dacFirst = Numbers.Absolute(newVolt * FineRatio(fine, oldFine) / oldPerUnit);
                bool isLatchFirst = latchFirst <= dacFirst;
                fault = isLatchFirst ? WriteLatch(channel, bits) : WriteCode(channel, drive, code);
                if (fault == FrontEndFault.None)
                    fault = isLatchFirst ? WriteCode(channel, drive, code) : WriteLatch(channel, bits);
            }
            drive.Touch(nowMicroseconds);
            if (fault != FrontEndFault.None)
                Open(channel);
            return fault;
        }

        // What the set-point becomes when only the divider switches.
        private static double FineRatio(bool before, bool after)
        {
            if (before == after)
                return 1.0;
            return after ? 1.0 / SignalChain.FineDivider : SignalChain.FineDivider;
        }

        private FrontEndFault WriteLatch(int channel, int bits)
        {
            latch[channel] = bits;
            return latch.Write();
        }

        private FrontEndFault WriteCode(int channel, ChannelDrive drive, int code)
        {
            FrontEndFault fault = dac.WriteOutput(channel, code);
            drive.Code = fault == FrontEndFault.None ? code : -1;
            return fault;
        }

        private int CodeOf(int channel, ChannelDrive drive)
        {
            double perUnit = VoltPerUnit(channel, drive.Potentiostat, drive.Range);
            double volt = (drive.Target + drive.Modulation) * perUnit + drive.Correction;
            return ToCode(volt, drive.Fine);
        }

        private static int ToCode(double setPoint, bool fine)
        {
            double output = setPoint * (fine ? SignalChain.FineDivider : 1.0) / SignalChain.SetPointGain;
            output += SignalChain.SetPointMiddle;
            double code = output * (Dac80508.Codes / Dac80508.FullScaleVolt) + 0.5;
            if (code < 0)
                return 0;
            return code >= Dac80508.Codes ? Dac80508.Codes - 1 : (int)code;
        }

        private static double SetPointOf(int code, bool fine)
        {
            double output = code * (Dac80508.FullScaleVolt / Dac80508.Codes) - SignalChain.SetPointMiddle;
            return output * SignalChain.SetPointGain / (fine ? SignalChain.FineDivider : 1.0);
        }
    }
}
