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

        private const double TargetSigma = 4e-4;
        private const double ReferenceSigma = 2e-4;

        // What no scatter shows: R_cal and shunts within their calibration.
        private const double SystematicSigma = 4e-4;
        private const double NoisySigma = 5e-3;
        private const double NonlinearShare = 0.02;
        private const double AmplitudeShare = 0.95;
        private const double CloseEnough = 0.6;
        private const double LargestExcitation = 0.6;
        private const double ManyWindowsHz = 5000.0;
        private const double SimilarFrequency = 1.7;
        private const long MemoryMicroseconds = 120000000;
        private const long PointMicroseconds = 1000000;
        private const int LeastPairs = 3;
        private const int LeastReferencePairs = 2;
        private const double SlowHz = 100.0;
        private const double PredictedShare = 0.9;
        private const double GuessedShare = 0.75;
        private const double EqualSteps = 1.1;
        private const double LargestStep = 1.3;
        private const int MostTries = 8;
        private const int MostWaits = 20;

        private readonly Ad5941 generator;
        private readonly LatchChain latch;
        private readonly SetPoints setPoints;
        private readonly FrontEndCalibration calibration;
        private readonly CoherentPlan plan = new CoherentPlan();
        private readonly DftPair pair = new DftPair();
        private readonly PairAverage average = new PairAverage();
        private readonly ReferenceCache references = new ReferenceCache();
        private readonly double[] lastReal = new double[SignalChain.ChannelCount];
        private readonly double[] lastImaginary = new double[SignalChain.ChannelCount];
        private readonly double[] lastHz = new double[SignalChain.ChannelCount];
        private readonly double[] beforeOhm = new double[SignalChain.ChannelCount];
        private readonly double[] beforeHz = new double[SignalChain.ChannelCount];
        private readonly long[] lastAt = new long[SignalChain.ChannelCount];

        private int channel = -1;
        private int restoreRange;
        private int state;
        private bool triggered;
        private bool galvanostatic;
        private double amplitude;
        private double meanCurrent;
        private int leastPeriods;
        private int windows;
        private int range;
        private int setting;
        private int word;
        private int voltageGain;
        private int currentGain;
        private int tries;
        private int waits;
        private bool overloaded;
        private bool unproven;
        private double predictedReal;
        private double predictedImaginary;
        private double triedReal;
        private double triedImaginary;
        private double triedPeak;
        private double measuredReal;
        private double measuredImaginary;
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
            this.latch = latch;
            this.setPoints = setPoints;
            this.calibration = calibration;
        }

        /// <summary>Channel that has the generator, -1 = none.</summary>
        internal int Channel
        {
            get { return channel; }
        }

        /// <summary>Range that the point needs just now.</summary>
        internal int Range
        {
            get { return range; }
        }

        internal FrontEndFault Initialize(long nowMicroseconds)
        {
            channel = -1;
            state = Idle;
            references.Clear();
            for (int k = 0; k < lastHz.Length; k++)
                lastHz[k] = 0;
            initializedAt = nowMicroseconds;
            return generator.Initialize();
        }

        internal FrontEndFault Start(
            int asked,
            double hz,
            double peak,
            bool isCurrent,
            int minimumPeriods,
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
            if (isCurrent ? peak > 0.011 : peak > LargestExcitation)
                return FrontEndFault.OutOfRange;
            windows = hz >= ManyWindowsHz ? MeasuringSequence.MostWindows : 1;
            leastPeriods = minimumPeriods < 1 ? 1 : minimumPeriods;
            int perWindow = (leastPeriods + LeastPairs * windows - 1) / (LeastPairs * windows);
            if (!CoherentPlanner.Find(hz, perWindow, plan))
                return FrontEndFault.OutOfRange;
            channel = asked;
            restoreRange = drive.Range;
            galvanostatic = isCurrent;
            amplitude = peak;
            tries = 0;
            overloaded = false;
            triedPeak = 0;
            meanCurrent = Numbers.IsFinite(directCurrent) ? Numbers.Absolute(directCurrent) : 0;
            if (!drive.Potentiostat && Numbers.Absolute(drive.Target) > meanCurrent)
                meanCurrent = Numbers.Absolute(drive.Target);
            bool known = IsKnown(nowMicroseconds);
            double share = known ? Predict() : 0;
            double ohm = known ? Magnitude(predictedReal, predictedImaginary) : 0;
            double ampere =
                meanCurrent
                + (
                    isCurrent ? peak
                    : known && ohm > 0 ? peak / ohm
                    : 0
                );
            range = known
                ? ImpedanceRange.Choose(plan.FrequencyHz, ohm, ampere)
                : FirstRange(drive.Range, ampere);
            FrontEndFault fault = Connect();
            if (fault == FrontEndFault.None)
                fault = known ? ExcitePredicted(share) : Excite(SafePeak(), true);
            if (fault != FrontEndFault.None)
            {
                Abort();
                return fault;
            }
            // A slow point does not spend its time on a try where the one before says enough.
            unproven = known && plan.FrequencyHz < SlowHz;
            Enter(unproven ? Measuring : Trying, nowMicroseconds);
            return FrontEndFault.None;
        }

        internal FrontEndFault Poll(PointResult result, long nowMicroseconds, out long nextMicroseconds)
        {
            nextMicroseconds = nowMicroseconds;
            if (channel < 0)
                return FrontEndFault.OutOfRange;
            FrontEndFault fault = Step(result, nowMicroseconds);
            if (fault == FrontEndFault.Busy)
            {
                nextMicroseconds = readyAt > nowMicroseconds ? readyAt : nowMicroseconds + 1;
                return fault;
            }
            if (fault == FrontEndFault.None)
                Release();
            else
                Abort();
            return fault;
        }

        internal void Abort()
        {
            if (channel >= 0)
                Release();
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
                if (++waits > MostWaits)
                    return FrontEndFault.NoData;
                readyAt = now + 200 + generator.SequenceMicroseconds / 10;
                return fault;
            }
            triggered = false;
            if (fault == FrontEndFault.NoData || fault == FrontEndFault.Checksum)
            {
                // One result that did not come whole is measured again.
                return ++tries > MostTries ? fault : FrontEndFault.Busy;
            }
            if (fault != FrontEndFault.None)
                return fault;
            switch (state)
            {
                case Trying:
                    return Judge(now);
                case Measuring:
                    return Measure(result, now);
                default:
                    return Reference(result, now);
            }
        }

        // After a try: right range, right amplitude, right gains?
        private FrontEndFault Judge(long now)
        {
            if (++tries > MostTries)
                return FrontEndFault.Overload;
            double excitation = ExcitationSetting.PeakOf(setting, word);
            if (pair.Overloaded)
            {
                FrontEndFault lowered = Excite(excitation * 0.3, true);
                Enter(Trying, now);
                return lowered == FrontEndFault.None ? FrontEndFault.Busy : lowered;
            }
            average.Clear();
            average.Add(pair);
            if (!average.Evaluate())
                return RaiseOrGiveUp(excitation, now);
            ToPeaks();
            Estimate(out triedReal, out triedImaginary);
            triedPeak = galvanostatic ? currentPeak : voltagePeak;
            double ohm = Magnitude(triedReal, triedImaginary);
            double scale = AmplitudeShare * amplitude / triedPeak;
            double ampere = meanCurrent + currentPeak * scale;
            int best = ImpedanceRange.Choose(plan.FrequencyHz, ohm, ampere);
            if (best != range && tries < 4)
            {
                range = best;
                FrontEndFault moved = Connect();
                if (moved == FrontEndFault.None)
                    moved = Excite(SafePeak(), true);
                Enter(Trying, now);
                return moved == FrontEndFault.None ? FrontEndFault.Busy : moved;
            }
            double wanted = excitation * scale;
            if (wanted > LargestExcitation)
                wanted = LargestExcitation;
            scale = wanted / excitation;
            voltageGain = Ad5941.GainFor(voltagePeak * scale);
            currentGain = Ad5941.GainFor(currentPeak * scale * SignalChain.ShuntOhm(range));
            FrontEndFault fault = Excite(wanted, false);
            if (fault != FrontEndFault.None)
                return fault;
            Enter(Measuring, now);
            return FrontEndFault.Busy;
        }

        private FrontEndFault RaiseOrGiveUp(double excitation, long now)
        {
            // Nothing to be seen: an open lead, or an amplitude far below the converter's step.
            if (excitation >= AmplitudeLimit())
                return FrontEndFault.Overload;
            FrontEndFault fault = Excite(excitation * 4, true);
            Enter(Trying, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Measure(PointResult result, long now)
        {
            if (unproven && !IsProven())
            {
                unproven = false;
                return Judge(now);
            }
            unproven = false;
            if (pair.Overloaded)
                overloaded = true;
            average.Add(pair);
            bool solved = average.Evaluate();
            if (!IsEnough(TargetSigma, now))
                return FrontEndFault.Busy;
            if (!solved)
                return FrontEndFault.Overload;
            ToPeaks();
            measuredReal = average.Real;
            measuredImaginary = average.Imaginary;
            measuredSigma = average.RelativeSigma;
            pairs = average.Count;
            if (references.Find(plan, Gains, ImpedanceRange.PositionFor(range), now))
                return Finish(result, now);
            FrontEndFault fault = ConnectReference();
            if (fault == FrontEndFault.None)
                fault = ExciteReference();
            Enter(Referencing, now);
            return fault == FrontEndFault.None ? FrontEndFault.Busy : fault;
        }

        private FrontEndFault Reference(PointResult result, long now)
        {
            if (pair.Overloaded)
                return FrontEndFault.SelfTest;
            average.Add(pair);
            bool solved = average.Evaluate();
            if (!IsEnough(ReferenceSigma, now))
                return FrontEndFault.Busy;
            if (!solved)
                return FrontEndFault.SelfTest;
            references.Add(plan, Gains, ImpedanceRange.PositionFor(range), average, now);
            return Finish(result, now);
        }

        private FrontEndFault Finish(PointResult result, long now)
        {
            double real;
            double imaginary;
            Divide(
                measuredReal,
                measuredImaginary,
                references.Real,
                references.Imaginary,
                out real,
                out imaginary
            );
            int reference = range == 0 ? 0 : 1;
            double hz = plan.FrequencyHz;
            double cellShunt = calibration.ImpedanceShuntOhm[channel][range];
            double cellTurn = TurnOf(hz, cellShunt, calibration.ShuntFarad[channel][range]);
            double shunt = calibration.ReferenceShuntOhm[reference];
            double shuntTurn = TurnOf(hz, shunt, calibration.ReferenceShuntFarad[reference]);

            // A shunt R with C across it is R / (1 + j 2 pi f R C).
            double factorReal;
            double factorImaginary;
            Divide(1, shuntTurn, 1, cellTurn, out factorReal, out factorImaginary);
            double ohm = calibration.ReferenceOhm[reference] * cellShunt / shunt;
            result.RealOhm = ohm * (real * factorReal - imaginary * factorImaginary);
            result.ImaginaryOhm = ohm * (real * factorImaginary + imaginary * factorReal);
            result.FrequencyHz = hz;
            result.RelativeSigma = Turning.SquareRoot(
                measuredSigma * measuredSigma
                    + references.RelativeSigma * references.RelativeSigma
                    + SystematicSigma * SystematicSigma
            );
            result.VoltageAmplitude = voltagePeak;
            result.CurrentAmplitude = currentPeak;
            result.HarmonicShare = double.NaN;
            result.Periods = plan.Periods * windows * pairs;
            result.Range = range;
            result.Quality = QualityOf(result);
            beforeOhm[channel] = IsKnown(now) ? Magnitude(lastReal[channel], lastImaginary[channel]) : 0;
            beforeHz[channel] = lastHz[channel];
            lastReal[channel] = result.RealOhm;
            lastImaginary[channel] = result.ImaginaryOhm;
            lastHz[channel] = hz;
            lastAt[channel] = now;
            return FrontEndFault.None;
        }

        private ushort QualityOf(PointResult result)
        {
            int quality = ImpedanceQuality.Good;
            if (overloaded)
                quality |= ImpedanceQuality.Overload;
            if (result.RelativeSigma > NoisySigma)
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
            double now = galvanostatic ? currentPeak : voltagePeak;
            if (triedPeak <= 0 || triedPeak > 0.6 * now)
                return false;
            double real;
            double imaginary;
            average.Real = measuredReal;
            average.Imaginary = measuredImaginary;
            Estimate(out real, out imaginary);
            double size = Magnitude(real, imaginary);
            double change = Magnitude(real - triedReal, imaginary - triedImaginary);
            double noise = 8.0 * measuredSigma * Turning.SquareRoot(pairs) * now / triedPeak;
            return change > (NonlinearShare + noise + 0.01) * size;
        }

        private bool IsEnough(double sigma, long now)
        {
            int count = average.Count;
            int least = state == Measuring && plan.FrequencyHz >= SlowHz ? LeastPairs : LeastReferencePairs;
            if (count < least)
                return false;
            if (
                state == Measuring
                && count * windows * plan.Periods < leastPeriods
                && count < PairAverage.Capacity
            )
                return false;
            bool late = now - phaseStartedAt > PointMicroseconds;
            return late || count == PairAverage.Capacity || average.RelativeSigma <= sigma;
        }

        // Peaks at the cell from codes: filters, window and gains taken out, without R_cal.
        private void ToPeaks()
        {
            double volt = Ad5941.CodeVolt / plan.AmplitudeGain;
            voltagePeak = average.Voltage * volt / Ad5941.Gain(voltageGain);
            currentPeak = average.Current * volt / Ad5941.Gain(currentGain) / SignalChain.ShuntOhm(range);
        }

        // Z without R_cal: good to some per cent, enough for ranges and amplitudes.
        private void Estimate(out double real, out double imaginary)
        {
            double share = SignalChain.ShuntOhm(range) * Ad5941.Gain(currentGain) / Ad5941.Gain(voltageGain);
            double turn = TurnOf(plan.FrequencyHz, SignalChain.ShuntOhm(range), SignalChain.ShuntStray);
            Divide(average.Real * share, average.Imaginary * share, 1, turn, out real, out imaginary);
        }

        private void Enter(int next, long now)
        {
            state = next;
            triggered = false;
            phaseStartedAt = now;
            if (next != Trying)
                average.Clear();
            double period = 1e6 / plan.FrequencyHz;
            long settle = (long)(1.5 * period) + (next == Trying ? 3000 : 1500);
            readyAt = now + settle;
            if (readyAt < initializedAt + Ad5941.WakeMicroseconds)
                readyAt = initializedAt + Ad5941.WakeMicroseconds;
        }

        private FrontEndFault Connect()
        {
            ChannelDrive drive = setPoints.Drives[channel];
            if (drive.Range != range)
            {
                FrontEndFault fault = setPoints.ChangeRange(channel, range);
                if (fault != FrontEndFault.None)
                    return fault;
            }
            latch[channel] = latch[channel] | LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = channel;
            return latch.Write();
        }

        private FrontEndFault ConnectReference()
        {
            generator.StopExcitation();
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = ImpedanceRange.PositionFor(range);
            return latch.Write();
        }

        private FrontEndFault Excite(double peak, bool fitGains)
        {
            if (peak > LargestExcitation)
                peak = LargestExcitation;
            setting = ExcitationSetting.SettingFor(peak);
            word = ExcitationSetting.WordFor(setting, peak);
            if (fitGains)
            {
                // Neither signal can be larger than the excitation.
                voltageGain = Ad5941.GainFor(peak);
                currentGain = voltageGain;
            }
            FrontEndFault fault = generator.StartExcitation(plan, setting, word);
            return fault == FrontEndFault.None
                ? generator.LoadSequence(plan, windows, voltageGain, currentGain)
                : fault;
        }

        // At R_cal each signal is half of the excitation or a little less; the smaller of the two scales is filled to two thirds.
        private FrontEndFault ExciteReference()
        {
            int largest = voltageGain > currentGain ? voltageGain : currentGain;
            double peak = 2.0 * 0.67 * Ad5941.CodeVolt * 32768.0 / Ad5941.Gain(largest);
            if (peak > LargestExcitation)
                peak = LargestExcitation;
            int referenceSetting = ExcitationSetting.SettingFor(peak);
            int referenceWord = ExcitationSetting.WordFor(referenceSetting, peak);
            return generator.StartExcitation(plan, referenceSetting, referenceWord);
        }

        private void Release()
        {
            generator.StopExcitation();
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = LatchChain.MultiplexerOff;
            latch.Write();
            ChannelDrive drive = setPoints.Drives[channel];
            if (drive.Connected && drive.Range != restoreRange)
                setPoints.ChangeRange(channel, restoreRange);
            setPoints.Touch(channel);
            channel = -1;
            state = Idle;
        }

        private bool IsKnown(long now)
        {
            double before = lastHz[channel];
            double hz = plan.FrequencyHz;
            bool near = before > 0 && before < hz * SimilarFrequency && hz < before * SimilarFrequency;
            return near && now - lastAt[channel] < MemoryMicroseconds;
        }

        private int FirstRange(int present, double ampere)
        {
            int first = present;
            while (first > 0 && !ImpedanceRange.Carries(first, plan.FrequencyHz, ampere))
                first--;
            return first;
        }

        // Carries |Z| on from the two points before, where the steps are alike; the share of the amplitude that is safe to ask for.
        private double Predict()
        {
            double real = lastReal[channel];
            double imaginary = lastImaginary[channel];
            double share = GuessedShare;
            double step = 1.0;
            double before = beforeHz[channel];
            double size = Magnitude(real, imaginary);
            if (before > 0 && beforeOhm[channel] > 0)
            {
                double first = lastHz[channel] / before;
                double second = plan.FrequencyHz / lastHz[channel];
                step = size / beforeOhm[channel];
                bool even = second < first * EqualSteps && first < second * EqualSteps;
                if (even && step < LargestStep && step * LargestStep > 1)
                    share = PredictedShare;
                else
                    step = 1.0;
            }
            predictedReal = real * step;
            predictedImaginary = imaginary * step;
            return share;
        }

        private FrontEndFault ExcitePredicted(double share)
        {
            double series = SignalChain.OutputOhm + SignalChain.ShuntOhm(range);
            double whole = Magnitude(predictedReal + series, predictedImaginary);
            double cell = Magnitude(predictedReal, predictedImaginary);
            double current =
                galvanostatic ? amplitude
                : cell > 0 ? amplitude / cell
                : 0;
            double peak = share * current * whole;
            double safe = SafePeak();
            if (peak < safe)
                peak = safe;
            if (peak > LargestExcitation)
                peak = LargestExcitation;

            // Room for a third more than predicted.
            current = 1.33 * peak / whole;
            voltageGain = Ad5941.GainFor(current * cell);
            currentGain = Ad5941.GainFor(current * SignalChain.ShuntOhm(range));
            return Excite(peak, false);
        }

        // The first pair of a predicted amplitude: right range, not above the asked peak and not far below?
        private bool IsProven()
        {
            average.Clear();
            average.Add(pair);
            bool solved = average.Evaluate();
            if (solved)
            {
                ToPeaks();
                double real;
                double imaginary;
                Estimate(out real, out imaginary);
                int best = ImpedanceRange.Choose(
                    plan.FrequencyHz,
                    Magnitude(real, imaginary),
                    meanCurrent + currentPeak
                );
                double peak = galvanostatic ? currentPeak : voltagePeak;
                solved = best == range && peak <= amplitude && peak >= CloseEnough * amplitude;
            }
            average.Clear();
            return solved && !pair.Overloaded;
        }

        // Any cell that is no source takes less than the excitation as voltage, and less than it over the series resistance as current.
        private double SafePeak()
        {
            double series = SignalChain.OutputOhm + SignalChain.ShuntOhm(range);
            double peak = AmplitudeShare * (galvanostatic ? amplitude * series : amplitude);
            return peak > LargestExcitation ? LargestExcitation : peak;
        }

        private double AmplitudeLimit()
        {
            return LargestExcitation * 0.9;
        }

        private int Gains
        {
            get { return voltageGain * 5 + currentGain; }
        }

        private static double TurnOf(double hz, double ohm, double farad)
        {
            return 6.283185307179586 * hz * ohm * farad;
        }

        private static double Magnitude(double real, double imaginary)
        {
            return Turning.SquareRoot(real * real + imaginary * imaginary);
        }

        private static void Divide(
            double aReal,
            double aImaginary,
            double bReal,
            double bImaginary,
            out double real,
            out double imaginary
        )
        {
            double square = bReal * bReal + bImaginary * bImaginary;
            if (square <= 0)
            {
                real = 0;
                imaginary = 0;
                return;
            }
            real = (aReal * bReal + aImaginary * bImaginary) / square;
            imaginary = (aImaginary * bReal - aReal * bImaginary) / square;
        }
    }
}
