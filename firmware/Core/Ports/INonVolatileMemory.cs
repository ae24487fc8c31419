namespace EdgeTester.Firmware.Ports
{
    /// <summary>Byte-wise non-volatile memory of unlimited endurance (FRAM). Power may fail between any two bytes of a write.</summary>
    public interface INonVolatileMemory
    {
        /// <summary>Size in bytes.</summary>
        int Size { get; }

        /// <summary>Reads; false where the memory does not answer.</summary>
        bool Read(int address, byte[] buffer, int offset, int count);

        /// <summary>Writes; false where the memory does not answer.</summary>
        bool Write(int address, byte[] buffer, int offset, int count);
    }
}
