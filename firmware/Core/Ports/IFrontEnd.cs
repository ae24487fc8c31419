using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Ports
{
    /// <summary>
    /// The measuring half of a board: all that the runner needs to drive and read its channels, in SI units, corrected by
    /// the calibration. Nothing throws; every call that can fail returns <see cref="FrontEndFault"/>.
    /// </summary>
    public interface IFrontEnd
    {
        /// <summary>Number of channels.</summary>
        int ChannelCount { get; }

        /// <summary>Number of current ranges of a channel; range 0 is the largest.</summary>
        int RangeCount { get; }

        /// <summary>Full scale of a range in ampere.</summary>
        double RangeFullScale(int range);

        /// <summary>Ampere that one step of the reading means on a range.</summary>
        double CurrentQuantum(int range);

        /// <summary>Volt that one step of the reading means.</summary>
        double VoltageQuantum { get; }

        /// <summary>The name of the calibration in use, empty where there is none.</summary>
        string CalibrationName { get; }

        /// <summary>When that calibration was made, unix time in seconds; 0 where there is none.</summary>
        double CalibrationUnixSeconds { get; }

        /// <summary>Largest deviation that its check left, as a share (0.0001 = 0.01 %); NaN where it was not checked.</summary>
        double CalibrationResidual { get; }

        /// <summary>Temperature at which it was made in degree Celsius, NaN where it is not known.</summary>
        double CalibrationCelsius { get; }

        /// <summary>Whether bytes from index 0 are a calibration of this board.</summary>
        bool IsCalibration(byte[] bytes, int count);

        /// <summary>Corrects with another calibration from now on; false with nothing changed where it is none of this board. All cells are disconnected.</summary>
        bool Calibrate(byte[] bytes, int count);

        /// <summary>
        /// Makes a calibration of comparisons with standards, on top of the one in use, and writes its bytes; it is not in use before
        /// <see cref="Calibrate"/>. Their number, or 0 where a point cannot be (then <paramref name="badPoint"/> says which).
        /// </summary>
        int Adjust(CalibrationOrder order, byte[] buffer, out int badPoint);

        /// <summary>Resets and initialises every chip, with all cells disconnected. Called once before anything else, and after a fault.</summary>
        FrontEndFault Initialize();

        /// <summary>Opens the cell's relay at once, whatever else is wrong: the safe state of a channel. The voltage is still read.</summary>
        void Disconnect(int channel);

        /// <summary>Disconnects every channel.</summary>
        void DisconnectAll();

        /// <summary>
        /// Drives a constant current through the cell; connects it without a bump if it was open. A range that is asked
        /// for with a current flowing changes make-before-break.
        /// </summary>
        FrontEndFault DriveCurrent(int channel, double ampere, int range);

        /// <summary>Holds the cell at a voltage; connects it without a bump if it was open.</summary>
        FrontEndFault DriveVoltage(int channel, double volt, int range);

        /// <summary>
        /// Reads all channels: voltages, currents, temperatures of one common moment. <see cref="FrontEndFault.Busy"/> while there is no new
        /// reading (the old ones stand), <see cref="FrontEndFault.ComparatorTrip"/> with new readings where a driven channel was opened.
        /// </summary>
        FrontEndFault Refresh();

        /// <summary>Cell voltage of the last <see cref="Refresh"/> in volt.</summary>
        double Voltage(int channel);

        /// <summary>Current of the last <see cref="Refresh"/> in ampere, charging positive.</summary>
        double Current(int channel);

        /// <summary>Whether the voltage or current input of the last <see cref="Refresh"/> was at the end of its scale.</summary>
        bool Overloaded(int channel);

        /// <summary>Whether the cell's relay is closed: no more after <see cref="Disconnect"/>, nor once the hardware comparator has opened it.</summary>
        bool IsConnected(int channel);

        /// <summary>Temperature in degree Celsius, NaN where there is no sensor.</summary>
        double Temperature(int channel);

        /// <summary>Readings that got lost or failed their CRC since power-up: counted, never hidden.</summary>
        uint LostReadings { get; }

        /// <summary>
        /// Sampling for slow impedance: true lets the converter run at its even sampling rate (see <see cref="SamplePeriodMicroseconds"/>),
        /// false goes back to averaged readings. Applies to the whole board.
        /// </summary>
        FrontEndFault SetSampling(bool uniform);

        /// <summary>The exact period of even sampling in microseconds (a rational clock ratio, hence a double).</summary>
        double SamplePeriodMicroseconds { get; }

        /// <summary>
        /// Sets the excitation of a channel while it samples evenly: the set-point that <see cref="DriveCurrent"/> or
        /// <see cref="DriveVoltage"/> gave, plus this. Quick: one DAC word.
        /// </summary>
        FrontEndFault Modulate(int channel, double offset);

        /// <summary>The lowest frequency in Hz that <see cref="StartPoint"/> measures; below it the runner samples evenly and modulates the set-point.</summary>
        double LowestPointFrequencyHz { get; }

        /// <summary>The highest frequency in Hz that <see cref="StartPoint"/> measures.</summary>
        double HighestPointFrequencyHz { get; }

        /// <summary>
        /// Begins one impedance point above <see cref="LowestPointFrequencyHz"/> with the waveform generator. One channel of the board at a
        /// time: <see cref="FrontEndFault.Busy"/> where another has it.
        /// </summary>
        /// <param name="channel">Channel from 0, already driven to its bias.</param>
        /// <param name="frequencyHz">Asked frequency; the true one is in the result.</param>
        /// <param name="amplitude">Peak across the cell in volt (potentiostatic) or through it in ampere (galvanostatic).</param>
        /// <param name="galvanostatic">The amplitude is a current.</param>
        /// <param name="minimumPeriods">Fewest whole periods to evaluate.</param>
        /// <param name="askedSigma">Relative uncertainty to reach, as long as that takes a minute at the most; 0 = the front end's own.</param>
        FrontEndFault StartPoint(
            int channel,
            double frequencyHz,
            double amplitude,
            bool galvanostatic,
            int minimumPeriods,
            double askedSigma
        );

        /// <summary>
        /// Carries the point on: <see cref="FrontEndFault.None"/> when <paramref name="result"/> is filled, <see cref="FrontEndFault.Busy"/>
        /// while it lasts (then <paramref name="nextMicroseconds"/> says when to ask again), anything else when it failed and is over.
        /// </summary>
        FrontEndFault PollPoint(PointResult result, out long nextMicroseconds);

        /// <summary>Gives the waveform generator up and takes the excitation off the cell.</summary>
        void AbortPoint();

        /// <summary>
        /// Begins to measure a reference resistor alone, no cell: 0 or 1. It takes the waveform generator as a point does; <see cref="AbortPoint"/> ends it.
        /// </summary>
        FrontEndFault StartReference(int which);

        /// <summary>Carries that on as <see cref="PollPoint"/> does; at the end the resistance in ohm that the uncorrected path shows.</summary>
        FrontEndFault PollReference(out double ohm, out long nextMicroseconds);

        /// <summary>
        /// Begins the self-test: registers and references, and the converters of those channels that are given away and not connected. It
        /// wants the waveform generator and averaged readings; a channel that is driven, or even sampling, ends the part with the converters.
        /// </summary>
        /// <param name="channels">Bits of the channels without a run; their readings stand still meanwhile.</param>
        FrontEndFault StartSelfTest(int channels);

        /// <summary>Carries it on: <see cref="FrontEndFault.None"/> with the finding, <see cref="FrontEndFault.Busy"/> while it lasts, else what stopped it.</summary>
        FrontEndFault PollSelfTest(SelfTestFinding finding, out long nextMicroseconds);
    }
}
