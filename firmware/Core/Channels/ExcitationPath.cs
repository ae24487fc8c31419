using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The way of the sine: generator, latch, multiplexer, range and gains, to a cell or to R_cal; and what the converter's codes mean
    /// at its end.
    /// </summary>
    internal sealed class ExcitationPath
    {
        /// <summary>Largest excitation in volt peak.</summary>
        internal const double LargestPeak = 0.6;

        private const double ReferenceFill = 0.67;
        private const double PredictionRoom = 1.33;

        private readonly Ad5941 generator;
        private readonly LatchChain latch;
        private readonly SetPoints setPoints;
        private int channel = -1;
        private int restoreRange;
        private int setting;
        private int word;
        private int voltageGain;
        private int currentGain;

        internal readonly CoherentPlan Plan = new CoherentPlan();

        /// <summary>Range in use.</summary>
        internal int Range;

        /// <summary>Windows per input and trigger.</summary>
        internal int Windows = 1;

        internal ExcitationPath(Ad5941 generator, LatchChain latch, SetPoints setPoints)
        {
            this.generator = generator;
            this.latch = latch;
            this.setPoints = setPoints;
        }

        /// <summary>Peak of the excitation in volt.</summary>
        internal double Peak
        {
            get { return ExcitationSetting.PeakOf(setting, word); }
        }

        /// <summary>Both gains as one number.</summary>
        internal int Gains
        {
            get { return voltageGain * 5 + currentGain; }
        }

        /// <summary>Multiplexer position of the R_cal that goes with the range.</summary>
        internal int ReferencePosition
        {
            get { return ImpedanceRange.PositionFor(Range); }
        }

        /// <summary>Nominal R_cal and shunt there, in ohm.</summary>
        internal double ReferenceOhm
        {
            get { return Range == 0 ? 100.0 : 1000.0; }
        }

        private double SeriesOhm
        {
            get { return SignalChain.OutputOhm + SignalChain.ShuntOhm(Range); }
        }

        internal void Forget()
        {
            channel = -1;
        }

        /// <summary>Takes a channel; its range comes back with <see cref="Release"/>.</summary>
        internal void Take(int taken)
        {
            channel = taken;
            restoreRange = setPoints.Drives[taken].Range;
        }

        /// <summary>Leads the sine to the cell on the present <see cref="Range"/>.</summary>
        internal FrontEndFault ToCell()
        {
            if (setPoints.Drives[channel].Range != Range)
            {
                FrontEndFault fault = setPoints.ChangeRange(channel, Range);
                if (fault != FrontEndFault.None)
                    return fault;
            }
            latch[channel] = latch[channel] | LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = channel;
            return latch.Write();
        }

        /// <summary>
        /// Leads the sine to R_cal. Each signal is half of the excitation there, or a little less: the smaller of the two scales is filled
        /// to two thirds.
        /// </summary>
        internal FrontEndFault ToReference()
        {
            generator.StopExcitation();
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = ReferencePosition;
            FrontEndFault fault = latch.Write();
            if (fault != FrontEndFault.None)
                return fault;
            int largest = voltageGain > currentGain ? voltageGain : currentGain;
            double scale = Ad5941.CodeVolt * 32768.0 / Ad5941.Gain(largest);
            Choose(2.0 * ReferenceFill * scale);
            return generator.StartExcitation(Plan, setting, word);
        }

        /// <summary>Leads the sine to R_cal without a channel: range 0 = 100 ohm, 1 = 1 kohm.</summary>
        internal FrontEndFault ToReferenceAlone(int range, double peak)
        {
            Range = range;
            Choose(peak);
            voltageGain = Ad5941.GainFor(0.5 * Peak);
            currentGain = voltageGain;
            latch[LatchChain.MultiplexerByte] = ReferencePosition;
            FrontEndFault fault = latch.Write();
            return fault == FrontEndFault.None ? Start() : fault;
        }

        /// <summary>Takes the sine off R_cal.</summary>
        internal void ReleaseReference()
        {
            generator.StopExcitation();
            latch[LatchChain.MultiplexerByte] = LatchChain.MultiplexerOff;
            latch.Write();
        }

        /// <summary>Takes the sine off everything and gives the channel its range back.</summary>
        internal void Release()
        {
            generator.StopExcitation();
            latch[channel] = latch[channel] & ~LatchChain.Excitation;
            latch[LatchChain.MultiplexerByte] = LatchChain.MultiplexerOff;
            latch.Write();
            ChannelDrive drive = setPoints.Drives[channel];
            if (drive.Connected && drive.Range != restoreRange)
                setPoints.ChangeRange(channel, restoreRange);
            setPoints.Touch(channel);
            channel = -1;
        }

        /// <summary>
        /// The excitation in volt peak that no cell without a source of its own can turn into more than the amplitude: it takes less than
        /// all of it as voltage, and less than it over the series resistance as current.
        /// </summary>
        internal double SafePeak(double amplitude, bool galvanostatic)
        {
            return galvanostatic ? amplitude * SeriesOhm : amplitude;
        }

        /// <summary>Excites with gains that suit any cell.</summary>
        internal FrontEndFault ExciteSafely(double peak)
        {
            Choose(peak);
            voltageGain = Ad5941.GainFor(Peak);
            currentGain = voltageGain;
            return Start();
        }

        /// <summary>Excites with gains for the peaks in volt at the two inputs.</summary>
        internal FrontEndFault Excite(double peak, double voltagePeak, double shuntPeak)
        {
            Choose(peak);
            voltageGain = Ad5941.GainFor(voltagePeak);
            currentGain = Ad5941.GainFor(shuntPeak);
            return Start();
        }

        /// <summary>Excites so that a cell of a foreseen impedance sees the amplitude, with room for a third more.</summary>
        internal FrontEndFault ExcitePredicted(double amplitude, bool galvanostatic, Phasor impedance)
        {
            double cell = impedance.Magnitude;
            double whole = (impedance + new Phasor(SeriesOhm, 0)).Magnitude;
            double safe = SafePeak(amplitude, galvanostatic);
            double peak = safe;
            if (galvanostatic)
                peak = amplitude * whole;
            else if (cell > 0)
                peak = amplitude * whole / cell;
            if (peak < safe)
                peak = safe;
            double current = whole > 0 ? PredictionRoom * peak / whole : 0;
            return Excite(peak, current * cell, current * SignalChain.ShuntOhm(Range));
        }

        /// <summary>Peak across the cell in volt from a size in codes, good to some per cent.</summary>
        internal double ToVolt(double codes)
        {
            return codes * Ad5941.CodeVolt / Plan.AmplitudeGain / Ad5941.Gain(voltageGain);
        }

        /// <summary>Peak through the cell in ampere from a size in codes, good to some per cent.</summary>
        internal double ToAmpere(double codes)
        {
            double volt = codes * Ad5941.CodeVolt / Plan.AmplitudeGain / Ad5941.Gain(currentGain);
            return volt / SignalChain.ShuntOhm(Range);
        }

        /// <summary>Impedance in ohm from a ratio of codes without R_cal: good to some per cent, enough for ranges and amplitudes.</summary>
        internal Phasor Estimate(Phasor ratio)
        {
            return Estimate(ratio, SignalChain.ShuntOhm(Range));
        }

        /// <summary>The same of R_cal, whose shunt is as large as itself.</summary>
        internal Phasor EstimateReference(Phasor ratio)
        {
            return Estimate(ratio, ReferenceOhm);
        }

        private Phasor Estimate(Phasor ratio, double shuntOhm)
        {
            Phasor shunt = Phasor.Shunt(Plan.FrequencyHz, shuntOhm, SignalChain.ShuntStray);
            return ratio * shunt * (Ad5941.Gain(currentGain) / Ad5941.Gain(voltageGain));
        }

        private void Choose(double peak)
        {
            if (peak > LargestPeak)
                peak = LargestPeak;
            setting = ExcitationSetting.SettingFor(peak);
            word = ExcitationSetting.WordFor(setting, peak);
        }

        private FrontEndFault Start()
        {
            FrontEndFault fault = generator.StartExcitation(Plan, setting, word);
            return fault == FrontEndFault.None
                ? generator.LoadSequence(Plan, Windows, voltageGain, currentGain)
                : fault;
        }
    }
}
