namespace EdgeTester.Firmware.Ports
{
    /// <summary>What went wrong in the measuring half.</summary>
    public enum FrontEndFault : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Not done yet, or in use by another channel.</summary>
        Busy = 1,

        /// <summary>A chip does not answer, or answers as another part.</summary>
        ChipMissing = 2,

        /// <summary>A register did not read back as it was written.</summary>
        ReadBack = 3,

        /// <summary>Frames fail their CRC again and again.</summary>
        Checksum = 4,

        /// <summary>The converter stopped giving readings.</summary>
        NoData = 5,

        /// <summary>A value that the hardware cannot set.</summary>
        OutOfRange = 6,

        /// <summary>An input is at the end of its scale on every range.</summary>
        Overload = 7,

        /// <summary>The hardware comparator has opened the relay.</summary>
        ComparatorTrip = 8,

        /// <summary>The self-test failed.</summary>
        SelfTest = 9,
    }
}
