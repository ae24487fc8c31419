using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>Answers to commands that wait for the link, oldest first.</summary>
    public sealed class AcknowledgementQueue
    {
        private const int Places = 8;
        private readonly CommandAcknowledgement[] waiting = new CommandAcknowledgement[Places];
        private readonly byte[] buffer = new byte[CommandAcknowledgement.LargestSize];
        private readonly FrameHeader header = new FrameHeader();
        private readonly ByteWriter writer = new ByteWriter();
        private readonly IUplink uplink;
        private readonly string topic;
        private int first;
        private int count;

        /// <summary>Makes an empty queue.</summary>
        public AcknowledgementQueue(IUplink uplink, string topic)
        {
            this.uplink = uplink;
            this.topic = topic;
            for (int k = 0; k < Places; k++)
                waiting[k] = new CommandAcknowledgement();
        }

        /// <summary>Whether no answer can be taken before one has gone.</summary>
        public bool IsFull
        {
            get { return count == Places; }
        }

        /// <summary>Puts an answer in.</summary>
        public void Add(Command command, CommandResult result, string text)
        {
            CommandAcknowledgement place = waiting[(first + count) % Places];
            place.Id = command.Id;
            place.Run = command.Run;
            place.Channel = command.Channel;
            place.Result = result;
            place.Text = text;
            count++;
        }

        /// <summary>Sends what the link takes.</summary>
        public void Pump()
        {
            while (count > 0 && uplink.IsConnected)
            {
                int length = waiting[first].Encode(buffer, 0, header, writer);
                if (length > 0 && !uplink.TryPublish(topic, buffer, length, true, false))
                    return;
                first = (first + 1) % Places;
                count--;
            }
        }
    }
}
