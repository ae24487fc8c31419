namespace EdgeTester.Contracts
{
    /// <summary>What happened in a run.</summary>
    public enum RunEventCode : ushort
    {
        /// <summary>Not an event.</summary>
        None = 0,

        /// <summary>The run began; always sequence 0. Value 1 = CRC-32 of the compiled plan.</summary>
        RunStarted = 1,

        /// <summary>The run is over; always the last sequence. Value 1 = samples, value 2 = impedance points, value 3 = events that it made, this one included. Reason tells why.</summary>
        RunEnded = 2,

        /// <summary>A step began.</summary>
        StepStarted = 3,

        /// <summary>A step is over. Value 1 = its charge in C, value 2 = its energy in J, value 3 = its duration in s.</summary>
        StepEnded = 4,

        /// <summary>Value 1 = the limit, value 2 = what was read. The cell is disconnected.</summary>
        LimitTripped = 5,

        /// <summary>The cell shows a short. Value 1 = voltage in V, value 2 = the one before in V, value 3 = current in A.</summary>
        ShortDetected = 6,

        /// <summary>Value 1 = the range before, value 2 = the range after.</summary>
        RangeChanged = 7,

        /// <summary>Power or the program was away. Value 1 = length in s (NaN: unknown), value 2 = last voltage before, value 3 = first after.</summary>
        Outage = 8,

        /// <summary>Paused by command or because the journal is full.</summary>
        Paused = 9,

        /// <summary>Goes on after a pause or an outage. Value 1 = length of the pause in s.</summary>
        Resumed = 10,

        /// <summary>A spectrum begins. Value 1 = its number, value 2 = points it is to have.</summary>
        SpectrumStarted = 11,

        /// <summary>A spectrum is complete. Value 1 = its number, value 2 = points it has.</summary>
        SpectrumEnded = 12,

        /// <summary>Hardware fault; the text names it. The cell is disconnected.</summary>
        Fault = 13,

        /// <summary>Wall clock against monotonic clock. Value 1 = unix time at run start in s, value 2 = its uncertainty in s.</summary>
        ClockSet = 14,

        /// <summary>A cycle is complete. Value 1 = its number, value 2 = charge in the charging direction in C, value 3 = in the other in C.</summary>
        CycleEnded = 15,

        /// <summary>Something that a person should know; the text says it.</summary>
        Warning = 16,

        /// <summary>The sentinel looked at the cell. Value 1 = resistance at its highest frequency in ohm, value 2 = voltage noise in V (rms), value 3 = dV/dI over V/I.</summary>
        SentinelChecked = 17,

        /// <summary>An impedance of the sentinel. Value 1 = frequency in Hz, value 2 = Z' in ohm, value 3 = Z'' in ohm.</summary>
        SentinelPoint = 18,

        /// <summary>The sentinel found something. Value 1 = <see cref="SentinelFinding"/>, value 2 = what was measured, value 3 = its bound; the text names the sign.</summary>
        SentinelFound = 19,

        /// <summary>A current pulse is over. Value 1 = resistance just after its beginning in ohm, value 2 = at its end in ohm, value 3 = voltage before it in V.</summary>
        PulseEnded = 20,

        /// <summary>What the readings of the run are corrected with. Value 1 = when that was made (unix s, 0 = not known), value 2 = largest deviation of its check as a share, value 3 = temperature then in degree Celsius; the text names it.</summary>
        Calibrated = 21,

        /// <summary>R_cal was measured: deviation of the 100 ohm (value 1) and the 1 kohm (value 2) path from the first measurement since the start, as a share; value 3 = readings lost so far.</summary>
        ReferenceChecked = 22,

        /// <summary>The tester has tested itself. Value 1 = <see cref="SelfTestPart"/> that failed (0 = all is well) and 256 times its channel (255 = the board), value 2 = what was read, value 3 = what should have been.</summary>
        SelfTested = 24,

        /// <summary>The power failed without a warning while a current flowed: what was cut off is estimated. Value 1 = time in s from the last record of the charge to the failure, value 2 = charge in C that was added for it, value 3 = its largest error in C.</summary>
        ChargeEstimated = 23,
    }
}
