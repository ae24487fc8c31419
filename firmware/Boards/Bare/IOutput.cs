namespace EdgeTester.Firmware.Bare
{
    /// <summary>Where the program's lines go.</summary>
    public interface IOutput
    {
        /// <summary>One line of plain ASCII.</summary>
        void Line(string text);
    }
}
