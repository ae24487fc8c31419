namespace EdgeTester.Firmware.Ports
{
    /// <summary>One SPI bus of one mode and clock, with its chip selects.</summary>
    public interface ISpiBus
    {
        /// <summary>
        /// One frame with the chip selected: <paramref name="count"/> bytes out of <paramref name="write"/> and as many into
        /// <paramref name="read"/>, both from index 0. A transfer never throws; a dead bus gives all ones or all zeros.
        /// </summary>
        void Transfer(int chipSelect, byte[] write, byte[] read, int count);
    }
}
