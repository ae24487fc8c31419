namespace EdgeTester.Firmware.Ports
{
    /// <summary>The supervisor that opens every relay in hardware when it is not fed. Only the control loop feeds it, at the end of a whole step.</summary>
    public interface IWatchdog
    {
        /// <summary>Says that the control loop is alive.</summary>
        void Feed();
    }
}
