using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Impedance
{
    /// <summary>
    /// The impedance step of one channel: bias, then point after point, fast ones with the waveform generator, slow ones
    /// by even sampling, on the current range that fits.
    /// </summary>
    public sealed class ImpedanceStep
    {
        private const int MostTries = 3;
        private const int MostSkipped = 3;
        private const long LongestPointMicroseconds = 300000000;
        private readonly ImpedanceDesk desk;
        private readonly IFrontEnd frontEnd;
        private readonly ImpedanceSettings settings;
        private readonly int channel;
        private readonly FrequencyList list = new FrequencyList();
        private readonly SlowPoint slow;
        private readonly PointResult result = new PointResult();
        private StepDefinition step;
        private Stage stage;
        private double bias;
        private double lastAmplitude;
        private double biasCurrent;
        private double voltageBefore;
        private double currentBefore;
        private int range;
        private int tries;
        private int skipped;
        private long readyAt;
        private long pollAt;
        private long startedAt;
        private bool slowDone;
        private bool isExcited;

        private enum Stage : byte
        {
            Off,
            Bias,
            Ready,
            Queued,
            Fast,
            After,
            Slow,
        }

        /// <summary>Makes the step of a channel.</summary>
        public ImpedanceStep(ImpedanceDesk desk, ImpedanceSettings settings, int channel, StepDefinition step)
        {
            this.desk = desk;
            this.settings = settings;
            this.channel = channel;
            this.step = step;
            frontEnd = desk.FrontEnd;
            slow = new SlowPoint(desk.Scratch);
        }

        /// <summary>Points of the sweep.</summary>
        public int Count
        {
            get { return list.Count; }
        }

        /// <summary>Index of the present point.</summary>
        public int Index { get; private set; }

        /// <summary>The point that is ready.</summary>
        public PointResult Result
        {
            get { return result; }
        }

        /// <summary>Mean cell voltage of the point in volt.</summary>
        public double DirectVoltage { get; private set; }

        /// <summary>Mean current of the point in ampere.</summary>
        public double DirectCurrent { get; private set; }

        /// <summary>Change of the mean voltage over the point in volt.</summary>
        public double DriftVolt { get; private set; }

        /// <summary>What failed.</summary>
        public FrontEndFault Fault { get; private set; }

        /// <summary>When <see cref="Tick"/> has something to do again, monotonic microseconds.</summary>
        public long Due { get; private set; }

        /// <summary>Current range in use.</summary>
        public int Range
        {
            get { return range; }
        }

        // A short check measures about the current that it holds.
        private bool IsGalvanostatic
        {
            get { return step.Kind != StepKind.PotentiostaticImpedance; }
        }

        /// <summary>Begins or, after a break, goes on at a point.</summary>
        /// <param name="index">First point to measure.</param>
        /// <param name="heldBias">Bias in volt (potentiostatic) or ampere.</param>
        /// <param name="current">The current that flowed last, in ampere: a first guess for the range.</param>
        /// <param name="now">Monotonic microseconds.</param>
        public FrontEndFault Begin(int index, double heldBias, double current, long now)
        {
            list.Set(step.StartFrequencyHz, step.EndFrequencyHz, step.PointsPerDecade);
            Index = index;
            bias = heldBias;
            lastAmplitude = IsGalvanostatic ? step.Amplitude : 0;
            biasCurrent = Numbers.Absolute(IsGalvanostatic ? heldBias : current);
            tries = 0;
            skipped = 0;
            slowDone = false;
            range = -1;
            FrontEndFault fault = Drive(Index < Count ? ChooseRange(list.FrequencyAt(Index)) : 0);
            stage = Stage.Bias;
            readyAt = now + settings.BiasSettleMicroseconds;
            Due = readyAt;
            return fault;
        }

        /// <summary>Takes the excitation off and gives back what is shared.</summary>
        public void Stop()
        {
            if (stage == Stage.Off)
                return;
            if (stage == Stage.Slow)
                frontEnd.Modulate(channel, 0);
            desk.ReleaseGenerator(channel, stage == Stage.Fast);
            desk.LeaveSampling(channel);
            stage = Stage.Off;
            isExcited = false;
            Due = long.MaxValue;
        }

        /// <summary>Goes on to the next point after one was recorded.</summary>
        public void Next(long now)
        {
            Index++;
            tries = 0;
            slowDone = false;
            stage = Stage.Ready;
            Due = now;
        }

        /// <summary>Carries on with what does not hang on the sampling.</summary>
        /// <param name="now">Monotonic microseconds.</param>
        /// <param name="isFresh">The readings are new.</param>
        /// <param name="voltage">In volt.</param>
        /// <param name="current">In ampere.</param>
        public ImpedanceProgress Tick(long now, bool isFresh, double voltage, double current)
        {
            switch (stage)
            {
                case Stage.Bias:
                    if (now < readyAt || !isFresh)
                    {
                        Due = readyAt > now ? readyAt : now + settings.ReadingMicroseconds;
                        return ImpedanceProgress.Continues;
                    }
                    if (!IsGalvanostatic)
                        biasCurrent = Numbers.Absolute(current);
                    stage = Stage.Ready;
                    return Prepare(now, voltage, current);
                case Stage.Ready:
                    return Prepare(now, voltage, current);
                case Stage.Queued:
                    return isFresh ? TryStart(now, voltage, current) : Wait(now);
                case Stage.Fast:
                    return Poll(now);
                case Stage.After:
                    if (now < readyAt || !isFresh)
                    {
                        Due = readyAt > now ? readyAt : now + settings.ReadingMicroseconds;
                        return ImpedanceProgress.Continues;
                    }
                    DirectVoltage = 0.5 * (voltageBefore + voltage);
                    DirectCurrent = 0.5 * (currentBefore + current);
                    DriftVolt = voltage - voltageBefore;
                    if (Numbers.Absolute(DriftVolt) > result.VoltageAmplitude)
                        result.Quality |= ImpedanceQuality.Drifting;
                    return Accept(now);
                case Stage.Slow:
                    Due = long.MaxValue;
                    if (!slowDone)
                        return ImpedanceProgress.Continues;
                    slowDone = false;
                    result.Range = range;
                    DirectVoltage = slow.MeanVoltage;
                    DirectCurrent = slow.MeanCurrent;
                    DriftVolt = slow.DriftVolt;
                    return Accept(now);
                default:
                    Due = long.MaxValue;
                    return ImpedanceProgress.Continues;
            }
        }

        /// <summary>Takes one even sample; true when <see cref="Tick"/> is to be called at once.</summary>
        public bool Sample(int elapsedSamples, double voltage, double current, bool isOverloaded)
        {
            if (stage != Stage.Slow || slowDone)
                return false;
            bool wasMeasuring = slow.IsMeasuring;
            slowDone = slow.Take(voltage, current, isOverloaded, elapsedSamples, result);
            if (!slowDone && !wasMeasuring && CanChange())
            {
                int wanted = range;
                if (isOverloaded && range > 0)
                    wanted = range - 1;
                else if (slow.IsMeasuring)
                    wanted = RangeFor(slow.PeakCurrent);
                if (wanted != range)
                {
                    tries++;
                    Fault = Drive(wanted);
                    slow.Restart();
                }
            }
            FrontEndFault fault = frontEnd.Modulate(channel, slow.Excitation);
            if (fault != FrontEndFault.None)
                Fault = fault;
            return slowDone || Fault != FrontEndFault.None;
        }

        private ImpedanceProgress Prepare(long now, double voltage, double current)
        {
            if (Fault != FrontEndFault.None)
                return Fail(Fault);
            if (Index >= Count)
                return ImpedanceProgress.Finished;
            double frequency = list.FrequencyAt(Index);
            int wanted = ChooseRange(frequency);
            if (wanted != range)
            {
                FrontEndFault fault = Drive(wanted);
                if (fault != FrontEndFault.None)
                    return Fail(fault);
                stage = Stage.Bias;
                readyAt = now + settings.SettleMicroseconds;
                Due = readyAt;
                return ImpedanceProgress.Continues;
            }
            if (frequency >= frontEnd.LowestPointFrequencyHz)
            {
                desk.LeaveSampling(channel);
                isExcited = false;
                stage = Stage.Queued;
                return TryStart(now, voltage, current);
            }
            FrontEndFault joined = desk.JoinSampling(channel, now);
            if (joined != FrontEndFault.None)
                return Fail(joined);
            slow.Begin(
                frequency,
                step.Amplitude,
                desk.PeriodMicroseconds,
                step.MinimumPeriods,
                step.AskedSigma > 0 ? step.AskedSigma : settings.TargetSigma,
                step.AskedSigma > 0 ? settings.AskedSeconds : settings.ExtraSeconds,
                !isExcited
            );
            isExcited = true;
            stage = Stage.Slow;
            Due = long.MaxValue;
            return ImpedanceProgress.Continues;
        }

        private ImpedanceProgress TryStart(long now, double voltage, double current)
        {
            if (!desk.TryTakeGenerator(channel))
                return Wait(now);
            voltageBefore = voltage;
            currentBefore = current;
            FrontEndFault fault = frontEnd.StartPoint(
                channel,
                list.FrequencyAt(Index),
                step.Amplitude,
                IsGalvanostatic,
                step.MinimumPeriods,
                step.AskedSigma
            );
            if (fault == FrontEndFault.Busy)
            {
                desk.ReleaseGenerator(channel, false);
                return Wait(now);
            }
            if (fault != FrontEndFault.None)
            {
                desk.ReleaseGenerator(channel, true);
                return Retry(fault, now);
            }
            stage = Stage.Fast;
            startedAt = now;
            pollAt = now;
            return Poll(now);
        }

        private ImpedanceProgress Poll(long now)
        {
            if (now < pollAt)
            {
                Due = pollAt;
                return ImpedanceProgress.Continues;
            }
            FrontEndFault fault = frontEnd.PollPoint(result, out pollAt);
            if (fault == FrontEndFault.Busy && now - startedAt < LongestPointMicroseconds)
            {
                if (pollAt <= now)
                    pollAt = now + 1;
                Due = pollAt;
                return ImpedanceProgress.Continues;
            }
            desk.ReleaseGenerator(channel, fault == FrontEndFault.Busy);
            if (fault != FrontEndFault.None)
                return Retry(fault, now);
            stage = Stage.After;
            readyAt = now + settings.SettleMicroseconds;
            Due = readyAt;
            return ImpedanceProgress.Continues;
        }

        private ImpedanceProgress Wait(long now)
        {
            stage = Stage.Queued;
            Due = now + settings.ReadingMicroseconds;
            return ImpedanceProgress.Continues;
        }

        private ImpedanceProgress Retry(FrontEndFault fault, long now)
        {
            bool isOverload = fault == FrontEndFault.Overload;
            tries++;
            if (tries < MostTries)
            {
                if (isOverload && range > 0 && step.Range == StepDefinition.AutoRange)
                    lastAmplitude = frontEnd.RangeFullScale(range - 1) * 0.5;
                stage = Stage.Bias;
                readyAt = now + settings.SettleMicroseconds;
                Due = readyAt;
                return ImpedanceProgress.Continues;
            }
            bool isPointOnly = isOverload || fault == FrontEndFault.OutOfRange || fault == FrontEndFault.Busy;
            Fault = fault;
            skipped++;
            if (!isPointOnly || skipped >= MostSkipped)
                return Fail(fault);
            Fault = FrontEndFault.None;
            return ImpedanceProgress.PointSkipped;
        }

        private ImpedanceProgress Accept(long now)
        {
            bool hasValue =
                Numbers.IsFinite(result.RealOhm)
                && Numbers.IsFinite(result.ImaginaryOhm)
                && Numbers.IsFinite(result.FrequencyHz)
                && result.FrequencyHz > 0;
            if (!hasValue)
                return Retry(FrontEndFault.Overload, now);
            bool isOverloaded = (result.Quality & ImpedanceQuality.Overload) != 0;
            bool isFirstGuess = lastAmplitude <= 0;
            if (Numbers.IsFinite(result.CurrentAmplitude) && result.CurrentAmplitude > 0)
                lastAmplitude = result.CurrentAmplitude;
            if (isOverloaded && range > 0)
                lastAmplitude = frontEnd.RangeFullScale(range - 1) * 0.5;
            int wanted = ChooseRange(list.FrequencyAt(Index));
            bool isUnfit = wanted != range && (isOverloaded || isFirstGuess);
            if (isUnfit && tries < MostTries)
            {
                tries++;
                stage = Stage.Ready;
                Due = now;
                return ImpedanceProgress.Continues;
            }
            skipped = 0;
            Due = now;
            return ImpedanceProgress.PointReady;
        }

        private ImpedanceProgress Fail(FrontEndFault fault)
        {
            Fault = fault;
            return ImpedanceProgress.Failed;
        }

        private bool CanChange()
        {
            return step.Range == StepDefinition.AutoRange && tries < MostTries;
        }

        private int ChooseRange(double frequency)
        {
            if (step.Range != StepDefinition.AutoRange)
                return step.Range;
            if (frequency >= settings.LargestRangeAboveHz || lastAmplitude <= 0)
                return 0;
            return RangeFor(lastAmplitude * 1.2 + biasCurrent);
        }

        // The smallest range that holds a peak; a larger one is kept while the peak still fills some of it.
        private int RangeFor(double peak)
        {
            int best = 0;
            for (int k = 1; k < frontEnd.RangeCount && peak <= 0.8 * frontEnd.RangeFullScale(k); k++)
                best = k;
            bool isKept =
                range >= 0
                && best == range + 1
                && peak <= 0.9 * frontEnd.RangeFullScale(range)
                && peak > 0.5 * frontEnd.RangeFullScale(best);
            return isKept ? range : best;
        }

        private FrontEndFault Drive(int newRange)
        {
            range = newRange;
            isExcited = false;
            Fault = FrontEndFault.None;
            return IsGalvanostatic
                ? frontEnd.DriveCurrent(channel, bias, newRange)
                : frontEnd.DriveVoltage(channel, bias, newRange);
        }
    }
}
