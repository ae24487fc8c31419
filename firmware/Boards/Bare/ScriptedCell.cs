namespace EdgeTester.Firmware.Bare
{
    /// <summary>
    /// Readings of one channel by a script: a resistance that rises along a table with the charge that passed, a source, and a noise that repeats.
    /// Nothing but + - * / on doubles, so that every machine reads the same bits.
    /// </summary>
    public sealed class ScriptedCell
    {
        private const double CoulombAnEntry = 0.02;
        private readonly short[] tenthsOfOhm = new short[]
        {
            812,
            813,
            817,
            824,
            836,
            841,
            849,
            856,
            871,
            874,
            880,
            893,
            911,
            917,
            926,
            940,
        };
        private uint noise;
        private double passedCoulomb;

        /// <summary>Makes a cell; the seed makes its noise its own.</summary>
        public ScriptedCell(uint seed)
        {
            noise = seed;
        }

        /// <summary>Volt across the open cell.</summary>
        public const double OpenCircuitVolt = 0.0125;

        /// <summary>Resistance in ohm at the charge that has passed, whatever its sign.</summary>
        public double Resistance
        {
            get
            {
                double place = passedCoulomb / CoulombAnEntry;
                int index = (int)place;
                if (index >= tenthsOfOhm.Length - 1)
                    return tenthsOfOhm[tenthsOfOhm.Length - 1] * 0.1;
                double share = place - index;
                return (tenthsOfOhm[index] + share * (tenthsOfOhm[index + 1] - tenthsOfOhm[index])) * 0.1;
            }
        }

        /// <summary>Lets a current flow for a time.</summary>
        public void Pass(double ampere, double seconds)
        {
            passedCoulomb += (ampere < 0 ? -ampere : ampere) * seconds;
        }

        /// <summary>The next noise, -128 to 127.</summary>
        public int NextNoise()
        {
            noise = noise * 1664525u + 1013904223u;
            return (sbyte)(noise >> 24);
        }

        /// <summary>Z' in ohm at a frequency in Hz: the resistance in series with 40 ohm that a capacitance shunts from 250 Hz on.</summary>
        public double RealOhm(double frequencyHz)
        {
            double x = frequencyHz / 250.0;
            return Resistance + 40.0 / (1 + x * x);
        }

        /// <summary>Z'' in ohm, capacitive below zero.</summary>
        public double ImaginaryOhm(double frequencyHz)
        {
            double x = frequencyHz / 250.0;
            return -40.0 * x / (1 + x * x);
        }
    }
}
