using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>The measuring half without hardware: whatever is driven, the script answers.</summary>
    public sealed class ScriptedFrontEnd : IFrontEnd
    {
        private const double Quantum = 1e-6;
        private readonly ScriptClock clock;
        private readonly ScriptedCell[] cells;
        private readonly double[] ampere;
        private readonly double[] volt;
        private readonly double[] offset;
        private readonly double[] voltage;
        private readonly double[] current;
        private readonly int[] range;
        private readonly byte[] drive;
        private long readAt;
        private long pointEnd;
        private double pointHz;
        private double pointAmplitude;
        private bool pointIsCurrent;
        private int pointPeriods;
        private int pointChannel = -1;
        private int reference;
        private int given;

        private const byte Open = 0;
        private const byte ByCurrent = 1;
        private const byte ByVoltage = 2;

        /// <summary>Makes it, all cells open.</summary>
        public ScriptedFrontEnd(ScriptClock clock, int channels)
        {
            this.clock = clock;
            cells = new ScriptedCell[channels];
            for (int k = 0; k < channels; k++)
                cells[k] = new ScriptedCell((uint)(k + 1) * 2654435761u);
            ampere = new double[channels];
            volt = new double[channels];
            offset = new double[channels];
            voltage = new double[channels];
            current = new double[channels];
            range = new int[channels];
            drive = new byte[channels];
        }

        /// <inheritdoc/>
        public int ChannelCount
        {
            get { return cells.Length; }
        }

        /// <inheritdoc/>
        public int RangeCount
        {
            get { return 4; }
        }

        /// <inheritdoc/>
        public double VoltageQuantum
        {
            get { return Quantum; }
        }

        /// <inheritdoc/>
        public double CalibrationUnixSeconds
        {
            get { return 0; }
        }

        /// <inheritdoc/>
        public double CalibrationResidual
        {
            get { return double.NaN; }
        }

        /// <inheritdoc/>
        public double CalibrationCelsius
        {
            get { return double.NaN; }
        }

        /// <inheritdoc/>
        public bool IsCalibration(byte[] bytes, int count)
        {
            return false;
        }

        /// <inheritdoc/>
        public int Adjust(CalibrationOrder order, byte[] buffer, out int badPoint)
        {
            badPoint = 0;
            return 0;
        }

        /// <inheritdoc/>
        public bool Calibrate(byte[] bytes, int count)
        {
            return false;
        }

        /// <inheritdoc/>
        public string CalibrationName
        {
            get { return "script"; }
        }

        /// <inheritdoc/>
        public uint LostReadings
        {
            get { return 0; }
        }

        /// <inheritdoc/>
        public double SamplePeriodMicroseconds
        {
            get { return 4064; }
        }

        /// <inheritdoc/>
        public double LowestPointFrequencyHz
        {
            get { return 10; }
        }

        /// <inheritdoc/>
        public double HighestPointFrequencyHz
        {
            get { return 200000; }
        }

        /// <inheritdoc/>
        public double RangeFullScale(int index)
        {
            switch (index)
            {
                case 0:
                    return 0.01;
                case 1:
                    return 0.001;
                case 2:
                    return 0.0001;
                default:
                    return 0.00001;
            }
        }

        /// <inheritdoc/>
        public double CurrentQuantum(int index)
        {
            return RangeFullScale(index) * Quantum;
        }

        /// <inheritdoc/>
        public FrontEndFault Initialize()
        {
            readAt = clock.ElapsedMicroseconds;
            pointChannel = -1;
            DisconnectAll();
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public void Disconnect(int channel)
        {
            drive[channel] = Open;
            offset[channel] = 0;
        }

        /// <inheritdoc/>
        public void DisconnectAll()
        {
            for (int k = 0; k < cells.Length; k++)
                Disconnect(k);
        }

        /// <inheritdoc/>
        public FrontEndFault DriveCurrent(int channel, double value, int index)
        {
            return Drive(channel, ByCurrent, value, index);
        }

        /// <inheritdoc/>
        public FrontEndFault DriveVoltage(int channel, double value, int index)
        {
            return Drive(channel, ByVoltage, value, index);
        }

        /// <inheritdoc/>
        public FrontEndFault Refresh()
        {
            long now = clock.ElapsedMicroseconds;
            double seconds = (now - readAt) * 1e-6;
            readAt = now;
            for (int k = 0; k < cells.Length; k++)
            {
                ScriptedCell cell = cells[k];
                double flowing = Flowing(k);
                cell.Pass(flowing, seconds);
                double across =
                    drive[k] == ByVoltage
                        ? volt[k] + offset[k]
                        : ScriptedCell.OpenCircuitVolt + flowing * cell.Resistance;
                voltage[k] = across + cell.NextNoise() * 1e-8;
                current[k] =
                    drive[k] == Open ? 0 : flowing + cell.NextNoise() * 1e-8 * RangeFullScale(range[k]);
            }
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public double Voltage(int channel)
        {
            return voltage[channel];
        }

        /// <inheritdoc/>
        public double Current(int channel)
        {
            return current[channel];
        }

        /// <inheritdoc/>
        public bool Overloaded(int channel)
        {
            double full = RangeFullScale(range[channel]);
            return current[channel] > 1.19 * full || current[channel] < -1.19 * full;
        }

        /// <inheritdoc/>
        public bool IsConnected(int channel)
        {
            return drive[channel] != Open;
        }

        /// <inheritdoc/>
        public double Temperature(int channel)
        {
            return channel == 0 ? 25.5 : double.NaN;
        }

        /// <inheritdoc/>
        public FrontEndFault SetSampling(bool uniform)
        {
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault Modulate(int channel, double value)
        {
            offset[channel] = value;
            return FrontEndFault.None;
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
            if (pointChannel >= 0)
                return FrontEndFault.Busy;
            pointChannel = channel;
            pointHz = frequencyHz;
            pointAmplitude = amplitude;
            pointIsCurrent = galvanostatic;
            int enough = (int)(0.02 * frequencyHz);
            pointPeriods = enough > minimumPeriods ? enough : minimumPeriods;
            pointEnd = clock.ElapsedMicroseconds + 5000 + (long)(pointPeriods / frequencyHz * 1e6);
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault PollPoint(PointResult result, out long nextMicroseconds)
        {
            nextMicroseconds = pointEnd;
            if (clock.ElapsedMicroseconds < pointEnd)
                return FrontEndFault.Busy;
            ScriptedCell cell = cells[pointChannel];
            double real = cell.RealOhm(pointHz);
            double imaginary = cell.ImaginaryOhm(pointHz);
            double magnitude = Functions.SquareRoot(real * real + imaginary * imaginary);
            result.FrequencyHz = pointHz;
            result.RealOhm = real + cell.NextNoise() * 1e-5;
            result.ImaginaryOhm = imaginary + cell.NextNoise() * 1e-5;
            result.RelativeSigma = 1e-5;
            result.VoltageAmplitude = pointIsCurrent ? pointAmplitude * magnitude : pointAmplitude;
            result.CurrentAmplitude = pointIsCurrent ? pointAmplitude : pointAmplitude / magnitude;
            result.HarmonicShare = double.NaN;
            result.Periods = pointPeriods;
            result.Range = range[pointChannel];
            result.Quality = 0;
            pointChannel = -1;
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public void AbortPoint()
        {
            pointChannel = -1;
        }

        private FrontEndFault Drive(int channel, byte kind, double value, int index)
        {
            double full = RangeFullScale(index);
            if (kind == ByCurrent && (value > 1.2 * full || value < -1.2 * full))
                return FrontEndFault.OutOfRange;
            drive[channel] = kind;
            ampere[channel] = value;
            volt[channel] = value;
            offset[channel] = 0;
            range[channel] = index;
            return FrontEndFault.None;
        }

        private double Flowing(int channel)
        {
            switch (drive[channel])
            {
                case ByCurrent:
                    return ampere[channel] + offset[channel];
                case ByVoltage:
                    return (volt[channel] + offset[channel] - ScriptedCell.OpenCircuitVolt)
                        / cells[channel].Resistance;
                default:
                    return 0;
            }
        }

        /// <inheritdoc/>
        public FrontEndFault StartReference(int which)
        {
            reference = which;
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault PollReference(out double ohm, out long nextMicroseconds)
        {
            ohm = reference == 0 ? 100 : 1000;
            nextMicroseconds = 0;
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault StartSelfTest(int channels)
        {
            given = channels;
            return FrontEndFault.None;
        }

        /// <inheritdoc/>
        public FrontEndFault PollSelfTest(SelfTestFinding finding, out long nextMicroseconds)
        {
            // There is nothing in memory that could be broken.
            finding.Clear();
            finding.Channels = given;
            nextMicroseconds = 0;
            return FrontEndFault.None;
        }
    }
}
