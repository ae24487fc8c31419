using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// Chooses the time to the next reading: short after a change and growing with the time since, shorter where a straight line
    /// through the last two readings meets a threshold, or where a voltage that bends towards one would run away to it. A threshold
    /// that is approached so is passed by at most one shortest tick; what comes out of the blue is seen after at most one longest tick.
    /// </summary>
    public sealed class TickPlanner
    {
        // Two for each condition; of the limits of step and run four voltages, four currents, four charges; two range ends, a runaway.
        private const int Places = 2 * StepDefinition.MaximumConditions + 16;
        private const byte OfVoltage = 0;
        private const byte OfCurrent = 1;
        private const byte OfCharge = 2;

        // Only a current that is held can drive a voltage away; a voltage that is set bends by plan.
        private const int NeverBends = 0;
        private const int Straight = 1;
        private const int Bent = 2;

        // Noise bends as well: what would take the voltage by less than this share of a volt for each factor e is none of an electrode.
        private const double LeastBendVolt = 1e-4;

        // While it bends towards a threshold the voltage moves by no more than this between two readings: a plateau may end in a second.
        private const double BendingVolt = 4e-3;
        private readonly TesterOptions options;
        private readonly double[] thresholds = new double[Places];
        private readonly byte[] quantities = new byte[Places];
        private int count;
        private int bending;
        private long lastAt;
        private long lastPassed;
        private double lastRate;

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
            count = 0;
            bending = step.Kind == StepKind.ConstantCurrent ? Straight : NeverBends;
            lastAt = 0;
            lastPassed = 0;
            lastRate = 0;
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                switch (condition.Quantity)
                {
                    case ConditionQuantity.Voltage:
                        Add(OfVoltage, condition.Threshold);
                        break;
                    case ConditionQuantity.AbsoluteVoltage:
                        Add(OfVoltage, condition.Threshold);
                        Add(OfVoltage, -condition.Threshold);
                        break;
                    case ConditionQuantity.AbsoluteCurrent:
                        Add(OfCurrent, condition.Threshold);
                        Add(OfCurrent, -condition.Threshold);
                        break;
                    case ConditionQuantity.StepCharge:
                        Add(OfCharge, condition.Threshold);
                        Add(OfCharge, -condition.Threshold);
                        break;
                }
            }
            AddLimits(step.Limits, 0);
            AddLimits(runLimits, runChargeAtStep);
            Add(OfCurrent, fullScale);
            Add(OfCurrent, -fullScale);
        }

        /// <summary>Adds a |voltage| in volt that must not be passed unseen; NaN = none.</summary>
        public void Watch(double volt)
        {
            Add(OfVoltage, volt);
            Add(OfVoltage, -volt);
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
            long passed = sinceChange - lastAt;
            long passedBefore = lastPassed;
            double rateBefore = lastRate;
            lastAt = sinceChange;
            lastPassed = passed;
            lastRate = voltageRate;
            long tick = sinceChange >> 2;
            if (tick > options.MaximumTickMicroseconds)
                tick = options.MaximumTickMicroseconds;
            if (tick <= options.MinimumTickMicroseconds)
                return options.MinimumTickMicroseconds;
            double least = tick;
            least = Nearest(OfVoltage, voltage, voltageRate, least, 0.7);
            double straight = least;
            if (bending != NeverBends && passed > 0 && passedBefore > 0)
                least = Bending(voltage, rateBefore, voltageRate, passedBefore, passed, least);
            // Noise may hide a bend for one reading, so that the time grows slowly again.
            bool isBent = least < straight;
            if (bending == Bent && !isBent && 2.0 * passed < least)
            {
                least = 2.0 * passed;
                isBent = true;
            }
            if (bending != NeverBends)
                bending = isBent ? Bent : Straight;
            least = Nearest(OfCurrent, current, currentRate, least, 0.7);
            bool isByCharge = false;
            double byCharge = Nearest(OfCharge, stepCharge, current * 1e-6, least, 1);
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
            // A microsecond beyond the longest tick, the tester would read before the channel is due and find nothing new after it.
            return least >= tick ? tick : (long)least + 1;
        }

        private double Nearest(byte quantity, double value, double rate, double least, double share)
        {
            if (rate == 0)
                return least;
            for (int k = 0; k < count; k++)
            {
                if (quantities[k] != quantity)
                    continue;
                double margin = thresholds[k] - value;
                if (margin * rate < 0)
                    continue;
                double time = share * margin / rate;
                if (time < least)
                    least = time;
            }
            return least;
        }

        // At the end of its charge an electrode runs away as -w ln(1 - t/T): the inverse of its rate is (T - t)/w, a straight line, known
        // from the rates of two intervals. The time to a threshold at margin m is T (1 - exp(-m/w)), at least T m/(m + w).
        private double Bending(
            double value,
            double before,
            double rate,
            double passedBefore,
            double passed,
            double least
        )
        {
            if (before == 0 || rate / before <= 1)
                return least;
            double width = 0.5 * (passedBefore + passed) / (1 / before - 1 / rate);
            double left = width / rate - 0.5 * passed;
            double size = width < 0 ? -width : width;
            if (size < LeastBendVolt)
                return least;
            double quick = BendingVolt / (rate < 0 ? -rate : rate);
            bool isAhead = false;
            for (int k = 0; k < count; k++)
                isAhead |= quantities[k] == OfVoltage && (thresholds[k] - value) * rate > 0;
            if (isAhead && quick < least)
                least = quick;
            if (left >= 2 * least)
                return least;
            if (left <= 0)
                return options.MinimumTickMicroseconds;
            for (int k = 0; k < count; k++)
            {
                if (quantities[k] != OfVoltage)
                    continue;
                double margin = thresholds[k] - value;
                if (margin * rate <= 0)
                    continue;
                double time = 0.7 * left * margin / (margin + width);
                if (time < least)
                    least = time;
            }
            return least;
        }

        private void AddLimits(Limits limits, double chargeAtStep)
        {
            Add(OfVoltage, limits.MinimumVoltage);
            Add(OfVoltage, limits.MaximumVoltage);
            Add(OfCurrent, limits.MaximumCurrent);
            Add(OfCurrent, -limits.MaximumCurrent);
            Add(OfCharge, limits.MaximumCharge - chargeAtStep);
            Add(OfCharge, -limits.MaximumCharge - chargeAtStep);
        }

        private void Add(byte quantity, double threshold)
        {
            if (double.IsNaN(threshold) || count == Places)
                return;
            thresholds[count] = threshold;
            quantities[count] = quantity;
            count++;
        }
    }
}
