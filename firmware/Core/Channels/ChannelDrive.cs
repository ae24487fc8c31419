namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// What one channel is asked to drive, and the slow digital integrator that takes the residual error of its set-point away
    /// with the 24-bit reading. One learned correction is kept for each loop mode, range and set-point divider.
    /// </summary>
    internal sealed class ChannelDrive
    {
        // A reading counts once its filter window lies wholly behind the last change: two periods, and the loop's settling.
        private const double SettledMicroseconds = 2 * SignalChain.AveragedPeriodMicroseconds + 6000.0;
        private const double IntegratorGain = 0.7;
        private const double DeadBandQuanta = 0.6;
        private const double SteadyQuanta = 2.0;

        private readonly double[] corrections = new double[2 * SignalChain.RangeCount * 2];

        internal bool Connected;
        internal bool Potentiostat;
        internal bool Fine;
        internal int Range;

        /// <summary>Ampere or volt.</summary>
        internal double Target;

        /// <summary>Ampere or volt on top of the target.</summary>
        internal double Modulation;

        /// <summary>The DAC word that is out, -1 where it is not known.</summary>
        internal int Code = -1;

        private double steadyTarget;
        private long changedAt;

        /// <summary>Correction in set-point volt.</summary>
        internal double Correction
        {
            get { return corrections[Index]; }
        }

        /// <summary>Set-point volt that one DAC code means.</summary>
        internal double Quantum
        {
            get
            {
                double quantum = 2 * SignalChain.LargestSetPoint / 65536.0;
                return Fine ? quantum / SignalChain.FineDivider : quantum;
            }
        }

        private int Index
        {
            get { return (Potentiostat ? 8 : 0) + Range * 2 + (Fine ? 1 : 0); }
        }

        /// <summary>Forgets what was learned.</summary>
        internal void Reset()
        {
            Connected = false;
            Potentiostat = false;
            Fine = false;
            Range = 0;
            Target = 0;
            Modulation = 0;
            Code = -1;
            for (int k = 0; k < corrections.Length; k++)
                corrections[k] = 0;
        }

        /// <summary>Something changed that the next readings must not be blamed for.</summary>
        internal void Touch(long nowMicroseconds)
        {
            changedAt = nowMicroseconds;
            steadyTarget = Target;
        }

        /// <summary>Notes a new target; a creeping one still lets the integrator work.</summary>
        internal void Follow(long nowMicroseconds, double setPointVoltPerUnit)
        {
            double step = (Target - steadyTarget) * setPointVoltPerUnit;
            if (step < 0)
                step = -step;
            if (step > SteadyQuanta * Quantum)
                Touch(nowMicroseconds);
        }

        /// <summary>Takes a reading; true when the correction moved.</summary>
        /// <param name="error">Target minus reading in set-point volt.</param>
        /// <param name="nowMicroseconds">When it was read.</param>
        internal bool Correct(double error, long nowMicroseconds)
        {
            if (Modulation != 0 || nowMicroseconds - changedAt < SettledMicroseconds)
                return false;
            if (double.IsNaN(error))
                return false;
            double size = error < 0 ? -error : error;
            double reach = Fine ? 0.05 : 0.25;
            if (size < DeadBandQuanta * Quantum || size > reach)
                return false;
            double next = corrections[Index] + IntegratorGain * error;
            double limit = 0.6 * reach;
            if (next > limit)
                next = limit;
            if (next < -limit)
                next = -limit;
            if (next == corrections[Index])
                return false;
            corrections[Index] = next;
            Touch(nowMicroseconds);
            return true;
        }
    }
}
