using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>Time as the story tells it: it jumps to the moment that the tester asks for.</summary>
    public sealed class ScriptClock : IClock
    {
        private long microseconds;
        private long unixAtZero;

        /// <summary>Begins at a wall-clock time.</summary>
        public ScriptClock(long unixMilliseconds)
        {
            unixAtZero = unixMilliseconds;
        }

        /// <inheritdoc/>
        public long ElapsedMicroseconds
        {
            get { return microseconds; }
        }

        /// <inheritdoc/>
        public long UnixMilliseconds
        {
            get { return unixAtZero + microseconds / 1000; }
        }

        /// <summary>Jumps ahead.</summary>
        public void MoveTo(long elapsedMicroseconds)
        {
            microseconds = elapsedMicroseconds;
        }

        /// <summary>A restart after a time without power: monotonic time begins anew, the wall clock goes on.</summary>
        public void Restart(long awayMicroseconds)
        {
            unixAtZero += (microseconds + awayMicroseconds) / 1000;
            microseconds = 0;
        }
    }
}
