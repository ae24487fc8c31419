using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>
    /// Broker and host in one: says the CRC-32 of every message that the tester publishes, acknowledges records as persisted, and hands
    /// one waiting message at a time down.
    /// </summary>
    public sealed class HostInRam : IUplink
    {
        private const int Channels = 2;
        private readonly ScriptClock clock;
        private readonly PowerSwitch power;
        private readonly IOutput output;
        private readonly FrameHeader header = new FrameHeader();
        private readonly Persisted persisted = new Persisted();
        private readonly ulong[] next = new ulong[Channels];
        private readonly bool[] mustAnswer = new bool[Channels];
        private readonly RunId[] runs = new RunId[Channels];
        private byte[]? waiting;

        /// <summary>Makes a host that knows nothing yet.</summary>
        public HostInRam(ScriptClock clock, PowerSwitch power, IOutput output)
        {
            this.clock = clock;
            this.power = power;
            this.output = output;
        }

        /// <summary>CRC-32 over the CRCs of all messages.</summary>
        public uint Checksum { get; private set; }

        /// <summary>Messages that came.</summary>
        public int Messages { get; private set; }

        /// <summary>Records that came more than once: after a restart the tester sends again what it does not know to be persisted.</summary>
        public int Repeated { get; private set; }

        /// <summary>Records that the host lacks before one that it has.</summary>
        public int Missing { get; private set; }

        /// <inheritdoc/>
        public bool IsConnected
        {
            get { return !power.IsOff; }
        }

        /// <inheritdoc/>
        public long LinkMicroseconds
        {
            get { return clock.ElapsedMicroseconds; }
        }

        /// <inheritdoc/>
        public int ConnectionCount
        {
            get { return 1; }
        }

        /// <summary>Puts a message for the tester down; the one before must have been taken.</summary>
        public void Send(byte[] message)
        {
            waiting = message;
        }

        /// <inheritdoc/>
        public bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain)
        {
            if (power.IsOff)
                return false;
            bool isFrame = Frame.TryReadHeader(payload, 0, count, header) == FrameError.None;
            // A whole frame with its own CRC at the end always gives the same remainder: what counts is before it.
            uint crc = Crc32.Compute(payload, 0, isFrame ? count - Frame.ChecksumSize : count);
            Messages++;
            Checksum = Mix(Checksum, crc);
            output.Line(Lines.Frame(Messages, topic, payload, count, crc));
            if (isFrame && Frame.IsJournaled(header.Kind))
                Keep();
            return true;
        }

        /// <inheritdoc/>
        public bool TryReceive(byte[] buffer, out int count)
        {
            count = 0;
            if (power.IsOff)
                return false;
            byte[]? message = waiting;
            if (message != null)
            {
                waiting = null;
                System.Array.Copy(message, 0, buffer, 0, message.Length);
                count = message.Length;
                return true;
            }
            for (int channel = 0; channel < Channels; channel++)
            {
                if (!mustAnswer[channel])
                    continue;
                mustAnswer[channel] = false;
                persisted.Run = runs[channel];
                persisted.Channel = (byte)channel;
                persisted.NextSequence = next[channel];
                count = persisted.Encode(buffer, 0, header);
                return true;
            }
            return false;
        }

        private void Keep()
        {
            int channel = header.Channel;
            if (channel >= Channels)
                return;
            if (!runs[channel].SameAs(header.Run))
            {
                runs[channel] = header.Run;
                next[channel] = 0;
            }
            mustAnswer[channel] = true;
            ulong end = header.FirstSequence + header.RecordCount;
            if (header.FirstSequence > next[channel])
                Missing += (int)(header.FirstSequence - next[channel]);
            else
                Repeated += (int)((end < next[channel] ? end : next[channel]) - header.FirstSequence);
            if (end > next[channel])
                next[channel] = end;
        }

        private static uint Mix(uint checksum, uint crc)
        {
            // The same as the CRC-32 of the four bytes, without an array.
            uint state = ~checksum ^ crc;
            for (int bit = 0; bit < 32; bit++)
                state = (state & 1) != 0 ? 0xEDB88320u ^ (state >> 1) : state >> 1;
            return ~state;
        }
    }
}
