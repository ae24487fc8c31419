namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// What calibration found out about one board. A true value is (reading - offset) * gain; a current is the true shunt voltage over the
    /// true shunt. New: the nominal board without a name.
    /// </summary>
    public sealed class FrontEndCalibration
    {
        /// <summary>Name of the certificate, empty for the nominal board.</summary>
        public string Name = "";

        /// <summary>When it was made, unix time in seconds; 0 where that is not known.</summary>
        public double UnixSeconds;

        /// <summary>Temperature at which it was made in degree Celsius, NaN where it is not known.</summary>
        public double Celsius = double.NaN;

        /// <summary>Largest deviation that its check left, as a share; NaN where it was not checked.</summary>
        public double Residual = double.NaN;

        /// <summary>Gain of U1's chain by channel, 1 = nominal.</summary>
        public readonly double[] CoarseGain = Filled(1.0);

        /// <summary>Offset of U1's chain by channel, in volt of cell voltage.</summary>
        public readonly double[] CoarseOffset = Filled(0.0);

        /// <summary>Gain of U3's chain by channel.</summary>
        public readonly double[] FineGain = Filled(1.0);

        /// <summary>Offset of U3's chain by channel, in volt.</summary>
        public readonly double[] FineOffset = Filled(0.0);

        /// <summary>True shunt in ohm (with the converter's gain error in it), [channel][range].</summary>
        public readonly double[][] ShuntOhm = new double[SignalChain.ChannelCount][];

        /// <summary>Offset of the shunt voltage in volt, [channel][range].</summary>
        public readonly double[][] ShuntOffset = new double[SignalChain.ChannelCount][];

        /// <summary>
        /// Shunt as the impedance path sees it in ohm, [channel][range]: the resistor itself, without the gain of U2.
        /// </summary>
        public readonly double[][] ImpedanceShuntOhm = new double[SignalChain.ChannelCount][];

        /// <summary>Stray capacitance across the shunt in farad, [channel][range].</summary>
        public readonly double[][] ShuntFarad = new double[SignalChain.ChannelCount][];

        /// <summary>Resistance of the leads that the sense lines see by channel, in ohm.</summary>
        public readonly double[] LeadOhm = Filled(0.0);

        /// <summary>Leakage from terminal to terminal by channel, in siemens.</summary>
        public readonly double[] LeakSiemens = Filled(0.0);

        /// <summary>Volt at a channel's shunt for an ampere of another one's current, in ohm, [channel][other].</summary>
        public readonly float[][] GroundOhm = new float[SignalChain.ChannelCount][];

        /// <summary>Open, short and load by channel.</summary>
        public readonly Compensation[] Compensation = new Compensation[SignalChain.ChannelCount];

        /// <summary>R_cal in ohm: 100 ohm, 1 kohm.</summary>
        public readonly double[] ReferenceOhm = new double[] { 100.0, 1000.0 };

        /// <summary>Shunts of the R_cal positions in ohm.</summary>
        public readonly double[] ReferenceShuntOhm = new double[] { 100.0, 1000.0 };

        /// <summary>Stray capacitance across the shunts of the R_cal positions in farad.</summary>
        public readonly double[] ReferenceShuntFarad = new double[]
        {
            SignalChain.ShuntStray,
            SignalChain.ShuntStray,
        };

        /// <summary>The nominal board.</summary>
        public FrontEndCalibration()
        {
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                ShuntOhm[channel] = new double[SignalChain.RangeCount];
                ShuntOffset[channel] = new double[SignalChain.RangeCount];
                ImpedanceShuntOhm[channel] = new double[SignalChain.RangeCount];
                ShuntFarad[channel] = new double[SignalChain.RangeCount];
                GroundOhm[channel] = new float[SignalChain.ChannelCount];
                Compensation[channel] = new Compensation();
                for (int range = 0; range < SignalChain.RangeCount; range++)
                {
                    ShuntOhm[channel][range] = SignalChain.ShuntOhm(range);
                    ImpedanceShuntOhm[channel][range] = SignalChain.ShuntOhm(range);
                    ShuntFarad[channel][range] = SignalChain.ShuntStray;
                }
            }
        }

        /// <summary>Whether leads, leakage or a common ground have been found: only then readings are corrected for them.</summary>
        public bool HasFixture { get; private set; }

        /// <summary>Looks whether there is something to correct; after leads, leakage or ground have been changed.</summary>
        public void LookAtFixture()
        {
            HasFixture = false;
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                HasFixture |= LeadOhm[channel] != 0 || LeakSiemens[channel] != 0;
                for (int other = 0; other < SignalChain.ChannelCount; other++)
                    HasFixture |= GroundOhm[channel][other] != 0;
            }
        }

        /// <summary>Takes all values of another one: what holds this one corrects with them from now on.</summary>
        public void Take(FrontEndCalibration other)
        {
            Name = other.Name;
            UnixSeconds = other.UnixSeconds;
            Celsius = other.Celsius;
            Residual = other.Residual;
            Copy(other.CoarseGain, CoarseGain);
            Copy(other.CoarseOffset, CoarseOffset);
            Copy(other.FineGain, FineGain);
            Copy(other.FineOffset, FineOffset);
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                Copy(other.ShuntOhm[channel], ShuntOhm[channel]);
                Copy(other.ShuntOffset[channel], ShuntOffset[channel]);
                Copy(other.ImpedanceShuntOhm[channel], ImpedanceShuntOhm[channel]);
                Copy(other.ShuntFarad[channel], ShuntFarad[channel]);
                Compensation[channel].Take(other.Compensation[channel]);
                for (int k = 0; k < SignalChain.ChannelCount; k++)
                    GroundOhm[channel][k] = other.GroundOhm[channel][k];
            }
            Copy(other.LeadOhm, LeadOhm);
            Copy(other.LeakSiemens, LeakSiemens);
            Copy(other.ReferenceOhm, ReferenceOhm);
            Copy(other.ReferenceShuntOhm, ReferenceShuntOhm);
            Copy(other.ReferenceShuntFarad, ReferenceShuntFarad);
            LookAtFixture();
        }

        private static void Copy(double[] from, double[] to)
        {
            for (int k = 0; k < to.Length; k++)
                to[k] = from[k];
        }

        private static double[] Filled(double value)
        {
            double[] values = new double[SignalChain.ChannelCount];
            for (int k = 0; k < values.Length; k++)
                values[k] = value;
            return values;
        }
    }
}
