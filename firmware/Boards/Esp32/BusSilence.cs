namespace EdgeTester.Firmware.Esp32
{
    /// <summary>What the drivers read when a transfer failed: all ones, which every one of them knows as a dead bus.</summary>
    internal static class BusSilence
    {
        public static void Fill(byte[] read, int count)
        {
            for (int k = 0; k < count; k++)
                read[k] = 0xFF;
        }
    }
}
