using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Techniques
{
    /// <summary>
    /// Linear and cyclic sweeps as pure functions of the time since the sweep began. Voltages are those of the step; what a
    /// relative step counts from is the caller's to add.
    /// </summary>
    public static class Sweep
    {
        /// <summary>The largest stair of a sweep in volt.</summary>
        public const double LargestStairVolt = 1e-3;

        /// <summary>The longest stair of a sweep in microseconds.</summary>
        public const long LongestStairMicroseconds = 100000;

        /// <summary>The shortest stair in microseconds: above 1 V/s the stairs get higher instead.</summary>
        public const long ShortestStairMicroseconds = 1000;

        /// <summary>How long the whole sweep takes, in seconds.</summary>
        public static double DurationSeconds(StepDefinition step)
        {
            double length = First(step);
            if (step.Kind == StepKind.CyclicSweep)
                length += Between(step) * Turns(step) + Last(step);
            return length / step.ScanRate;
        }

        /// <summary>The voltage in volt at a time since the sweep began; before and after the sweep its start and end.</summary>
        public static double VoltageAt(StepDefinition step, double seconds)
        {
            bool cyclic = step.Kind == StepKind.CyclicSweep;
            double firstTarget = cyclic ? step.Vertex1 : step.End;
            double way = seconds <= 0 ? 0 : seconds * step.ScanRate;
            double first = First(step);
            if (way < first)
                return Between(step.Setpoint, firstTarget, way);
            if (!cyclic)
                return step.End;
            way -= first;
            double between = Between(step);
            double turns = Turns(step);
            if (way < between * turns)
            {
                long turn = (long)(way / between);
                double rest = way - turn * between;
                return (turn & 1) == 0
                    ? Between(step.Vertex1, step.Vertex2, rest)
                    : Between(step.Vertex2, step.Vertex1, rest);
            }
            way -= between * turns;
            return way < Last(step) ? Between(step.Vertex2, step.End, way) : step.End;
        }

        /// <summary>How long one stair lasts, in microseconds: at most 1 mV and at most 100 ms.</summary>
        public static long StairMicroseconds(StepDefinition step)
        {
            double stair = LargestStairVolt / step.ScanRate * 1e6;
            if (stair >= LongestStairMicroseconds)
                return LongestStairMicroseconds;
            return stair <= ShortestStairMicroseconds ? ShortestStairMicroseconds : (long)stair;
        }

        private static double First(StepDefinition step)
        {
            double target = step.Kind == StepKind.CyclicSweep ? step.Vertex1 : step.End;
            return Numbers.Absolute(target - step.Setpoint);
        }

        private static double Between(StepDefinition step)
        {
            return Numbers.Absolute(step.Vertex2 - step.Vertex1);
        }

        private static double Last(StepDefinition step)
        {
            return Numbers.Absolute(step.End - step.Vertex2);
        }

        private static double Turns(StepDefinition step)
        {
            return 2.0 * step.RepeatCount - 1;
        }

        private static double Between(double from, double to, double way)
        {
            return from < to ? from + way : from - way;
        }
    }
}
