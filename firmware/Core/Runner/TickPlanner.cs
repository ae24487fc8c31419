using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// Chooses the time to the next reading: short after a change and growing with the time since, shorter where a straight line
    /// through the last two readings meets a threshold. A threshold that is approached evenly is passed by at most one shortest
    /// tick; what comes out of the blue is seen after at most one longest tick.
    /// </summary>
    public sealed class TickPlanner
    {
        private const int Places = 2 * StepDefinition.MaximumConditions + 4;
        private readonly TesterOptions options;
        private readonly double[] voltages = new double[Places + 2];
        private readonly double[] currents = new double[Places];
        private readonly double[] charges = new double[Places];
        private int voltageCount;
        private int currentCount;
        private int chargeCount;

        /// <summary>Makes a planner.</summary>
        public TickPlanner(TesterOptions options)
        {
            this.options = options;
        }

        /// <summary>Collects the thresholds of a step.</summary>
        /// <param name="step">The step.</param>
        /// <param name="runLimits">Limits of the run.</param>
        /// <param name="fullScale">Full scale of the current range in ampere.</param>
        /// <param name="runChargeAtStep">Net charge of the run when the step began, in coulomb.</param>
        public void Begin(StepDefinition step, Limits runLimits, double fullScale, double runChargeAtStep)
        {
            voltageCount = 0;
            currentCount = 0;
            chargeCount = 0;
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                switch (condition.Quantity)
                {
                    case ConditionQuantity.Voltage:
                        AddVoltage(condition.Threshold);
                        break;
                    case ConditionQuantity.AbsoluteVoltage:
                        AddVoltage(condition.Threshold);
                        AddVoltage(-condition.Threshold);
                        break;
                    case ConditionQuantity.AbsoluteCurrent:
                        AddCurrent(condition.Threshold);
                        AddCurrent(-condition.Threshold);
                        break;
                    case ConditionQuantity.StepCharge:
                        AddCharge(condition.Threshold);
                        AddCharge(-condition.Threshold);
                        break;
                }
            }
            AddLimits(step.Limits, 0);
            AddLimits(runLimits, runChargeAtStep);
            AddCurrent(fullScale);
            AddCurrent(-fullScale);
        }

        /// <summary>Adds a |voltage| in volt that must not be passed unseen; NaN = none.</summary>
        public void Watch(double volt)
        {
            AddVoltage(volt);
            AddVoltage(-volt);
        }

        /// <summary>Microseconds to the next reading.</summary>
        /// <param name="sinceChange">Microseconds since the set-point changed.</param>
        /// <param name="voltage">Volt.</param>
        /// <param name="voltageRate">Volt a microsecond.</param>
        /// <param name="current">Ampere.</param>
        /// <param name="currentRate">Ampere a microsecond.</param>
        /// <param name="stepCharge">Charge of the step in coulomb.</param>
        public long Next(
            long sinceChange,
            double voltage,
            double voltageRate,
            double current,
            double currentRate,
            double stepCharge
        )
        {
            long tick = sinceChange >> 2;
            if (tick > options.MaximumTickMicroseconds)
                tick = options.MaximumTickMicroseconds;
            if (tick <= options.MinimumTickMicroseconds)
                return options.MinimumTickMicroseconds;
            double least = tick;
            least = Nearest(voltages, voltageCount, voltage, voltageRate, least, 0.7);
            least = Nearest(currents, currentCount, current, currentRate, least, 0.7);
            bool isByCharge = false;
            double byCharge = Nearest(charges, chargeCount, stepCharge, current * 1e-6, least, 1);
            if (byCharge < least)
            {
                least = byCharge;
                isByCharge = true;
            }
            // The charge at a steady current is exact, so that its moment may be hit with a shorter tick.
            if (isByCharge && least < options.MinimumTickMicroseconds)
                return least < 1000 ? 1000 : (long)least + 1;
            if (least <= options.MinimumTickMicroseconds)
                return options.MinimumTickMicroseconds;
            return (long)least + 1;
        }

        private static double Nearest(
            double[] thresholds,
            int count,
            double value,
            double rate,
            double least,
            double share
        )
        {
            if (rate == 0)
                return least;
            for (int k = 0; k < count; k++)
            {
                double margin = thresholds[k] - value;
                if (margin * rate < 0)
                    continue;
                double time = share * margin / rate;
                if (time < least)
                    least = time;
            }
            return least;
        }

        private void AddLimits(Limits limits, double chargeAtStep)
        {
            AddVoltage(limits.MinimumVoltage);
            AddVoltage(limits.MaximumVoltage);
            AddCurrent(limits.MaximumCurrent);
            AddCurrent(-limits.MaximumCurrent);
            AddCharge(limits.MaximumCharge - chargeAtStep);
            AddCharge(-limits.MaximumCharge - chargeAtStep);
        }

        private void AddVoltage(double threshold)
        {
            if (!double.IsNaN(threshold) && voltageCount < Places + 2)
                voltages[voltageCount++] = threshold;
        }

        private void AddCurrent(double threshold)
        {
            if (!double.IsNaN(threshold) && currentCount < Places)
                currents[currentCount++] = threshold;
        }

        private void AddCharge(double threshold)
        {
            if (!double.IsNaN(threshold) && chargeCount < Places)
                charges[chargeCount++] = threshold;
        }
    }
}
