using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>Watches one set of limits. Looked at with every reading, before anything else is done with it.</summary>
    public sealed class LimitGuard
    {
        private bool isKnown;
        private bool hasMinimumVoltage;
        private bool hasMaximumVoltage;
        private bool hasMaximumCurrent;
        private bool hasMaximumCharge;
        private bool hasTemperature;
        private bool crossed;
        private long crossedAt;

        /// <summary>The limit that tripped, in its unit.</summary>
        public double Limit { get; private set; }

        /// <summary>What was read against it.</summary>
        public double Reading { get; private set; }

        /// <summary>Names the quantity that tripped.</summary>
        public string Quantity { get; private set; } = "";

        /// <summary>Forgets what was crossed, and which limits there are: the next look learns it anew.</summary>
        public void Reset()
        {
            crossed = false;
            isKnown = false;
        }

        /// <summary>Looks at one reading.</summary>
        /// <param name="limits">The limits; NaN = none.</param>
        /// <param name="voltage">Cell voltage in volt, not NaN.</param>
        /// <param name="current">Current in ampere, not NaN.</param>
        /// <param name="charge">Net charge in coulomb.</param>
        /// <param name="temperature">Degree Celsius, NaN where there is no sensor.</param>
        /// <param name="now">Monotonic microseconds.</param>
        /// <returns>True when a limit has been crossed for its delay.</returns>
        public bool Trips(
            Limits limits,
            double voltage,
            double current,
            double charge,
            double temperature,
            long now
        )
        {
            if (!isKnown)
                Learn(limits);
            bool isCrossed =
                hasMinimumVoltage && IsBelow(voltage, limits.MinimumVoltage, "voltage below its limit")
                || hasMaximumVoltage && IsAbove(voltage, limits.MaximumVoltage, "voltage above its limit")
                || hasMaximumCurrent
                    && IsAbove(Numbers.Absolute(current), limits.MaximumCurrent, "current above its limit")
                || hasMaximumCharge
                    && IsAbove(Numbers.Absolute(charge), limits.MaximumCharge, "charge above its limit")
                || hasTemperature
                    && (
                        IsBelow(temperature, limits.MinimumTemperature, "temperature below its limit")
                        || IsAbove(temperature, limits.MaximumTemperature, "temperature above its limit")
                    );
            if (!isCrossed)
            {
                crossed = false;
                return false;
            }
            if (!crossed)
            {
                crossed = true;
                crossedAt = now;
            }
            return now - crossedAt >= (long)(limits.DelaySeconds * 1e6);
        }

        /// <summary>When a limit that is crossed now will act; <see cref="long.MaxValue"/> where none is.</summary>
        public long ActsAt(Limits limits)
        {
            return crossed ? crossedAt + (long)(limits.DelaySeconds * 1e6) : long.MaxValue;
        }

        // Most runs have few limits, and to ask each of the others with every reading takes the device long.
        private void Learn(Limits limits)
        {
            isKnown = true;
            hasMinimumVoltage = !double.IsNaN(limits.MinimumVoltage);
            hasMaximumVoltage = !double.IsNaN(limits.MaximumVoltage);
            hasMaximumCurrent = !double.IsNaN(limits.MaximumCurrent);
            hasMaximumCharge = !double.IsNaN(limits.MaximumCharge);
            hasTemperature =
                !double.IsNaN(limits.MinimumTemperature) || !double.IsNaN(limits.MaximumTemperature);
        }

        private bool IsBelow(double reading, double limit, string quantity)
        {
            if (double.IsNaN(limit) || double.IsNaN(reading) || reading >= limit)
                return false;
            Keep(reading, limit, quantity);
            return true;
        }

        private bool IsAbove(double reading, double limit, string quantity)
        {
            if (double.IsNaN(limit) || double.IsNaN(reading) || reading <= limit)
                return false;
            Keep(reading, limit, quantity);
            return true;
        }

        private void Keep(double reading, double limit, string quantity)
        {
            Limit = limit;
            Reading = reading;
            Quantity = quantity;
        }
    }
}
