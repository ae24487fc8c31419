using EdgeTester.Contracts;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>The measuring half of CellNode-8 over its two SPI buses, as hardware/signal-chain.md has it.</summary>
    public sealed class CellNodeFrontEnd : IFrontEnd
    {
        private readonly IClock clock;
        private readonly FrontEndCalibration calibration;
        private readonly SetPoints setPoints;
        private readonly BoardReadings readings;
        private readonly TemperatureInputs temperatures;
        private readonly TripRegister trips;
        private readonly LatchChain latch;
        private readonly Dac80508 dac;
        private readonly AlternatingPoint point;
        private readonly ModuleDemodulator module;
        private readonly ModulePoint modulePoint;
        private readonly PointResult checkResult = new PointResult();
        private readonly ConverterTest converterTest;
        private readonly BoardSelfTest selfTest;
        private bool even;

        /// <summary>
        /// Points above this frequency in Hz are measured with the 1 MHz option module where the board has one, the others with the AD5941. To be lowered only to hold
        /// one against the other.
        /// </summary>
        public double ModuleAboveHz = CoherentPlanner.HighestHz * 1.001;

        /// <summary>Takes the buses; nothing is sent before <see cref="Initialize"/>.</summary>
        /// <param name="waveformBus">SPI1, mode 0: AD5941.</param>
        /// <param name="converterBus">SPI2, mode 1: converters, DAC, latch, SYNC, trips, temperatures.</param>
        /// <param name="clock">Monotonic time.</param>
        /// <param name="calibration">Of this board.</param>
        public CellNodeFrontEnd(
            ISpiBus waveformBus,
            ISpiBus converterBus,
            IClock clock,
            FrontEndCalibration calibration
        )
        {
            this.clock = clock;
            this.calibration = calibration;
            dac = new Dac80508(converterBus, SignalChain.SelectDac);
            latch = new LatchChain(converterBus, SignalChain.SelectLatch);
            trips = new TripRegister(converterBus, SignalChain.SelectTrips);
            setPoints = new SetPoints(dac, latch, calibration, clock);
            readings = new BoardReadings(converterBus, calibration);
            temperatures = new TemperatureInputs(converterBus);
            Ad5941 generator = new Ad5941(waveformBus, SignalChain.SelectWaveform);
            point = new AlternatingPoint(generator, latch, setPoints, calibration);
            converterTest = new ConverterTest(readings);
            selfTest = new BoardSelfTest(latch, setPoints, dac, generator, converterTest);
            module = new ModuleDemodulator(converterBus, latch);
            modulePoint = new ModulePoint(module, latch, setPoints, calibration);
        }

        /// <inheritdoc/>
        public int ChannelCount
        {
            get { return SignalChain.ChannelCount; }
        }

        /// <inheritdoc/>
        public int RangeCount
        {
            get { return SignalChain.RangeCount; }
        }

        /// <inheritdoc/>
        public double VoltageQuantum
        {
            get { return SignalChain.ConverterQuantum / SignalChain.FineGain; }
        }

        /// <inheritdoc/>
        public string CalibrationName
        {
            get { return calibration.Name; }
        }

        /// <inheritdoc/>
        public double CalibrationUnixSeconds
        {
            get { return calibration.UnixSeconds; }
        }

        /// <inheritdoc/>
        public double CalibrationResidual
        {
            get { return calibration.Residual; }
        }

        /// <inheritdoc/>
        public double CalibrationCelsius
        {
            get { return calibration.Celsius; }
        }

        /// <inheritdoc/>
        public uint LostReadings
        {
            get { return readings.Lost; }
        }

        /// <inheritdoc/>
        public double SamplePeriodMicroseconds
        {
            get { return SignalChain.EvenPeriodMicroseconds; }
        }

        /// <inheritdoc/>
        public double LowestPointFrequencyHz
        {
            get { return AlternatingPoint.LowestHz; }
        }

        /// <inheritdoc/>
        public double HighestPointFrequencyHz
        {
            get { return module.IsPresent ? ModuleChain.HighestHz : CoherentPlanner.HighestHz; }
        }

        /// <inheritdoc/>
        public double RangeFullScale(int range)
        {
            return SignalChain.ShuntFullScale / SignalChain.ShuntOhm(range);
        }

        /// <inheritdoc/>
        public double CurrentQuantum(int range)
        {
            return SignalChain.ConverterQuantum / SignalChain.ShuntOhm(range);
        }

        /// <inheritdoc/>
        public bool IsCalibration(byte[] bytes, int count)
        {
            return CalibrationCodec.Decode(bytes, count) != null;
        }

        /// <inheritdoc/>
        public bool Calibrate(byte[] bytes, int count)
        {
            FrontEndCalibration? read = CalibrationCodec.Decode(bytes, count);
            if (read == null)
                return false;
            calibration.Take(read);
            return true;
        }

        /// <inheritdoc/>
        public int Adjust(CalibrationOrder order, byte[] buffer, out int badPoint)
        {
            FrontEndCalibration draft = new FrontEndCalibration();
            draft.Take(calibration);
            draft.Name = order.Name;
            draft.UnixSeconds = order.UnixSeconds;
            draft.Celsius = order.Celsius;
            draft.Residual = order.Residual;
            for (badPoint = 0; badPoint < order.Points.Length; badPoint++)
                if (!CalibrationAdjustment.Apply(draft, order.Points[badPoint]))
                    return 0;
            badPoint = -1;
            return CalibrationCodec.Encode(draft, buffer);
        }

        /// <inheritdoc/>
        public FrontEndFault Initialize()
        {
            long now = clock.ElapsedMicroseconds;
            even = false;
            converterTest.Forget();
            FrontEndFault fault = setPoints.Initialize();
            FrontEndFault second = readings.Initialize(now);
            FrontEndFault third = point.Initialize(now);
            FrontEndFault fourth = modulePoint.Initialize();
            temperatures.Initialize(now);
            if (fault == FrontEndFault.None)
                fault = second;
            if (fault == FrontEndFault.None)
                fault = third;
            if (fault == FrontEndFault.None)
                fault = fourth;
            if (fault != FrontEndFault.None)
                DisconnectAll();
            return fault;
        }

        /// <inheritdoc/>
        public void Disconnect(int channel)
        {
            if (!IsChannel(channel))
                return;
            if (IsMeasured(channel))
                AbortPoint();
            setPoints.Open(channel);
        }

        /// <inheritdoc/>
        public void DisconnectAll()
        {
            // The relays come first, then the rest.
            setPoints.Open(-1);
            AbortPoint();
        }

        /// <inheritdoc/>
        public FrontEndFault DriveCurrent(int channel, double ampere, int range)
        {
            return Drive(channel, false, ampere, range);
        }

        /// <inheritdoc/>
        public FrontEndFault DriveVoltage(int channel, double volt, int range)
        {
            return Drive(channel, true, volt, range);
        }

        /// <inheritdoc/>
        public FrontEndFault Refresh()
        {
            long now = clock.ElapsedMicroseconds;
            FrontEndFault fault = readings.Refresh(now, setPoints.Drives);
            if (fault != FrontEndFault.None)
                return fault;
            // The option module answers in the temperature converter's place while it measures.
            if (!module.IsActive)
                temperatures.Refresh(now);
            if (!even)
            {
                fault = CorrectAll(now);
                if (fault != FrontEndFault.None)
                    return fault;
            }
            return CheckTrips();
        }

        /// <inheritdoc/>
        public double Voltage(int channel)
        {
            if (channel < 0 || channel >= SignalChain.ChannelCount)
                return double.NaN;
            if (!readings.IsConverted[channel])
                readings.Convert(channel, setPoints.Drives[channel]);
            return readings.Voltage[channel];
        }

        /// <inheritdoc/>
        public double Current(int channel)
        {
            if (channel < 0 || channel >= SignalChain.ChannelCount)
                return double.NaN;
            if (!readings.IsConverted[channel])
                readings.Convert(channel, setPoints.Drives[channel]);
            return readings.Current[channel];
        }

        /// <inheritdoc/>
        public bool Overloaded(int channel)
        {
            if (channel < 0 || channel >= SignalChain.ChannelCount)
                return false;
            if (!readings.IsConverted[channel])
                readings.Convert(channel, setPoints.Drives[channel]);
            return readings.Overloaded[channel];
        }

        /// <inheritdoc/>
        public bool IsConnected(int channel)
        {
            return IsChannel(channel) && setPoints.Drives[channel].Connected;
        }

        /// <inheritdoc/>
        public double Temperature(int channel)
        {
            return IsChannel(channel) ? temperatures.Celsius(channel) : double.NaN;
        }

        /// <inheritdoc/>
        public FrontEndFault SetSampling(bool uniform)
        {
            even = uniform;
            converterTest.Abort();
            if (!uniform)
            {
                FrontEndFault calmed = Calm();
                if (calmed != FrontEndFault.None)
                    return calmed;
            }
            return readings.SetSampling(uniform, clock.ElapsedMicroseconds);
        }

        /// <inheritdoc/>
        public FrontEndFault Modulate(int channel, double offset)
        {
            if (!IsChannel(channel) || !Numbers.IsFinite(offset))
                return FrontEndFault.OutOfRange;
            ChannelDrive drive = setPoints.Drives[channel];
            if (!drive.Connected)
                return FrontEndFault.OutOfRange;
            double before = drive.Modulation;
            drive.Modulation = offset;
            if (setPoints.Fits(channel, drive))
                return setPoints.Write(channel, drive);
            if (drive.Fine)
                return setPoints.Widen(channel, clock.ElapsedMicroseconds);
            drive.Modulation = before;
            return FrontEndFault.OutOfRange;
        }

        /// <inheritdoc/>
        public FrontEndFault StartPoint(
            int channel,
            double frequencyHz,
            double amplitude,
            bool galvanostatic,
            int minimumPeriods,
            double askedSigma
        )
        {
            if (!IsChannel(channel))
                return FrontEndFault.OutOfRange;
            if (point.Channel >= 0 || modulePoint.Channel >= 0)
                return FrontEndFault.Busy;
            if (frequencyHz > ModuleAboveHz && module.IsPresent)
                return modulePoint.Start(
                    channel,
                    frequencyHz,
                    amplitude,
                    galvanostatic,
                    askedSigma,
                    clock.ElapsedMicroseconds
                );
            return point.Start(
                channel,
                frequencyHz,
                amplitude,
                galvanostatic,
                minimumPeriods,
                askedSigma,
                Current(channel),
                clock.ElapsedMicroseconds
            );
        }

        /// <inheritdoc/>
        public FrontEndFault PollPoint(PointResult result, out long nextMicroseconds)
        {
            long now = clock.ElapsedMicroseconds;
            return modulePoint.Channel >= 0
                ? modulePoint.Poll(result, readings.SynchronizedAt, now, out nextMicroseconds)
                : point.Poll(result, now, out nextMicroseconds);
        }

        /// <inheritdoc/>
        public void AbortPoint()
        {
            point.Abort();
            modulePoint.Abort();
        }

        /// <inheritdoc/>
        public FrontEndFault StartReference(int which)
        {
            return modulePoint.Channel >= 0
                ? FrontEndFault.Busy
                : point.StartReference(which, clock.ElapsedMicroseconds);
        }

        /// <inheritdoc/>
        public FrontEndFault PollReference(out double ohm, out long nextMicroseconds)
        {
            return point.PollReference(checkResult, clock.ElapsedMicroseconds, out ohm, out nextMicroseconds);
        }

        /// <inheritdoc/>
        public FrontEndFault StartSelfTest(int channels)
        {
            if (point.Channel >= 0 || modulePoint.Channel >= 0 || even)
                return FrontEndFault.Busy;
            selfTest.Start(channels);
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault PollSelfTest(SelfTestFinding finding, out long nextMicroseconds)
        {
            return selfTest.Poll(finding, clock.ElapsedMicroseconds, out nextMicroseconds);
        }

        private FrontEndFault Drive(int channel, bool potentiostat, double target, int range)
        {
            if (!IsChannel(channel))
                return FrontEndFault.OutOfRange;
            if (converterTest.Has(channel))
            {
                FrontEndFault back = converterTest.Abort();
                if (back != FrontEndFault.None)
                    return back;
            }
            if (IsMeasured(channel))
            {
                // A point under way keeps its range; what is asked for comes back with the next call after it.
                if (setPoints.Drives[channel].Potentiostat == potentiostat)
                    range = point.Channel == channel ? point.Range : ModulePoint.Range;
                else
                    AbortPoint();
            }
            double open = readings.HasReading ? Voltage(channel) : double.NaN;
            return setPoints.Drive(channel, potentiostat, target, range, open, clock.ElapsedMicroseconds);
        }

        // The slow integrator: the reading takes away what gains and offsets of the set-point leave.
        private FrontEndFault CorrectAll(long now)
        {
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                ChannelDrive drive = setPoints.Drives[channel];
                if (!drive.Connected || readings.Overloaded[channel] || IsMeasured(channel))
                    continue;
                double reading = drive.Potentiostat ? readings.Voltage[channel] : readings.Current[channel];
                double perUnit = setPoints.VoltPerUnit(channel, drive.Potentiostat, drive.Range);
                if (!drive.Correct((drive.Target - reading) * perUnit, now))
                    continue;
                FrontEndFault fault = setPoints.Write(channel, drive);
                if (fault != FrontEndFault.None)
                    return fault;
            }
            return FrontEndFault.None;
        }

        private FrontEndFault CheckTrips()
        {
            int bits;
            FrontEndFault fault = trips.Read(out bits);
            if (fault != FrontEndFault.None)
                return fault;
            if (bits == 0)
                return FrontEndFault.None;
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                if ((bits & (1 << channel)) == 0 || !setPoints.Drives[channel].Connected)
                    continue;
                Disconnect(channel);
                fault = FrontEndFault.ComparatorTrip;
            }
            return fault;
        }

        // Takes every modulation off the set-points.
        private FrontEndFault Calm()
        {
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                ChannelDrive drive = setPoints.Drives[channel];
                if (drive.Modulation == 0)
                    continue;
                drive.Modulation = 0;
                drive.Touch(clock.ElapsedMicroseconds);
                FrontEndFault fault = drive.Connected ? setPoints.Write(channel, drive) : FrontEndFault.None;
                if (fault != FrontEndFault.None)
                    return fault;
            }
            return FrontEndFault.None;
        }

        private bool IsMeasured(int channel)
        {
            return point.Channel == channel || modulePoint.Channel == channel;
        }

        private static bool IsChannel(int channel)
        {
            return channel >= 0 && channel < SignalChain.ChannelCount;
        }
    }
}
