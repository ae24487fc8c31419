using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// What a short check measured, and what follows from it. Ions have no way around the electrolyte: at 10 kHz its conductance may fall
    /// as contacts get worse, but it rises only with the temperature or where electrons take a way of their own. A cell whose
    /// direct-current resistance is below that of its electrolyte is shorted hard; a soft short flickers.
    /// </summary>
    public sealed class ShortEvidence
    {
        /// <summary>Voltage noise below this in volt is the tester's own.</summary>
        public const double LeastNoiseVolt = 20e-6;

        // Twice the electrolyte's conductance at direct current is no ionic conductance.
        private const double HardShare = 2.0;

        /// <summary>Share of the current that its step takes away.</summary>
        public const double StepShare = 0.1;

        // Per kelvin, for an activation energy of 0.6 eV at room temperature: more than any solid electrolyte worth the name.
        private const double RisePerKelvin = 0.08;
        private double holdVoltage;
        private double holdCurrent;
        private double lowVoltage;
        private double lowCurrent;
        private double backVoltage;
        private double steadyNoise;

        /// <summary>Largest noise of the cell's voltage as a share of its size since the last check.</summary>
        public double CurrentNoiseShare;

        /// <summary>Conductance at the highest frequency in siemens; NaN where it was not measured.</summary>
        public double Conductance { get; private set; }

        /// <summary>Temperature at that moment in degree Celsius or NaN.</summary>
        public double Celsius { get; private set; }

        /// <summary>Noise in volt: of the check or, where that was more, of the constant current before it.</summary>
        public double Noise { get; private set; }

        /// <summary>What sign was found, in words; empty for none.</summary>
        public string Sign { get; private set; } = "";

        /// <summary>The measured value of the sign.</summary>
        public double SignValue { get; private set; }

        /// <summary>Its bound.</summary>
        public double SignBound { get; private set; }

        /// <summary>Differential resistance in ohm from the step of the current.</summary>
        public double DifferentialOhm
        {
            get
            {
                double span = holdCurrent - lowCurrent;
                return span == 0 ? double.NaN : (holdVoltage - lowVoltage) / span;
            }
        }

        /// <summary>dV/dI over V/I: 1 for a resistor.</summary>
        public double Linearity
        {
            get
            {
                if (holdCurrent == 0 || holdVoltage == 0)
                    return double.NaN;
                return DifferentialOhm * holdCurrent / holdVoltage;
            }
        }

        /// <summary>Begins a check.</summary>
        public void Begin()
        {
            Conductance = double.NaN;
            Celsius = double.NaN;
            steadyNoise = 0;
            Sign = "";
        }

        /// <summary>The cell at the current.</summary>
        public void Hold(double voltage, double ampere, double noise)
        {
            holdVoltage = voltage;
            holdCurrent = ampere;
            steadyNoise = noise;
        }

        /// <summary>The cell at a tenth less.</summary>
        public void Low(double voltage, double ampere)
        {
            lowVoltage = voltage;
            lowCurrent = ampere;
        }

        /// <summary>The cell at the first current again.</summary>
        public void Back(double voltage)
        {
            backVoltage = voltage;
        }

        /// <summary>The impedance at the highest frequency.</summary>
        public void Impedance(double real, double imaginary, double celsius)
        {
            double square = real * real + imaginary * imaginary;
            Conductance = square > 0 ? real / square : double.NaN;
            Celsius = celsius;
        }

        /// <summary>Judges the cell with the current as the plan has it.</summary>
        /// <param name="settings">Bounds.</param>
        /// <param name="lowest">Lowest conductance that was seen in siemens, NaN where this is the first.</param>
        /// <param name="lowestCelsius">Its temperature or NaN.</param>
        public SentinelFinding Judge(SentinelSettings settings, double lowest, double lowestCelsius)
        {
            double size = Numbers.Absolute(holdVoltage);
            double atReturn = Numbers.Absolute(backVoltage - holdVoltage);
            Noise = steadyNoise > CurrentNoiseShare * size ? steadyNoise : CurrentNoiseShare * size;
            // A short that flickers between the two levels gives any slope; a hard one has no voltage either.
            double direct = DifferentialOhm;
            double chord = holdCurrent == 0 ? double.NaN : Numbers.Absolute(holdVoltage / holdCurrent);
            if (chord > direct)
                direct = chord;
            if (!double.IsNaN(lowest) && !double.IsNaN(direct) && direct * lowest * HardShare < 1)
            {
                Say("its resistance is below that of the electrolyte", direct, 1 / (lowest * HardShare));
                return SentinelFinding.HardShort;
            }
            if (Rises(settings, lowest, lowestCelsius))
                return SentinelFinding.SoftShort;
            double bound = settings.NoiseShare * size;
            if (bound < LeastNoiseVolt)
                bound = LeastNoiseVolt;
            if (Noise > bound)
            {
                Say("its voltage is not steady", Noise, bound);
                return SentinelFinding.SoftShort;
            }
            // A cell that relaxes slowly is still on its way back, but never further off than the step took it.
            double way = StepShare * size + bound;
            if (atReturn > way)
            {
                Say("its voltage does not come back after a step of the current", atReturn, way);
                return SentinelFinding.SoftShort;
            }
            return SentinelFinding.None;
        }

        /// <summary>Judges with the current turned whether a soft short went away.</summary>
        public SentinelFinding JudgeTurned(SentinelSettings settings, double lowest, double lowestCelsius)
        {
            string sign = Sign;
            double value = SignValue;
            double valueBound = SignBound;
            double bound = settings.NoiseShare * Numbers.Absolute(holdVoltage);
            bool stays =
                Rises(settings, lowest, lowestCelsius)
                || steadyNoise > (bound < LeastNoiseVolt ? LeastNoiseVolt : bound);
            Say(sign, value, valueBound);
            return stays ? SentinelFinding.IrreversibleSoftShort : SentinelFinding.ReversibleSoftShort;
        }

        private bool Rises(SentinelSettings settings, double lowest, double lowestCelsius)
        {
            if (double.IsNaN(lowest) || double.IsNaN(Conductance))
                return false;
            double bound = lowest * (1 + settings.ConductanceRise);
            double warmer = Celsius - lowestCelsius;
            if (!double.IsNaN(warmer) && warmer > 0)
                bound *= 1 + RisePerKelvin * warmer;
            if (Conductance <= bound)
                return false;
            Say("its conductance at 10 kHz has risen", Conductance, bound);
            return true;
        }

        private void Say(string sign, double value, double bound)
        {
            Sign = sign;
            SignValue = value;
            SignBound = bound;
        }
    }
}
