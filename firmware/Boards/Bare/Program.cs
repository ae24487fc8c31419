using System;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>
    /// The firmware on any nanoFramework device or interpreter without wiring: a scripted tester runs a plan, loses its power in the
    /// middle of a write, and goes on. All lines but the last two are the same on every machine.
    /// </summary>
    public static class Program
    {
        /// <summary>Runs it once.</summary>
        public static void Main()
        {
            IOutput output = new ConsoleOutput();
            long start = DateTime.UtcNow.Ticks;
            Story story = new Story(output);
            story.Run();
            long microseconds = (DateTime.UtcNow.Ticks - start) / 10;
            uint free = nanoFramework.Runtime.Native.GC.Run(false);
            output.Line(
                "time "
                    + microseconds.ToString()
                    + " us, "
                    + (microseconds / story.Ticks).ToString()
                    + " us a tick"
            );
            output.Line("heap " + (free == 0 ? "not known" : free.ToString() + " bytes free"));
        }
    }
}
