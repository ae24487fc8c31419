using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Techniques
{
    /// <summary>Current pulses as a pure function of the time since the step began: relax, pulse, relax, pulse ... relax.</summary>
    public static class CurrentPulse
    {
        /// <summary>Whole duration in microseconds.</summary>
        public static long Duration(StepDefinition step)
        {
            return Period(step) * step.RepeatCount + Relax(step);
        }

        /// <summary>Whether a pulse flows.</summary>
        public static bool IsOn(StepDefinition step, long stepMicroseconds)
        {
            if (stepMicroseconds >= Duration(step) - Relax(step))
                return false;
            return stepMicroseconds % Period(step) >= Relax(step);
        }

        /// <summary>Current in ampere.</summary>
        public static double CurrentAt(StepDefinition step, long stepMicroseconds)
        {
            return IsOn(step, stepMicroseconds) ? step.Setpoint : step.End;
        }

        /// <summary>When the current changes next, or the step ends, in microseconds since it began.</summary>
        public static long NextChange(StepDefinition step, long stepMicroseconds)
        {
            long period = Period(step);
            long last = Duration(step);
            if (stepMicroseconds >= last - Relax(step))
                return last;
            long began = stepMicroseconds / period * period;
            long on = began + Relax(step);
            return stepMicroseconds < on ? on : began + period;
        }

        private static long Relax(StepDefinition step)
        {
            return ToMicroseconds(step.RelaxSeconds);
        }

        private static long Period(StepDefinition step)
        {
            return Relax(step) + ToMicroseconds(step.PulseSeconds);
        }

        private static long ToMicroseconds(double seconds)
        {
            // Beyond 30 years a pulse has no meaning, and the number of them could overflow the sum.
            return seconds >= 1e9 ? 1000000000000000 : (long)(seconds * 1e6 + 0.5);
        }
    }
}
