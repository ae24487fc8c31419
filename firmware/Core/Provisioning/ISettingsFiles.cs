namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>Two small files that outlive a restart. Power may fail while one is written; the other then stands.</summary>
    public interface ISettingsFiles
    {
        /// <summary>All bytes of a copy, empty where it is not there or cannot be read.</summary>
        /// <param name="copy">0 or 1.</param>
        byte[] Read(int copy);

        /// <summary>Replaces a copy; false on a fault.</summary>
        bool Write(int copy, byte[] bytes);
    }
}
