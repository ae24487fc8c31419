using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// The front end with the board's supervisor before it: armed once all chips have answered with every relay open, and gone with the first reading
    /// after the supervisor let the relays fall, so that no run believes its cell connected that is not.
    /// </summary>
    public sealed class LatchedFrontEnd : IFrontEnd
    {
        private readonly IFrontEnd inner;
        private readonly SafetyLatch latch;

        /// <summary>Takes both.</summary>
        public LatchedFrontEnd(IFrontEnd inner, SafetyLatch latch)
        {
            this.inner = inner;
            this.latch = latch;
        }

        /// <inheritdoc/>
        public int ChannelCount
        {
            get { return inner.ChannelCount; }
        }

        /// <inheritdoc/>
        public int RangeCount
        {
            get { return inner.RangeCount; }
        }

        /// <inheritdoc/>
        public double VoltageQuantum
        {
            get { return inner.VoltageQuantum; }
        }

        /// <inheritdoc/>
        public string CalibrationName
        {
            get { return inner.CalibrationName; }
        }

        /// <inheritdoc/>
        public double CalibrationUnixSeconds
        {
            get { return inner.CalibrationUnixSeconds; }
        }

        /// <inheritdoc/>
        public double CalibrationResidual
        {
            get { return inner.CalibrationResidual; }
        }

        /// <inheritdoc/>
        public double CalibrationCelsius
        {
            get { return inner.CalibrationCelsius; }
        }

        /// <inheritdoc/>
        public uint LostReadings
        {
            get { return inner.LostReadings; }
        }

        /// <inheritdoc/>
        public double SamplePeriodMicroseconds
        {
            get { return inner.SamplePeriodMicroseconds; }
        }

        /// <inheritdoc/>
        public double LowestPointFrequencyHz
        {
            get { return inner.LowestPointFrequencyHz; }
        }

        /// <inheritdoc/>
        public double HighestPointFrequencyHz
        {
            get { return inner.HighestPointFrequencyHz; }
        }

        /// <inheritdoc/>
        public double RangeFullScale(int range)
        {
            return inner.RangeFullScale(range);
        }

        /// <inheritdoc/>
        public double CurrentQuantum(int range)
        {
            return inner.CurrentQuantum(range);
        }

        /// <inheritdoc/>
        public FrontEndFault Initialize()
        {
            FrontEndFault fault = inner.Initialize();
            if (fault != FrontEndFault.None)
                return fault;
            latch.Arm();
            return latch.IsArmed ? FrontEndFault.None : FrontEndFault.SelfTest;
        }

        /// <inheritdoc/>
        public void Disconnect(int channel)
        {
            inner.Disconnect(channel);
        }

        /// <inheritdoc/>
        public void DisconnectAll()
        {
            inner.DisconnectAll();
        }

        /// <inheritdoc/>
        public FrontEndFault DriveCurrent(int channel, double ampere, int range)
        {
            return inner.DriveCurrent(channel, ampere, range);
        }

        /// <inheritdoc/>
        public FrontEndFault DriveVoltage(int channel, double volt, int range)
        {
            return inner.DriveVoltage(channel, volt, range);
        }

        /// <inheritdoc/>
        public FrontEndFault Refresh()
        {
            FrontEndFault fault = inner.Refresh();
            bool isReading = fault == FrontEndFault.None || fault == FrontEndFault.ComparatorTrip;
            return isReading && !latch.IsArmed ? FrontEndFault.SelfTest : fault;
        }

        /// <inheritdoc/>
        public double Voltage(int channel)
        {
            return inner.Voltage(channel);
        }

        /// <inheritdoc/>
        public double Current(int channel)
        {
            return inner.Current(channel);
        }

        /// <inheritdoc/>
        public bool Overloaded(int channel)
        {
            return inner.Overloaded(channel);
        }

        /// <inheritdoc/>
        public bool IsConnected(int channel)
        {
            return inner.IsConnected(channel);
        }

        /// <inheritdoc/>
        public double Temperature(int channel)
        {
            return inner.Temperature(channel);
        }

        /// <inheritdoc/>
        public FrontEndFault SetSampling(bool uniform)
        {
            return inner.SetSampling(uniform);
        }

        /// <inheritdoc/>
        public FrontEndFault Modulate(int channel, double offset)
        {
            return inner.Modulate(channel, offset);
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
            return inner.StartPoint(
                channel,
                frequencyHz,
                amplitude,
                galvanostatic,
                minimumPeriods,
                askedSigma
            );
        }

        /// <inheritdoc/>
        public FrontEndFault PollPoint(PointResult result, out long nextMicroseconds)
        {
            return inner.PollPoint(result, out nextMicroseconds);
        }

        /// <inheritdoc/>
        public bool IsCalibration(byte[] bytes, int count)
        {
            return inner.IsCalibration(bytes, count);
        }

        /// <inheritdoc/>
        public bool Calibrate(byte[] bytes, int count)
        {
            return inner.Calibrate(bytes, count);
        }

        /// <inheritdoc/>
        public int Adjust(CalibrationOrder order, byte[] buffer, out int badPoint)
        {
            return inner.Adjust(order, buffer, out badPoint);
        }

        /// <inheritdoc/>
        public FrontEndFault StartReference(int which)
        {
            return inner.StartReference(which);
        }

        /// <inheritdoc/>
        public FrontEndFault PollReference(out double ohm, out long nextMicroseconds)
        {
            return inner.PollReference(out ohm, out nextMicroseconds);
        }

        /// <inheritdoc/>
        public FrontEndFault StartSelfTest(int channels)
        {
            return inner.StartSelfTest(channels);
        }

        /// <inheritdoc/>
        public FrontEndFault PollSelfTest(SelfTestFinding finding, out long nextMicroseconds)
        {
            return inner.PollSelfTest(finding, out nextMicroseconds);
        }

        /// <inheritdoc/>
        public void AbortPoint()
        {
            inner.AbortPoint();
        }
    }
}
