using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The 1 MHz option module at work: two generators on one clock, and for each line a switch that multiplies with the second one's square wave and a filter. A cycle steps
    /// the square wave through four quarters of a turn; differences of opposite ones are voltage and current as complex numbers without the offsets.
    /// </summary>
    internal sealed class ModuleDemodulator
    {
        /// <summary>Peak at a line in volt of one code of a pair, good to some per cent.</summary>
        internal const double CodeVolt =
            ModuleChain.ConverterFullScale
            / (Ads131m08.FullScaleCode + 1.0)
            / (2.0 * ModuleChain.DemodulatorGain);

        /// <summary>Readings of each quarter.</summary>
        internal const int ReadingsAQuarter = 4;

        private const int Quarters = 4;
        private const int MostBadFrames = 8;
        private const int MostStale = 3;
        private const int AllInputs = 0xFF;
        private const int NearFullScale = (int)(0.97 * Ads131m08.FullScaleCode);
        private const double Window = 3.0 * SignalChain.EvenPeriodMicroseconds;

        private readonly LatchChain latch;
        private readonly Ad9834 excitation;
        private readonly Ad9834 oscillator;
        private readonly Ads131m08 converter;
        private readonly double[] voltage = new double[Quarters];
        private readonly double[] current = new double[Quarters];
        private int position = LatchChain.MultiplexerOff;
        private int amplitude;
        private int stage;
        private int readings;
        private int badFrames;
        private bool overloaded;
        private bool drained;
        private long settledAt;
        private long lastReadingAt;

        internal ModuleDemodulator(ISpiBus bus, LatchChain latch)
        {
            this.latch = latch;
            excitation = new Ad9834(bus, ModuleChain.Select, Ad9834Register.Sine);
            oscillator = new Ad9834(bus, ModuleChain.Select, Ad9834Register.SignBit);
            converter = new Ads131m08(bus, ModuleChain.Select);
        }

        /// <summary>Whether the board has the module.</summary>
        internal bool IsPresent { get; private set; }

        /// <summary>Whether it drives the bus, and select 7 is its own.</summary>
        internal bool IsActive { get; private set; }

        /// <summary>Amplitude in use.</summary>
        internal int Amplitude
        {
            get { return amplitude; }
        }

        /// <summary>Looks whether there is a module, and sets its converter up. Its absence is no fault.</summary>
        internal FrontEndFault Initialize()
        {
            IsActive = false;
            position = LatchChain.MultiplexerOff;
            FrontEndFault fault = Address(ModuleChain.DeviceConverter);
            if (fault != FrontEndFault.None)
                return fault;
            IsPresent =
                converter.Initialize(ModuleChain.ConverterGainPower) == FrontEndFault.None
                && converter.Configure(AllInputs, Ads131m08.Oversampling16256, false) == FrontEndFault.None;
            return Rest();
        }

        /// <summary>Starts both generators at a multiple of <see cref="ModuleChain.StepHz"/>.</summary>
        internal FrontEndFault Start(int steps)
        {
            IsActive = true;
            FrontEndFault fault = Address(ModuleChain.DeviceOscillator);
            if (fault != FrontEndFault.None)
                return fault;
            oscillator.Hold(steps * ModuleChain.StepWord);
            fault = Address(ModuleChain.DeviceExcitation);
            if (fault != FrontEndFault.None)
                return fault;
            excitation.Hold(steps * ModuleChain.StepWord);
            excitation.Run();
            fault = Address(ModuleChain.DeviceOscillator);
            if (fault == FrontEndFault.None)
                oscillator.Run();
            return fault;
        }

        /// <summary>Leads the sine to a position of the multiplexer at one of its amplitudes, and begins a cycle there.</summary>
        internal FrontEndFault Lead(int newPosition, int newAmplitude, long nowMicroseconds)
        {
            position = newPosition;
            amplitude = newAmplitude;
            FrontEndFault fault = BeginQuarter(0, nowMicroseconds);
            settledAt = nowMicroseconds + ModuleChain.PathSettleMicroseconds;
            overloaded = false;
            return fault;
        }

        /// <summary>Takes the module off the bus.</summary>
        internal void Stop()
        {
            IsActive = false;
            position = LatchChain.MultiplexerOff;
            amplitude = 0;
            Rest();
        }

        /// <summary>
        /// Carries the cycle on: None with a pair in codes (both turned by the same unknown phase) and the next cycle begun; Busy while it lasts; else the fault.
        /// </summary>
        /// <param name="pair">Filled.</param>
        /// <param name="synchronizedAt">When the converters were last synchronised: their filters began anew.</param>
        /// <param name="nowMicroseconds">Monotonic time.</param>
        /// <param name="nextMicroseconds">When there is something to do again.</param>
        internal FrontEndFault Poll(
            DftPair pair,
            long synchronizedAt,
            long nowMicroseconds,
            out long nextMicroseconds
        )
        {
            if (synchronizedAt > settledAt)
                Restart(synchronizedAt);
            nextMicroseconds = settledAt + (long)Window;
            if (nowMicroseconds < nextMicroseconds)
                return FrontEndFault.Busy;
            nextMicroseconds = nowMicroseconds + (long)SignalChain.EvenPeriodMicroseconds;
            FrontEndFault fault = drained ? Collect(nowMicroseconds) : Drain(nowMicroseconds);
            if (fault != FrontEndFault.None)
                return fault;
            if (readings < ReadingsAQuarter)
                return FrontEndFault.Busy;
            nextMicroseconds = nowMicroseconds + ModuleChain.PhaseSettleMicroseconds + (long)Window;
            bool isLast = stage + 1 == Quarters;
            if (isLast)
                Give(pair);
            fault = BeginQuarter(isLast ? 0 : stage + 1, nowMicroseconds);
            return fault != FrontEndFault.None || isLast ? fault : FrontEndFault.Busy;
        }

        // What waits in the buffer began before all was settled.
        private FrontEndFault Drain(long now)
        {
            for (int k = 0; k < MostStale; k++)
            {
                FrontEndFault fault = converter.Read();
                if (fault == FrontEndFault.Busy)
                    break;
                if (fault != FrontEndFault.None && fault != FrontEndFault.Checksum)
                    return fault;
            }
            drained = true;
            lastReadingAt = now;
            return FrontEndFault.None;
        }

        private FrontEndFault Collect(long now)
        {
            while (readings < ReadingsAQuarter)
            {
                FrontEndFault fault = converter.Read();
                if (fault == FrontEndFault.Busy)
                    return now - lastReadingAt > 5 * SignalChain.AveragedPeriodMicroseconds
                        ? FrontEndFault.NoData
                        : FrontEndFault.None;
                if (fault == FrontEndFault.Checksum)
                {
                    if (++badFrames > MostBadFrames)
                        return fault;
                    continue;
                }
                if (fault != FrontEndFault.None)
                    return fault;
                int volt = converter.Code(ModuleChain.InputVoltage);
                int ampere = converter.Code(ModuleChain.InputCurrent);
                overloaded |= IsNearEnd(volt) | IsNearEnd(ampere);
                voltage[stage] += volt;
                current[stage] += ampere;
                readings++;
                lastReadingAt = now;
            }
            return FrontEndFault.None;
        }

        // Opposite quarters follow each other: what drifts meanwhile is small in their difference.
        private void Give(DftPair pair)
        {
            pair.VoltageReal = (voltage[0] - voltage[1]) / ReadingsAQuarter;
            pair.VoltageImaginary = (voltage[2] - voltage[3]) / ReadingsAQuarter;
            pair.CurrentReal = (current[0] - current[1]) / ReadingsAQuarter;
            pair.CurrentImaginary = (current[2] - current[3]) / ReadingsAQuarter;
            // The amplifiers clip before the mean is at the converter's end.
            const double Largest = 1.1 * ModuleChain.LargestLinePeak / CodeVolt;
            pair.Overloaded =
                overloaded
                || Square(pair.VoltageReal, pair.VoltageImaginary) > Largest * Largest
                || Square(pair.CurrentReal, pair.CurrentImaginary) > Largest * Largest;
            overloaded = false;
        }

        private static double Square(double real, double imaginary)
        {
            return real * real + imaginary * imaginary;
        }

        private FrontEndFault BeginQuarter(int newStage, long now)
        {
            stage = newStage;
            badFrames = 0;
            FrontEndFault fault = Address(ModuleChain.DeviceOscillator);
            if (fault != FrontEndFault.None)
                return fault;
            oscillator.SetPhase(PhaseOf(stage));
            fault = Address(ModuleChain.DeviceConverter);
            Restart(now + ModuleChain.PhaseSettleMicroseconds);
            return fault;
        }

        private void Restart(long settled)
        {
            settledAt = settled;
            readings = 0;
            drained = false;
            voltage[stage] = 0;
            current[stage] = 0;
        }

        // 0, 180, 90, 270 degree.
        private static int PhaseOf(int quarter)
        {
            int turn = quarter * 2 - (quarter >= 2 ? 3 : 0);
            return turn * (Ad9834.PhaseSteps / 4);
        }

        private FrontEndFault Address(int device)
        {
            latch[LatchChain.MultiplexerByte] =
                position
                | (device << LatchChain.ModuleDeviceShift)
                | (amplitude << LatchChain.ModuleAmplitudeShift);
            return latch.Write();
        }

        private FrontEndFault Rest()
        {
            latch[LatchChain.MultiplexerByte] = LatchChain.MultiplexerOff;
            return latch.Write();
        }

        private static bool IsNearEnd(int code)
        {
            return code > NearFullScale || code < -NearFullScale;
        }
    }
}
