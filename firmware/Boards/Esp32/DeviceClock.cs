using System;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using nanoFramework.Hardware.Esp32;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The ESP32's own timer for all that is measured; SNTP's time of day only as an annotation.</summary>
    public sealed class DeviceClock : IClock
    {
        // The calendar of the device begins in 1970 or 2000 until SNTP has spoken.
        private const int FirstBelievedYear = 2026;
        private const long TicksToUnixEpoch = 621355968000000000;

        /// <inheritdoc/>
        public long ElapsedMicroseconds
        {
            get { return Numbers.Signed(HighResTimer.GetCurrent()); }
        }

        /// <inheritdoc/>
        public long UnixMilliseconds
        {
            get
            {
                DateTime now = DateTime.UtcNow;
                return now.Year < FirstBelievedYear ? 0 : (now.Ticks - TicksToUnixEpoch) / 10000;
            }
        }
    }
}
