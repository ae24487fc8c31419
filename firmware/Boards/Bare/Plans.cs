using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>The plans of the story, as the host would compile them.</summary>
    public static class Plans
    {
        /// <summary>Plating half cycles with a spectrum after each, two cycles.</summary>
        public static byte[] PlatingWithSpectra()
        {
            StepDefinition rest = Step(StepKind.Rest, 0);
            AddTime(rest, 5);
            StepDefinition plate = Step(StepKind.ConstantCurrent, 0.001);
            plate.Limits.MaximumVoltage = 1;
            AddTime(plate, 60);
            StepDefinition strip = Step(StepKind.ConstantCurrent, -0.001);
            strip.Limits.MinimumVoltage = -1;
            AddTime(strip, 60);
            return Compile(
                new StepDefinition[] { rest, plate, Spectrum(1000, 5), strip, Spectrum(1000, 50), Loop(1, 2) }
            );
        }

        /// <summary>A galvanostatic spectrum, a voltage that is held, a sweep.</summary>
        public static byte[] SpectrumHoldAndSweep()
        {
            StepDefinition spectrum = Spectrum(10000, 100);
            spectrum.Kind = StepKind.GalvanostaticImpedance;
            spectrum.RelativeToOpenCircuit = false;
            spectrum.Amplitude = 0.00005;
            StepDefinition hold = Step(StepKind.ConstantVoltage, 0.05);
            AddTime(hold, 20);
            StepDefinition sweep = Step(StepKind.LinearSweep, 0);
            sweep.End = 0.1;
            sweep.ScanRate = 0.01;
            return Compile(new StepDefinition[] { spectrum, hold, sweep });
        }

        private static byte[] Compile(StepDefinition[] steps)
        {
            byte[] buffer = new byte[1400];
            PlanHeader header = new PlanHeader();
            header.Resume = ResumePolicy.Continue;
            header.Limits.MaximumCurrent = 0.009;
            int length = CompiledPlan.Encode(header, steps, buffer, new ByteWriter());
            byte[] plan = new byte[length];
            System.Array.Copy(buffer, 0, plan, 0, length);
            return plan;
        }

        private static StepDefinition Spectrum(double high, double low)
        {
            StepDefinition step = Step(StepKind.PotentiostaticImpedance, 0);
            step.RelativeToOpenCircuit = true;
            step.RecordIntervalMicroseconds = 0;
            step.Amplitude = 0.005;
            step.StartFrequencyHz = high;
            step.EndFrequencyHz = low;
            step.PointsPerDecade = 3;
            step.MinimumPeriods = 2;
            return step;
        }

        private static StepDefinition Loop(int target, uint count)
        {
            StepDefinition step = Step(StepKind.Loop, 0);
            step.LoopTarget = (ushort)target;
            step.RepeatCount = count;
            step.CountsCycles = true;
            step.RecordIntervalMicroseconds = 0;
            return step;
        }

        private static StepDefinition Step(StepKind kind, double setpoint)
        {
            StepDefinition step = new StepDefinition();
            step.Kind = kind;
            step.Setpoint = setpoint;
            step.Range = StepDefinition.AutoRange;
            step.RecordIntervalMicroseconds = 2000000;
            return step;
        }

        private static void AddTime(StepDefinition step, double seconds)
        {
            Condition condition = step.Conditions[step.ConditionCount];
            step.ConditionCount++;
            condition.Quantity = ConditionQuantity.StepTime;
            condition.Above = true;
            condition.Threshold = seconds;
            condition.Target = Condition.NextStep;
        }
    }
}
