using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private void RecordIfDue(long now)
        {
            bool isDue = mustRecord || now >= nextRecordAt;
            if (!isDue && step.RecordVoltageChange > 0)
                isDue = Numbers.Absolute(voltage - recordedVoltage) >= step.RecordVoltageChange;
            if (!isDue && step.RecordCurrentChange > 0)
                isDue = Numbers.Absolute(current - recordedCurrent) >= step.RecordCurrentChange;
            if (isDue)
                Record(now);
        }

        private void RecordLast(long now, bool isSettled)
        {
            if (isSettled && recordedAt != now)
                Record(now);
        }

        private void Record(long now)
        {
            mustRecord = false;
            recordedAt = now;
            recordedVoltage = voltage;
            recordedCurrent = current;
            if (step.RecordIntervalMicroseconds > 0 && now >= nextRecordAt)
            {
                long passed = (now - stepBase) / step.RecordIntervalMicroseconds;
                nextRecordAt = stepBase + (passed + 1) * step.RecordIntervalMicroseconds;
            }
            recorder.AddSample(run.ElapsedMicroseconds, voltage, current, Temperature, range);
        }

        // A smaller range when the current has been small for a while, a larger one at once.
        private void FitRange(long now)
        {
            if (step.Range != StepDefinition.AutoRange)
                return;
            double size = Numbers.Absolute(current);
            bool isFull = size > 0.95 * frontEnd.RangeFullScale(range) || frontEnd.Overloaded(index);
            if (isFull && range > 0)
            {
                ChangeRange(range - 1, now);
                return;
            }
            bool isSmall = range + 1 < frontEnd.RangeCount && size < 0.6 * frontEnd.RangeFullScale(range + 1);
            if (!isSmall)
                quietSince = Never;
            else if (quietSince == Never)
                quietSince = now;
            else if (now - quietSince >= QuietMicroseconds)
                ChangeRange(range + 1, now);
        }
    }
}
