namespace EdgeTester.Firmware.Esp32
{
    /// <summary>Messages from the broker on their way to the control loop: few, because the heap is small; one more is dropped and counted.</summary>
    public sealed class MessageQueue
    {
        private readonly byte[]?[] places;
        private int first;
        private int count;

        /// <summary>Makes a queue.</summary>
        public MessageQueue(int most)
        {
            places = new byte[most][];
        }

        /// <summary>Messages that found no room or were too large to be taken.</summary>
        public int Dropped { get; private set; }

        /// <summary>Puts a message in; called by the client's thread.</summary>
        public void Put(byte[] message)
        {
            lock (places)
            {
                if (count == places.Length)
                {
                    Dropped++;
                    return;
                }
                int place = first + count;
                places[place < places.Length ? place : place - places.Length] = message;
                count++;
            }
        }

        /// <summary>Takes the oldest message that fits a buffer; false where there is none.</summary>
        public bool TryTake(byte[] buffer, out int length)
        {
            lock (places)
            {
                while (count > 0)
                {
                    byte[]? message = places[first];
                    places[first] = null;
                    first = first + 1 == places.Length ? 0 : first + 1;
                    count--;
                    if (message == null || message.Length > buffer.Length)
                    {
                        Dropped++;
                        continue;
                    }
                    System.Array.Copy(message, 0, buffer, 0, message.Length);
                    length = message.Length;
                    return true;
                }
            }
            length = 0;
            return false;
        }
    }
}
