namespace EdgeTester.Contracts
{
    /// <summary>What a command asks for.</summary>
    public enum CommandVerb : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Begin the run; the payload is a compiled plan.</summary>
        Start = 1,

        /// <summary>End the run now and disconnect the cell.</summary>
        Stop = 2,

        /// <summary>Disconnect the cell and hold the run where it is.</summary>
        Pause = 3,

        /// <summary>Go on after a pause.</summary>
        Resume = 4,

        /// <summary>Publish the device description again.</summary>
        Describe = 5,

        /// <summary>Use another calibration; the payload is the board's own bytes. Only while no channel has a run.</summary>
        SetCalibration = 6,

        /// <summary>Use other limits of the device, beside those of every plan; the payload is a <see cref="DeviceLimits"/>. Only while no channel has a run.</summary>
        SetLimits = 7,

        /// <summary>Make a calibration of comparisons with standards; the payload is a <see cref="CalibrationOrder"/>. Only while no channel has a run.</summary>
        Calibrate = 8,
    }
}
