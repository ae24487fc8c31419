namespace EdgeTester.Contracts
{
    /// <summary>One impedance point with all that says how far it can be trusted. Physical sign: capacitive has Z'' below zero.</summary>
    public sealed class ImpedancePoint
    {
        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>Its sequence.</summary>
        public ulong Sequence;

        /// <summary>See <see cref="FrameHeader.OverflowCount"/>.</summary>
        public uint OverflowCount;

        /// <summary>Index in the step table.</summary>
        public ushort Step;

        /// <summary>How many steps have begun since the run began.</summary>
        public uint StepCount;

        /// <summary>Cycle from 0.</summary>
        public uint Cycle;

        /// <summary>Spectrum of this run and channel, from 0.</summary>
        public uint Spectrum;

        /// <summary>Point of this spectrum, from 0.</summary>
        public ushort Index;

        /// <summary>Points that this spectrum is to have.</summary>
        public ushort PointCount;

        /// <summary>End of the measurement, monotonic microseconds since the run began.</summary>
        public ulong ElapsedMicroseconds;

        /// <summary>The frequency that was really there, in Hz.</summary>
        public double FrequencyHz;

        /// <summary>Z' in ohm.</summary>
        public double RealOhm;

        /// <summary>Z'' in ohm, capacitive below zero.</summary>
        public double ImaginaryOhm;

        /// <summary>Standard uncertainty of |Z| as a share of |Z| (0.001 = 0.1 %), also that of the phase in radian.</summary>
        public double RelativeSigma;

        /// <summary>Peak of the voltage across the cell, in volt.</summary>
        public double VoltageAmplitude;

        /// <summary>Peak of the current, in ampere.</summary>
        public double CurrentAmplitude;

        /// <summary>Mean cell voltage while measuring, in volt.</summary>
        public double DirectVoltage;

        /// <summary>Mean current while measuring, in ampere.</summary>
        public double DirectCurrent;

        /// <summary>Change of the mean voltage over the measurement, in volt.</summary>
        public double DriftVolt;

        /// <summary>Second-harmonic share of the response (0.01 = 1 %); NaN where it was not measured.</summary>
        public double HarmonicShare;

        /// <summary>Whole periods that were evaluated.</summary>
        public uint Periods;

        /// <summary>Current range, index in the device description.</summary>
        public byte Range;

        /// <summary>Bits of <see cref="ImpedanceQuality"/>.</summary>
        public ushort Quality;

        /// <summary>Temperature in 0.01 degree Celsius or <see cref="SampleBlock.NoTemperature"/>.</summary>
        public short TemperatureCentidegrees;
    }
}
