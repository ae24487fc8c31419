namespace EdgeTester.Firmware.Impedance
{
    /// <summary>How an impedance step stands.</summary>
    public enum ImpedanceProgress : byte
    {
        /// <summary>It goes on.</summary>
        Continues = 0,

        /// <summary>A point is there to be recorded.</summary>
        PointReady = 1,

        /// <summary>A point could not be measured and is left out.</summary>
        PointSkipped = 2,

        /// <summary>All points are done.</summary>
        Finished = 3,

        /// <summary>The front end failed.</summary>
        Failed = 4,
    }
}
