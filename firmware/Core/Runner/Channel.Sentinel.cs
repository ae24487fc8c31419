using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Techniques;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        // The check in short: 0.7 s at the current, 0.2 s each at a tenth less and back, three impedances. It never drives more than the plan's
        // current, which may be all that the cell can bear.
        private const long HoldMicroseconds = 700000;
        private const long HoldQuietMicroseconds = 300000;
        private const long LevelMicroseconds = 200000;
        private const long LevelQuietMicroseconds = 80000;
        private const long TurnedMicroseconds = 5000000;
        private const double LeastAmplitudeVolt = 3e-3;
        private const double SentinelHighestHz = 10000;
        private const double SentinelLowestHz = 100;
        private const double SteadyAfterMicroseconds = 5000000;
        private ShortWatch? watch;

        private void PrepareSentinel()
        {
            // Only plans that look for shorts take the memory.
            if (watch == null)
                watch = new ShortWatch();
        }

        private void BeginWatch()
        {
            if (watch == null)
                return;
            watch.RunawayReadings = 0;
            watch.IsUnsteadySaid = false;
            watch.Steadiness.Reset();
            if (step.Kind == StepKind.ConstantCurrent)
                watch.Evidence.CurrentNoiseShare = 0;
        }

        // While a constant current flows: a runaway ends the run, an unsteady voltage is said once and judged by the next check.
        private bool JudgeSentinel(long stepTime, long now)
        {
            if (watch == null || !plan.Sentinel.IsOn || step.Kind != StepKind.ConstantCurrent)
                return false;
            double size = Numbers.Absolute(voltage);
            bool isAway = !double.IsNaN(plan.Sentinel.RunawayVolt) && size >= plan.Sentinel.RunawayVolt;
            watch.RunawayReadings = isAway ? watch.RunawayReadings + 1 : 0;
            if (watch.RunawayReadings >= 2)
            {
                OpenCell(now);
                RecordLast(now, true);
                SayFinding(
                    SentinelFinding.Runaway,
                    voltage,
                    plan.Sentinel.RunawayVolt,
                    "the voltage ran away at constant current"
                );
                return true;
            }
            if (stepTime < SteadyAfterMicroseconds)
                return false;
            SteadinessMonitor steadiness = watch.Steadiness;
            ShortEvidence evidence = watch.Evidence;
            if (!steadiness.Add(stepTime * 1e-6, voltage) || !steadiness.IsReady || size <= 0)
                return false;
            double noise = steadiness.Noise;
            double share = noise / size;
            if (noise > ShortEvidence.LeastNoiseVolt && share > evidence.CurrentNoiseShare)
                evidence.CurrentNoiseShare = share;
            if (watch.IsUnsteadySaid || evidence.CurrentNoiseShare <= plan.Sentinel.NoiseShare)
                return false;
            watch.IsUnsteadySaid = true;
            const string Text = "the voltage is not steady at constant current";
            recorder.AddEvent(
                RunEventCode.SentinelFound,
                EndReason.None,
                (double)SentinelFinding.SoftShort,
                noise,
                plan.Sentinel.NoiseShare * size,
                Text
            );
            return false;
        }

        private FrontEndFault BeginCheck(long now)
        {
            if (watch == null)
                return FrontEndFault.OutOfRange;
            watch.Begin(now);
            openSince = -1;
            setpoint = step.Setpoint;
            step.StartFrequencyHz = SentinelHighestHz;
            step.EndFrequencyHz = SentinelLowestHz;
            step.PointsPerDecade = 1;
            step.MinimumPeriods = 1;
            range = step.Range == StepDefinition.AutoRange ? RangeOf(setpoint, 1) : step.Range;
            return frontEnd.DriveCurrent(index, setpoint, range);
        }

        private void TickCheck(long now, bool isSettled)
        {
            if (watch == null)
                return;
            ReadingWindow window = watch.Window;
            ShortEvidence evidence = watch.Evidence;
            if (watch.IsInSpectrum)
            {
                TickCheckSpectrum(now);
                return;
            }
            bool isHold = watch.Stage == ShortWatch.Hold;
            long since = now - watch.StageBase;
            long quiet = isHold ? HoldQuietMicroseconds : LevelQuietMicroseconds;
            if (isSettled && since >= quiet)
                window.Add(voltage, current);
            long length =
                !isHold ? LevelMicroseconds
                : watch.IsTurned ? TurnedMicroseconds
                : HoldMicroseconds;
            if (since < length || window.Count < 3)
                return;
            switch (watch.Stage)
            {
                case ShortWatch.Hold:
                    evidence.Hold(window.Voltage, window.Current, window.Noise);
                    if (watch.IsTurned)
                        BeginCheckSpectrum(now);
                    else
                        Level(ShortWatch.Low, step.Setpoint * (1 - ShortEvidence.StepShare), now);
                    break;
                case ShortWatch.Low:
                    evidence.Low(window.Voltage, window.Current);
                    Level(ShortWatch.Back, step.Setpoint, now);
                    break;
                default:
                    evidence.Back(window.Voltage);
                    BeginCheckSpectrum(now);
                    break;
            }
        }

        private void Level(int stage, double ampere, long now)
        {
            if (watch != null)
                watch.Enter(stage, now);
            ChangeCurrent(ampere, now);
        }

        private void BeginCheckSpectrum(long now)
        {
            double size = Numbers.Absolute(step.Setpoint);
            double ohm = double.NaN;
            if (watch != null)
            {
                watch.Enter(ShortWatch.Spectrum, now);
                ohm = watch.Evidence.DifferentialOhm;
            }
            double amplitude = ShortEvidence.StepShare * size;
            if (!double.IsNaN(ohm) && ohm > 0 && amplitude * ohm < LeastAmplitudeVolt)
                amplitude = LeastAmplitudeVolt / ohm;
            step.Amplitude = amplitude > size ? size : amplitude;
            double bias = size > 0 ? setpoint * (1 - step.Amplitude / size) : 0;
            FrontEndFault fault = impedance.Begin(0, bias, current, now);
            if (fault != FrontEndFault.None)
                DriveFailed(fault, now);
        }

        private void TickCheckSpectrum(long now)
        {
            switch (impedance.Tick(now, readingsAreNew, voltage, current))
            {
                case ImpedanceProgress.PointReady:
                    PointResult point = impedance.Result;
                    if (impedance.Index == 0 && watch != null)
                        watch.Evidence.Impedance(point.RealOhm, point.ImaginaryOhm, Temperature);
                    recorder.AddEvent(
                        RunEventCode.SentinelPoint,
                        EndReason.None,
                        point.FrequencyHz,
                        point.RealOhm,
                        point.ImaginaryOhm,
                        ""
                    );
                    impedance.Next(now);
                    break;
                case ImpedanceProgress.PointSkipped:
                    impedance.Next(now);
                    break;
                case ImpedanceProgress.Finished:
                    impedance.Stop();
                    JudgeCheck(now);
                    break;
                case ImpedanceProgress.Failed:
                    // What the generator cannot measure says nothing of a short; the other signs still count.
                    impedance.Stop();
                    if (impedance.Fault == FrontEndFault.Overload || impedance.Fault == FrontEndFault.Busy)
                        JudgeCheck(now);
                    else
                        DriveFailed(impedance.Fault, now);
                    break;
            }
        }

        private void JudgeCheck(long now)
        {
            if (watch == null)
                return;
            ShortEvidence evidence = watch.Evidence;
            if (watch.IsTurned)
            {
                SentinelFinding turned = evidence.JudgeTurned(
                    plan.Sentinel,
                    run.LowestConductance,
                    run.LowestConductanceCelsius
                );
                if (!SayFinding(turned, evidence.SignValue, evidence.SignBound, evidence.Sign))
                    EndStep(EndReason.Completed, Condition.NextStep, now);
                return;
            }
            SentinelFinding found = evidence.Judge(
                plan.Sentinel,
                run.LowestConductance,
                run.LowestConductanceCelsius
            );
            recorder.AddEvent(
                RunEventCode.SentinelChecked,
                EndReason.None,
                1 / NotZero(evidence.Conductance),
                evidence.Noise,
                evidence.Linearity,
                ""
            );
            evidence.CurrentNoiseShare = 0;
            switch (found)
            {
                case SentinelFinding.None:
                    KeepLowest(evidence.Conductance, evidence.Celsius);
                    EndStep(EndReason.Completed, Condition.NextStep, now);
                    break;
                case SentinelFinding.SoftShort:
                    watch.IsTurned = true;
                    Level(ShortWatch.Hold, -step.Setpoint, now);
                    break;
                default:
                    SayFinding(found, evidence.SignValue, evidence.SignBound, evidence.Sign);
                    break;
            }
        }

        private void KeepLowest(double siemens, double celsius)
        {
            bool isFirst = double.IsNaN(run.LowestConductance);
            if (double.IsNaN(siemens) || (!isFirst && siemens >= run.LowestConductance))
                return;
            run.LowestConductance = siemens;
            run.LowestConductanceCelsius = celsius;
        }

        // True where the finding ended the run.
        private bool SayFinding(SentinelFinding finding, double value, double bound, string text)
        {
            EndReason end = EndOf(finding);
            if (end != EndReason.None)
                OpenCell(context.Now);
            recorder.AddEvent(RunEventCode.SentinelFound, end, (double)finding, value, bound, text);
            if (end != EndReason.None)
                End(end, ChannelState.Draining, text);
            return end != EndReason.None;
        }

        private EndReason EndOf(SentinelFinding finding)
        {
            switch (finding)
            {
                case SentinelFinding.HardShort:
                    return EndReason.Short;
                case SentinelFinding.Runaway:
                    return EndReason.Runaway;
                case SentinelFinding.ReversibleSoftShort:
                    return plan.Sentinel.Action == SoftShortAction.Stop
                        ? EndReason.SoftShort
                        : EndReason.None;
                case SentinelFinding.IrreversibleSoftShort:
                    return plan.Sentinel.Action == SoftShortAction.Record
                        ? EndReason.None
                        : EndReason.SoftShort;
                default:
                    return EndReason.None;
            }
        }

        // The device's division by zero throws.
        private static double NotZero(double value)
        {
            return value == 0 ? double.NaN : value;
        }
    }
}
