using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// One impedance point with the waveform generator, as a state machine: a try at an amplitude that is safe for any cell, the
    /// right amplitude, gains and range, repeated pairs until the scatter is small enough, and the same pairs at R_cal. The
    /// ratio to R_cal cancels buffers, filters and generator: Z = R_cal (V/I) / (V/I at R_cal) (shunt / shunt at R_cal).
    /// </summary>
    internal sealed class AlternatingPoint
    {
        /// <summary>Below this the loop follows the excitation and the runner modulates the set-point, in Hz.</summary>
        internal const double LowestHz = 10.0;

        private const int Idle = 0;
        private const int Trying = 1;
        private const int Measuring = 2;
        private const int Referencing = 3;
        private const int Checking = 4;

        // In the place of a channel while R_cal alone is measured.
        private const int NoCell = SignalChain.ChannelCount;
        private const double CheckHz = 1000.0;
        private const double CheckPeak = 0.5;

        private const double TargetSigma = 4e-4;
        private const double ReferenceSigma = 2e-4;

        // What no scatter shows: R_cal and shunts within their calibration.
        private const double SystematicSigma = 4e-4;

        // Two gains and two buffers of some per cent each: beyond this R_cal or its path is broken.
        private const double ReferenceTolerance = 0.2;
        private const double NoisySigma = 5e-3;
        private const double NonlinearShare = 0.02;
        private const double AmplitudeShare = 0.95;
        private const double CloseEnough = 0.6;
        private const double ManyWindowsHz = 5000.0;
        private const double SlowHz = 100.0;
        private const double LargestCurrentPeak = 0.011;
        private const long PointMicroseconds = 1000000;
        private const long AskedMicroseconds = 60000000;
        private const int LeastPairs = 3;
        private const int LeastPairsWhenSlow = 2;
        private const int MostTries = 8;
        private const int MostRangeChanges = 4;
        private const int MostWaits = 20;

        private readonly Ad5941 generator;
        private readonly SetPoints setPoints;
        private readonly FrontEndCalibration calibration;
        private readonly ExcitationPath path;
        private readonly CoherentPlan plan;
        private readonly DftPair pair = new DftPair();
        private readonly PairAverage average = new PairAverage();
        private readonly ReferenceCache references = new ReferenceCache();
        private readonly ImpedanceMemory memory = new ImpedanceMemory();

        private int channel = -1;
        private int state;
        private bool triggered;
        private bool galvanostatic;
        private double amplitude;
        private double meanCurrent;
        private int leastPeriods;
        private double askedUncertainty;
        private double checkedOhm;
        private int tries;
        private int waits;
        private bool overloaded;
        private bool unproven;
        private Phasor tried;
        private double triedPeak;
        private Phasor measured;
        private double measuredSigma;
        private double voltagePeak;
        private double currentPeak;
        private int pairs;
        private long initializedAt;
        private long phaseStartedAt;
        private long readyAt;

        internal AlternatingPoint(
            Ad5941 generator,
            LatchChain latch,
            SetPoints setPoints,
            FrontEndCalibration calibration
        )
        {
            this.generator = generator;
            this.setPoints = setPoints;
            this.calibration = calibration;
            path = new ExcitationPath(generator, latch, setPoints);
            plan = path.Plan;
        }

        /// <summary>Channel that has the generator, -1 = none.</summary>
        internal int Channel
        {
            get { return channel; }
        }

        /// <summary>Range that the point needs just now.</summary>
        internal int Range
        {
            get { return path.Range; }
        }

        private double Peak
        {
            get { return galvanostatic ? currentPeak : voltagePeak; }
        }

        internal FrontEndFault Initialize(long nowMicroseconds)
        {
            channel = -1;
            state = Idle;
            path.Forget();
            references.Clear();
            memory.Clear();
            initializedAt = nowMicroseconds;
            return generator.Initialize();
        }

        internal FrontEndFault Start(
            int asked,
            double hz,
            double peak,
            bool isCurrent,
            int minimumPeriods,
            double askedSigma,
            double directCurrent,
            long nowMicroseconds
        )
        {
            if (channel >= 0)
                return FrontEndFault.Busy;
            ChannelDrive drive = setPoints.Drives[asked];
            if (!Numbers.IsFinite(hz) || !Numbers.IsFinite(peak) || peak <= 0 || !drive.Connected)
                return FrontEndFault.OutOfRange;
            if (hz < LowestHz * 0.999 || hz > CoherentPlanner.HighestHz * 1.001)
                return FrontEndFault.OutOfRange;
            if (peak > (isCurrent ? LargestCurrentPeak : ExcitationPath.LargestPeak))
                return FrontEndFault.OutOfRange;
            leastPeriods = minimumPeriods < 1 ? 1 : minimumPeriods;
            askedUncertainty = Numbers.IsFinite(askedSigma) && askedSigma > 0 ? askedSigma : 0;
            path.Windows = hz >= ManyWindowsHz ? MeasuringSequence.MostWindows : 1;
            int leastWindows = LeastPairs * path.Windows;
            if (!CoherentPlanner.Find(hz, (leastPeriods + leastWindows - 1) / leastWindows, plan))
                return FrontEndFault.OutOfRange;
            channel = asked;
            path.Take(asked);
            galvanostatic = isCurrent;
            amplitude = peak;
            tries = 0;
            overloaded = false;
            triedPeak = 0;
            meanCurrent = Numbers.IsFinite(directCurrent) ? Numbers.Absolute(directCurrent) : 0;
            if (!drive.Potentiostat && Numbers.Absolute(drive.Target) > meanCurrent)
                meanCurrent = Numbers.Absolute(drive.Target);
            FrontEndFault fault = Begin(drive.Range, nowMicroseconds);
            if (fault != FrontEndFault.None)
                Abort();
            return fault;
        }

        internal FrontEndFault Poll(PointResult result, long nowMicroseconds, out long nextMicroseconds)
        {
            nextMicroseconds = nowMicroseconds;
            if (channel < 0)
                return FrontEndFault.OutOfRange;
            FrontEndFault fault = Step(result, nowMicroseconds);
            if (fault == FrontEndFault.Busy)
                nextMicroseconds = readyAt > nowMicroseconds ? readyAt : nowMicroseconds + 1;
            else
                Abort();
            return fault;
        }

        /// <summary>Begins to measure R_cal alone: 0 = 100 ohm, 1 = 1 kohm.</summary>
        internal FrontEndFault StartReference(int which, long nowMicroseconds)
        {
            if (channel >= 0)
                return FrontEndFault.Busy;
            path.Windows = 1;
            if (which < 0 || which > 1 || !CoherentPlanner.Find(CheckHz, LeastPairs, plan))
                return FrontEndFault.OutOfRange;
            channel = NoCell;
            leastPeriods = 1;
            askedUncertainty = 0;
            tries = 0;
            FrontEndFault fault = path.ToReferenceAlone(which, CheckPeak);
            Enter(Checking, nowMicroseconds);
            if (fault != FrontEndFault.None)
                Abort();
            return fault;
        }

        /// <summary>Carries it on; the resistance that the uncorrected path shows stands in <paramref name="ohm"/> at the end.</summary>
        internal FrontEndFault PollReference(
            PointResult unused,
            long nowMicroseconds,
            out double ohm,
            out long nextMicroseconds
        )
        {
            checkedOhm = double.NaN;
            FrontEndFault fault = Poll(unused, nowMicroseconds, out nextMicroseconds);
            ohm = checkedOhm;
            return fault;
        }

        /// <summary>Takes the excitation off; the channel is free.</summary>
        internal void Abort()
        {
            if (channel >= 0)
            {
                if (channel == NoCell)
                    path.ReleaseReference();
                else
                    path.Release();
            }
            channel = -1;
            state = Idle;
        }

        // What the point before says gives range and amplitude; a slow point then does not spend its time on a try.
        private FrontEndFault Begin(int presentRange, long now)
        {
            bool known = memory.Predict(channel, plan.FrequencyHz, now);
            double ohm = memory.Predicted.Magnitude;
            double ampere = meanCurrent;
            if (galvanostatic)
                ampere += amplitude;
            else if (known)
                ampere += amplitude / ohm;
            path.Range = known
                ? ImpedanceRange.Choose(plan.FrequencyHz, ohm, ampere)
                : ImpedanceRange.FromPresent(presentRange, plan.FrequencyHz, ampere);
            FrontEndFault fault = path.ToCell();
            if (fault != FrontEndFault.None)
                return fault;
            unproven = known && plan.FrequencyHz < SlowHz;
            if (unproven)
                fault = path.ExcitePredicted(memory.SafeShare * amplitude, galvanostatic, memory.Predicted);
            else if (known)
                fault = path.ExcitePredicted(0.5 * amplitude, galvanostatic, memory.Predicted);
            else
                fault = path.ExciteSafely(AmplitudeShare * path.SafePeak(amplitude, galvanostatic));
            Enter(unproven ? Measuring : Trying, now);
            return fault;
        }

        private FrontEndFault Step(PointResult result, long now)
        {
            if (now < readyAt)
                return FrontEndFault.Busy;
            if (!triggered)
            {
                generator.Trigger();
                triggered = true;
                waits = 0;
                readyAt = now + generator.SequenceMicroseconds + 2;
                return FrontEndFault.Busy;
            }
            FrontEndFault fault = generator.Collect(pair);
            if (fault == FrontEndFault.Busy)
            {
                readyAt = now + 200 + generator.SequenceMicroseconds / 10;
                return ++waits > MostWaits ? FrontEndFault.NoData : fault;
            }
            triggered = false;

            // One result that did not come whole is measured again.
            if (fault == FrontEndFault.NoData || fault == FrontEndFault.Checksum)
                return ++tries > MostTries ? fault : FrontEndFault.Busy;
            if (fault != FrontEndFault.None)
                return fault;
            switch (state)
            {
                case Trying:
                    return Judge(now);
                case Measuring:
                    return Measure(result, now);
                case Checking:
                    return Check(now);
                default:
                    return Refer(result, now);
            }
        }

        // After a try: right range, right amplitude, right gains?
        private FrontEndFault Judge(long now)
        {
            if (++tries > MostTries)
                return FrontEndFault.Overload;
            if (pair.Overloaded)
                return TryAgain(path.Peak * 0.3, now);
            if (!EvaluateOne())
            {
                // Nothing to be seen: an open lead, or an amplitude far below the converter's step.
                bool isLargest = path.Peak >= 0.9 * ExcitationPath.LargestPeak;
                return isLargest ? FrontEndFault.Overload : TryAgain(path.Peak * 4, now);
            }
            tried = path.Estimate(average.Ratio);
            triedPeak = Peak;
            double scale = AmplitudeShare * amplitude / triedPeak;
            int best = ImpedanceRange.Choose(
                plan.FrequencyHz,
                tried.Magnitude,
                meanCurrent + currentPeak * scale
            );
            if (best != path.Range && tries < MostRangeChanges)
            {
                path.Range = best;
                FrontEndFault moved = path.ToCell();
                return moved == FrontEndFault.None
                    ? TryAgain(AmplitudeShare * path.SafePeak(amplitude, galvanostatic), now)
                    : moved;
            }
            double wanted = path.Peak * scale;
            if (wanted > ExcitationPath.LargestPeak)
                wanted = ExcitationPath.LargestPeak;
            scale = wanted / path.Peak;
            FrontEndFault fault = path.Excite(
                wanted,
                voltagePeak * scale,
                currentPeak * scale * SignalChain.ShuntOhm(path.Range)
            );
            Enter(Measuring, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault TryAgain(double peak, long now)
        {
            FrontEndFault fault = path.ExciteSafely(peak);
            Enter(Trying, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Measure(PointResult result, long now)
        {
            bool doubtful = unproven && !IsProven();
            unproven = false;
            if (doubtful)
                return Judge(now);
            if (pair.Overloaded)
                overloaded = true;
            average.Add(pair);
            bool solved = average.Evaluate();
            if (!IsEnough(askedUncertainty > 0 ? Scatter(askedUncertainty, TargetSigma) : TargetSigma, now))
                return FrontEndFault.Busy;
            if (!solved)
                return FrontEndFault.Overload;
            ToPeaks();
            measured = average.Ratio;
            measuredSigma = average.RelativeSigma;
            pairs = average.Count;
            if (references.Find(plan, path.Gains, path.ReferencePosition, now))
                return Finish(result, now);
            FrontEndFault fault = path.ToReference();
            Enter(Referencing, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Refer(PointResult result, long now)
        {
            if (pair.Overloaded)
                return FrontEndFault.SelfTest;
            average.Add(pair);
            bool solved = average.Evaluate();
            if (
                !IsEnough(
                    askedUncertainty > 0 ? Scatter(0.5 * askedUncertainty, ReferenceSigma) : ReferenceSigma,
                    now
                )
            )
                return FrontEndFault.Busy;
            double share = path.EstimateReference(average.Ratio).Magnitude / path.ReferenceOhm - 1.0;
            if (!solved || share > ReferenceTolerance || share < -ReferenceTolerance)
                return FrontEndFault.SelfTest;
            references.Add(plan, path.Gains, path.ReferencePosition, average, now);
            return Finish(result, now);
        }

        private FrontEndFault Check(long now)
        {
            if (pair.Overloaded)
                return FrontEndFault.SelfTest;
            average.Add(pair);
            bool solved = average.Evaluate();
            if (!IsEnough(ReferenceSigma, now))
                return FrontEndFault.Busy;
            if (!solved)
                return FrontEndFault.SelfTest;
            checkedOhm = path.EstimateReference(average.Ratio).Magnitude;
            return FrontEndFault.None;
        }

        private FrontEndFault Finish(PointResult result, long now)
        {
            int range = path.Range;
            int reference = range == 0 ? 0 : 1;
            double hz = plan.FrequencyHz;
            Phasor cellShunt = Phasor.Shunt(
                hz,
                calibration.ImpedanceShuntOhm[channel][range],
                calibration.ShuntFarad[channel][range]
            );
            Phasor referenceShunt = Phasor.Shunt(
                hz,
                calibration.ReferenceShuntOhm[reference],
                calibration.ReferenceShuntFarad[reference]
            );
            Phasor impedance =
                measured
                / references.Ratio
                * (cellShunt / referenceShunt)
                * calibration.ReferenceOhm[reference];
            Compensation compensation = calibration.Compensation[channel];
            Phasor corrected = compensation.Correct(range, hz, impedance);
            double doubt = compensation.Doubt(range, hz, corrected.Magnitude);
            result.RealOhm = corrected.Real;
            result.ImaginaryOhm = corrected.Imaginary;
            result.FrequencyHz = hz;
            result.RelativeSigma = Turning.SquareRoot(
                measuredSigma * measuredSigma
                    + references.RelativeSigma * references.RelativeSigma
                    + SystematicSigma * SystematicSigma
                    + doubt * doubt
            );
            result.VoltageAmplitude = voltagePeak;
            result.CurrentAmplitude = currentPeak;
            result.HarmonicShare = double.NaN;
            result.Periods = plan.Periods * path.Windows * pairs;
            result.Range = range;
            result.Quality = QualityOf(result.RelativeSigma);
            memory.Remember(channel, hz, impedance, now);
            return FrontEndFault.None;
        }

        private ushort QualityOf(double sigma)
        {
            int quality = ImpedanceQuality.Good;
            if (overloaded)
                quality |= ImpedanceQuality.Overload;
            if (sigma > (askedUncertainty > 0 ? 1.05 * askedUncertainty : NoisySigma))
                quality |= ImpedanceQuality.Noisy;
            if (!plan.IsCoherent)
                quality |= ImpedanceQuality.Incoherent;
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
            Phasor now = path.Estimate(measured);
            double noise = 8.0 * measuredSigma * Turning.SquareRoot(pairs) * Peak / triedPeak;
            return (now - tried).Magnitude > (NonlinearShare + noise + 0.01) * now.Magnitude;
        }

        // The first pair of a predicted amplitude: right range, not above the asked peak and not far below?
        private bool IsProven()
        {
            bool proven = !pair.Overloaded && EvaluateOne();
            if (proven)
            {
                double ohm = path.Estimate(average.Ratio).Magnitude;
                int best = ImpedanceRange.Choose(plan.FrequencyHz, ohm, meanCurrent + currentPeak);
                proven = best == path.Range && Peak <= amplitude && Peak >= CloseEnough * amplitude;
            }
            average.Clear();
            return proven;
        }

        private bool EvaluateOne()
        {
            average.Clear();
            average.Add(pair);
            bool solved = average.Evaluate();
            ToPeaks();
            return solved && Peak > 0;
        }

        private bool IsEnough(double sigma, long now)
        {
            int count = average.Count;
            bool quick = state == Measuring && plan.FrequencyHz >= SlowHz;
            if (count < (quick ? LeastPairs : LeastPairsWhenSlow))
                return false;
            // An asked uncertainty may cost a minute; without one a point takes a second or 24 pairs.
            bool full = count >= PairAverage.UsualMost && askedUncertainty == 0;
            long longest = askedUncertainty > 0 ? AskedMicroseconds : PointMicroseconds;
            if (state == Measuring && count * path.Windows * plan.Periods < leastPeriods && !full)
                return false;
            return full || now - phaseStartedAt > longest || average.RelativeSigma <= sigma;
        }

        // Of an asked uncertainty what the systematic part leaves for the scatter; never less than a quarter of the usual, which a minute
        // would not reach.
        private static double Scatter(double whole, double usual)
        {
            double square = 0.8 * (whole * whole - SystematicSigma * SystematicSigma);
            double least = 0.25 * usual;
            return square > least * least ? Turning.SquareRoot(square) : least;
        }

        private void ToPeaks()
        {
            voltagePeak = path.ToVolt(average.Voltage);
            currentPeak = path.ToAmpere(average.Current);
        }

        private void Enter(int next, long now)
        {
            state = next;
            triggered = false;
            phaseStartedAt = now;
            average.Clear();
            long settle = (long)(1.5e6 / plan.FrequencyHz) + (next == Trying ? 3000 : 1500);
            readyAt = now + settle;
            if (readyAt < initializedAt + Ad5941.WakeMicroseconds)
                readyAt = initializedAt + Ad5941.WakeMicroseconds;
        }
    }
}
