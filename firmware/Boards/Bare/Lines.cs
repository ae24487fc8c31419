using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>The lines that the program prints, made without formats.</summary>
    public static class Lines
    {
        /// <summary>"frame 12 0/records Samples 16 from 40, 312 bytes, 0123ABCD".</summary>
        public static string Frame(int number, string topic, byte[] payload, int count, uint crc)
        {
            return "frame "
                + number.ToString()
                + " "
                + EndOf(topic)
                + ", "
                + count.ToString()
                + " bytes, "
                + Hexadecimal(crc)
                + Records(payload, count);
        }

        /// <summary>Eight digits.</summary>
        public static string Hexadecimal(uint value)
        {
            char[] text = new char[8];
            for (int k = 0; k < 8; k++)
            {
                int digit = (int)(value >> (28 - 4 * k)) & 15;
                text[k] = (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
            }
            return new string(text);
        }

        private static string Records(byte[] payload, int count)
        {
            if (count < Contracts.Frame.HeaderSize || payload[0] != (byte)'E' || payload[3] > 3)
                return "";
            return ", records "
                + LittleEndian.ReadUInt32(payload, 28).ToString()
                + " + "
                + LittleEndian.ReadUInt16(payload, 26).ToString();
        }

        // What follows cell/SERIAL/up/.
        private static string EndOf(string topic)
        {
            int slashes = 0;
            for (int k = 0; k < topic.Length; k++)
            {
                if (topic[k] == '/')
                    slashes++;
                if (slashes == 3)
                    return topic.Substring(k + 1);
            }
            return topic;
        }
    }
}
