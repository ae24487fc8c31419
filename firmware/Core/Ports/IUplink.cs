namespace EdgeTester.Firmware.Ports
{
    /// <summary>The way to the broker. Nothing here blocks; what does not get through is offered again.</summary>
    public interface IUplink
    {
        /// <summary>Whether messages can be handed over just now.</summary>
        bool IsConnected { get; }

        /// <summary>
        /// Monotonic time of the link in microseconds. On a board it is the clock's; where months are simulated in seconds the
        /// network still takes its own time. Retransmission and the pace of live telemetry count on this, never on the clock.
        /// </summary>
        long LinkMicroseconds { get; }

        /// <summary>Counts the connections that were made: a change means that the other side may have lost what was on the way.</summary>
        int ConnectionCount { get; }

        /// <summary>Hands a message over; false where there is no room or no link. The payload is copied before this returns.</summary>
        /// <param name="topic">Full topic.</param>
        /// <param name="payload">Bytes from index 0.</param>
        /// <param name="count">How many.</param>
        /// <param name="atLeastOnce">QoS 1, else QoS 0.</param>
        /// <param name="retain">The broker keeps it for later subscribers.</param>
        bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain);

        /// <summary>Takes the next message that came in on the device's down topics; false where there is none.</summary>
        /// <param name="buffer">Filled from index 0; a message that is larger is dropped and counted by the adapter.</param>
        /// <param name="count">Its bytes.</param>
        bool TryReceive(byte[] buffer, out int count);
    }
}
