using System;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>The debugger's console on a device, standard output elsewhere. Debug.WriteLine would vanish in a release build.</summary>
    public sealed class ConsoleOutput : IOutput
    {
        /// <inheritdoc/>
        public void Line(string text)
        {
            Console.WriteLine(text);
        }
    }
}
