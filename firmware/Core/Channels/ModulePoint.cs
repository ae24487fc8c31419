using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// One impedance point with the 1 MHz option module, as a state machine: a cycle at the smallest amplitude, which is safe for any cell, the right amplitude,
    /// cycles until the scatter is small enough, and the same at R_cal. Z = R_cal (V/I) / (V/I at R_cal) (shunt / shunt at R_cal), as with the
    /// AD5941; generators, amplifiers and demodulators cancel.
    /// </summary>
    internal sealed class ModulePoint
    {
        /// <summary>The only range that it uses.</summary>
        internal const int Range = 0;

        private const int Idle = 0;
        private const int Trying = 1;
        private const int Measuring = 2;
        private const int Referencing = 3;

        private const double ReferenceOhm = 100.0;
        private const double TargetSigma = 2e-3;
        private const double ReferenceSigma = 1e-3;

        // R_cal and shunts, and the clock's odd harmonics against those of the sine.
        private const double SystematicSigma = 1e-3;

        // Half widths by which cables, sockets and shunts differ where no open, short and load were measured.
        private const double UnknownFarad = 45e-12;
        private const double UnknownHenry = 0.2e-6;
        private const double UnknownStray = 0.15;
        private const double UnknownSeconds = 10e-9;

        private const double ReferenceTolerance = 0.2;
        private const double NoisySigma = 1e-2;
        private const double NonlinearShare = 0.03;
        private const double PeakTolerance = 1.15;
        private const double TwoPi = 6.283185307179586;
        private const long PointMicroseconds = 5000000;
        private const long AskedMicroseconds = 60000000;
        private const int LeastPairs = 3;
        private const int MostTries = 6;

        private readonly ModuleDemodulator demodulator;
        private readonly LatchChain latch;
        private readonly SetPoints setPoints;
        private readonly FrontEndCalibration calibration;
        private readonly DftPair pair = new DftPair();
        private readonly PairAverage average = new PairAverage();
        private readonly ReferenceCache references = new ReferenceCache();
        private readonly ImpedanceMemory memory = new ImpedanceMemory();

        private int channel = -1;
        private int state;
        private int steps;
        private int restoreRange;
        private bool galvanostatic;
        private double asked;
        private double askedUncertainty;
        private bool overloaded;
        private int tries;
        private int amplitude;
        private Phasor tried;
        private double triedPeak;
        private Phasor measured;
        private double measuredSigma;
        private double voltagePeak;
        private double currentPeak;
        private int pairs;
        private long phaseStartedAt;

        internal ModulePoint(
            ModuleDemodulator demodulator,
            LatchChain latch,
            SetPoints setPoints,
            FrontEndCalibration calibration
        )
        {
            this.demodulator = demodulator;
            this.latch = latch;
            this.setPoints = setPoints;
            this.calibration = calibration;
        }

        /// <summary>Channel that the module measures, -1 = none.</summary>
        internal int Channel
        {
            get { return channel; }
        }

        private double Hz
        {
            get { return steps * ModuleChain.StepHz; }
        }

        private double Peak
        {
            get { return galvanostatic ? currentPeak : voltagePeak; }
        }

        internal FrontEndFault Initialize()
        {
            channel = -1;
            state = Idle;
            references.Clear();
            memory.Clear();
            return demodulator.Initialize();
        }

        internal FrontEndFault Start(
            int taken,
            double hz,
            double peak,
            bool isCurrent,
            double askedSigma,
            long nowMicroseconds
        )
        {
            if (channel >= 0)
                return FrontEndFault.Busy;
            if (!demodulator.IsPresent)
                return FrontEndFault.ChipMissing;
            ChannelDrive drive = setPoints.Drives[taken];
            if (!Numbers.IsFinite(hz) || !Numbers.IsFinite(peak) || peak <= 0 || !drive.Connected)
                return FrontEndFault.OutOfRange;
            if (hz < ModuleChain.LeastSteps * ModuleChain.StepHz || hz > ModuleChain.HighestHz * 1.001)
                return FrontEndFault.OutOfRange;
            steps = (int)(hz / ModuleChain.StepHz + 0.5);
            if (steps > ModuleChain.MostSteps)
                steps = ModuleChain.MostSteps;
            channel = taken;
            restoreRange = drive.Range;
            galvanostatic = isCurrent;
            asked = peak;
            askedUncertainty = Numbers.IsFinite(askedSigma) && askedSigma > 0 ? askedSigma : 0;
            tries = 0;
            triedPeak = 0;
            overloaded = false;
            FrontEndFault fault = Begin(nowMicroseconds);
            if (fault != FrontEndFault.None)
                Abort();
            return fault;
        }

        internal FrontEndFault Poll(
            PointResult result,
            long synchronizedAt,
            long nowMicroseconds,
            out long nextMicroseconds
        )
        {
            FrontEndFault fault = demodulator.Poll(
                pair,
                synchronizedAt,
                nowMicroseconds,
                out nextMicroseconds
            );
            if (fault == FrontEndFault.None)
                fault = Step(result, nowMicroseconds);
            if (fault != FrontEndFault.Busy)
                Abort();
            return fault;
        }

        /// <summary>Takes the excitation off; the channel is free and has its range back.</summary>
        internal void Abort()
        {
            if (channel < 0)
                return;
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            demodulator.Stop();
            ChannelDrive drive = setPoints.Drives[channel];
            if (drive.Connected && drive.Range != restoreRange)
                setPoints.ChangeRange(channel, restoreRange);
            setPoints.Touch(channel);
            channel = -1;
            state = Idle;
        }

        private FrontEndFault Begin(long now)
        {
            if (setPoints.Drives[channel].Range != Range)
            {
                FrontEndFault moved = setPoints.ChangeRange(channel, Range);
                if (moved != FrontEndFault.None)
                    return moved;
            }
            FrontEndFault fault = demodulator.Start(steps);
            if (fault != FrontEndFault.None)
                return fault;
            bool isKnown = memory.Predict(channel, Hz, now);
            return ToCell(isKnown ? Measuring : Trying, isKnown ? AmplitudeFor(memory.Predicted) : 0, now);
        }

        private FrontEndFault Step(PointResult result, long now)
        {
            switch (state)
            {
                case Trying:
                    return Judge(now);
                case Measuring:
                    return Measure(result, now);
                default:
                    return Refer(result, now);
            }
        }

        // After a cycle whose amplitude may not be the right one.
        private FrontEndFault Judge(long now)
        {
            average.Clear();
            average.Add(pair);
            bool isSolved = average.Evaluate();
            ToPeaks();
            if (pair.Overloaded)
                return TryAgain(amplitude - 1, now);
            // No current to speak of: an open lead takes the largest amplitude that it may have.
            tried = isSolved ? Estimate(average.Ratio) : new Phasor(1e6, 0);
            triedPeak = Peak;
            int wanted = AmplitudeFor(tried);
            if (wanted != amplitude)
                return TryAgain(wanted, now);
            state = Measuring;
            return FrontEndFault.Busy;
        }

        private FrontEndFault TryAgain(int wanted, long now)
        {
            if (wanted < 0 || ++tries > MostTries)
                return FrontEndFault.Overload;
            FrontEndFault fault = ToCell(Measuring, wanted, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Measure(PointResult result, long now)
        {
            average.Add(pair);
            bool isSolved = average.Evaluate();
            ToPeaks();
            bool isTooMuch = pair.Overloaded || amplitude > 0 && Peak > PeakTolerance * asked;
            if (isTooMuch && amplitude > 0)
                return TryAgain(amplitude - 1, now);
            overloaded |= pair.Overloaded;
            double target = askedUncertainty > 0 ? Scatter(askedUncertainty, TargetSigma) : TargetSigma;
            if (!IsEnough(target, now))
                return FrontEndFault.Busy;
            if (!isSolved)
                return FrontEndFault.Overload;
            measured = average.Ratio;
            measuredSigma = average.RelativeSigma;
            pairs = average.Count;
            if (references.Find(steps, Range, now))
                return Finish(result, now);
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            FrontEndFault fault = Lead(
                Referencing,
                LatchChain.Reference100Ohm,
                ModuleChain.AmplitudeCount - 1,
                now
            );
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Refer(PointResult result, long now)
        {
            if (pair.Overloaded)
                return FrontEndFault.SelfTest;
            average.Add(pair);
            bool isSolved = average.Evaluate();
            double target =
                askedUncertainty > 0 ? Scatter(0.5 * askedUncertainty, ReferenceSigma) : ReferenceSigma;
            if (!IsEnough(target, now))
                return FrontEndFault.Busy;
            double share = Estimate(average.Ratio).Magnitude / ReferenceOhm - 1.0;
            if (!isSolved || share > ReferenceTolerance || share < -ReferenceTolerance)
                return FrontEndFault.SelfTest;
            references.Add(steps, Range, average, now);
            return Finish(result, now);
        }

        private FrontEndFault Finish(PointResult result, long now)
        {
            Phasor cellShunt = Phasor.Shunt(
                Hz,
                calibration.ImpedanceShuntOhm[channel][Range],
                calibration.ShuntFarad[channel][Range]
            );
            Phasor referenceShunt = Phasor.Shunt(
                Hz,
                calibration.ReferenceShuntOhm[0],
                calibration.ReferenceShuntFarad[0]
            );
            Phasor impedance =
                measured / references.Ratio * (cellShunt / referenceShunt) * calibration.ReferenceOhm[0];
            Compensation compensation = calibration.Compensation[channel];
            Phasor corrected = compensation.Correct(Compensation.Module, Hz, impedance);
            double ohm = corrected.Magnitude;
            double doubt = compensation.IsMeasured(Compensation.Module)
                ? compensation.Doubt(Compensation.Module, Hz, ohm)
                : Unknown(ohm);
            result.RealOhm = corrected.Real;
            result.ImaginaryOhm = corrected.Imaginary;
            result.FrequencyHz = Hz;
            result.RelativeSigma = Turning.SquareRoot(
                measuredSigma * measuredSigma
                    + references.RelativeSigma * references.RelativeSigma
                    + SystematicSigma * SystematicSigma
                    + doubt * doubt
            );
            result.VoltageAmplitude = voltagePeak;
            result.CurrentAmplitude = currentPeak;
            result.HarmonicShare = double.NaN;
            result.Periods = (int)(
                Hz * (4e-6 * ModuleDemodulator.ReadingsAQuarter * SignalChain.EvenPeriodMicroseconds) * pairs
            );
            result.Range = Range;
            result.Quality = QualityOf(result.RelativeSigma);
            memory.Remember(channel, Hz, impedance, now);
            return FrontEndFault.None;
        }

        // What nothing shows: capacitance between the terminals, inductance of the leads, stray capacitance of the shunt, delay of one line. Half widths of
        // rectangles, a third of their squares each.
        private double Unknown(double ohm)
        {
            double turn = TwoPi * Hz;
            double parallel = turn * UnknownFarad * ohm;
            double lead = ohm > 0 ? turn * UnknownHenry / ohm : 1;
            double stray = turn * SignalChain.ShuntStray * SignalChain.ShuntOhm(Range) * UnknownStray;
            double delay = turn * UnknownSeconds;
            return Turning.SquareRoot(
                (parallel * parallel + lead * lead + stray * stray + delay * delay) / 3.0
            );
        }

        private ushort QualityOf(double sigma)
        {
            int quality = ImpedanceQuality.Good;
            if (overloaded)
                quality |= ImpedanceQuality.Overload;
            if (measuredSigma > NoisySigma || askedUncertainty > 0 && sigma > 1.05 * askedUncertainty)
                quality |= ImpedanceQuality.Noisy;
            if (calibration.Name.Length == 0)
                quality |= ImpedanceQuality.Uncalibrated;
            if (IsNonlinear())
                quality |= ImpedanceQuality.Nonlinear;
            return (ushort)quality;
        }

        // The try ran at a smaller amplitude: where its ratio differs, the answer is not in proportion.
        private bool IsNonlinear()
        {
            if (triedPeak <= 0 || triedPeak > 0.6 * Peak)
                return false;
            Phasor now = Estimate(measured);
            double noise = 8.0 * measuredSigma * Turning.SquareRoot(pairs) * Peak / triedPeak;
            return (now - tried).Magnitude > (NonlinearShare + noise) * now.Magnitude;
        }

        /// <summary>The largest amplitude that neither a line nor the asked peak forbids; the smallest where none fits.</summary>
        private int AmplitudeFor(Phasor impedance)
        {
            double cell = impedance.Magnitude;
            double shunt = SignalChain.ShuntOhm(Range);
            double whole = (impedance + new Phasor(SignalChain.OutputOhm + shunt, 0)).Magnitude;
            for (int k = ModuleChain.AmplitudeCount - 1; k > 0; k--)
            {
                double current = ModuleChain.Amplitude(k) / whole;
                double voltage = current * cell;
                bool fits =
                    voltage <= ModuleChain.LargestLinePeak && current * shunt <= ModuleChain.LargestLinePeak;
                if (fits && (galvanostatic ? current : voltage) <= asked)
                    return k;
            }
            return 0;
        }

        private bool IsEnough(double sigma, long now)
        {
            int count = average.Count;
            if (count < LeastPairs)
                return false;
            bool full = count >= PairAverage.UsualMost && askedUncertainty == 0;
            long longest = askedUncertainty > 0 ? AskedMicroseconds : PointMicroseconds;
            return full || now - phaseStartedAt > longest || average.RelativeSigma <= sigma;
        }

        private static double Scatter(double whole, double usual)
        {
            double square = 0.8 * (whole * whole - SystematicSigma * SystematicSigma);
            double least = 0.25 * usual;
            return square > least * least ? Turning.SquareRoot(square) : least;
        }

        // Impedance without R_cal: good to some per cent.
        private Phasor Estimate(Phasor ratio)
        {
            return ratio * Phasor.Shunt(Hz, SignalChain.ShuntOhm(Range), SignalChain.ShuntStray);
        }

        private void ToPeaks()
        {
            voltagePeak = average.Voltage * ModuleDemodulator.CodeVolt;
            currentPeak = average.Current * ModuleDemodulator.CodeVolt / SignalChain.ShuntOhm(Range);
        }

        private FrontEndFault ToCell(int next, int wanted, long now)
        {
            latch[channel] = latch[channel] | LatchChain.Excitation;
            return Lead(next, channel, wanted, now);
        }

        private FrontEndFault Lead(int next, int position, int wanted, long now)
        {
            state = next;
            amplitude = wanted;
            phaseStartedAt = now;
            average.Clear();
            return demodulator.Lead(position, wanted, now);
        }
    }
}
