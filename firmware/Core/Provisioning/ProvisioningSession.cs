using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>
    /// The device's side of the line protocol of docs/provisioning-serial.md. Takes the bytes of the serial port one by one; whatever comes, it answers
    /// with a line or stays silent, and changes nothing but its own settings until it is told to save.
    /// </summary>
    public sealed class ProvisioningSession
    {
        /// <summary>Bytes of the longest line, without its end.</summary>
        public const int LongestLine = 320;

        /// <summary>Bytes of a value that one line may carry.</summary>
        public const int LargestPart = 192;

        private const string Greeting = "ET1 ";
        private readonly DeviceSettings settings;
        private readonly SettingsStore store;
        private readonly string about;
        private readonly byte[] line = new byte[LongestLine];
        private readonly byte[] part = new byte[LargestPart];
        private int length;
        private bool isTooLong;

        /// <summary>Makes a session.</summary>
        /// <param name="settings">The settings of the device as they were loaded; what is put goes here.</param>
        /// <param name="store">Where they are saved.</param>
        /// <param name="about">What the device says of itself: board and firmware, without line ends.</param>
        public ProvisioningSession(DeviceSettings settings, SettingsStore store, string about)
        {
            this.settings = settings;
            this.store = store;
            this.about = about;
        }

        /// <summary>Whether the host has asked for a restart; the caller obeys when it suits.</summary>
        public bool MustRestart { get; private set; }

        /// <summary>Lines whose CRC was wrong or that were too long.</summary>
        public int Damaged { get; private set; }

        /// <summary>Takes a byte; the answer, with its line end, when a line was complete, else an empty text.</summary>
        public string Take(byte value)
        {
            if (value != '\n')
            {
                if (value == '\r')
                    return "";
                if (length == LongestLine)
                    isTooLong = true;
                else
                    line[length++] = value;
                return "";
            }
            int count = length;
            bool isWhole = !isTooLong;
            length = 0;
            isTooLong = false;
            if (!Begins(count))
                return "";
            int end = isWhole ? EndOfWords(count) : -1;
            if (end >= 0)
                return Answer(Do(end));
            Damaged++;
            return Answer("no the line is damaged: send it again");
        }

        /// <summary>A line with its CRC and end.</summary>
        public static string Answer(string words)
        {
            string text = Greeting + words;
            uint crc = 0;
            byte[] one = new byte[1];
            for (int k = 0; k < text.Length; k++)
            {
                one[0] = (byte)text[k];
                crc = Crc32.Update(crc, one, 0, 1);
            }
            return text + " *" + Hexadecimal(crc) + "\n";
        }

        private string Do(int end)
        {
            int at = Greeting.Length;
            if (IsWord("hello", ref at, end))
                return at == end ? "ok " + about : Unknown();
            if (IsWord("put", ref at, end))
                return Put(at, end);
            if (IsWord("clear", ref at, end))
            {
                if (at != end)
                    return Unknown();
                settings.Clear();
                return "ok";
            }
            if (IsWord("list", ref at, end))
                return List(at, end);
            if (IsWord("save", ref at, end))
                return at == end ? Save() : Unknown();
            if (!IsWord("restart", ref at, end) || at != end)
                return Unknown();
            MustRestart = true;
            return "ok";
        }

        private string Put(int at, int end)
        {
            int name = Name(ref at, end);
            if (name < 0)
                return "no there is no such setting";
            int offset = Number(ref at, end);
            if (offset < 0)
                return "no the offset is no number";
            int count = Base64.Decode(line, at, end - at, part);
            if (count < 0)
                return "no the value is not Base64 or longer than a line may carry";
            return settings.TryPut((SettingName)name, offset, part, count)
                ? "ok " + (offset + count).ToString()
                : "no the value has a gap, is too long or not printable";
        }

        // Length and CRC-32 of a setting: enough to compare, and no secret leaves the device.
        private string List(int at, int end)
        {
            int name = Name(ref at, end);
            if (name < 0 || at != end)
                return "no there is no such setting";
            byte[] value = settings.Bytes((SettingName)name);
            return "ok " + value.Length.ToString() + " " + Hexadecimal(Crc32.Compute(value, 0, value.Length));
        }

        private string Save()
        {
            string fault = settings.Fault();
            if (fault.Length > 0)
                return "no " + fault;
            return store.TrySave(settings) ? "ok" : "no the settings could not be written";
        }

        private static string Unknown()
        {
            return "no the line is not understood";
        }

        private bool Begins(int count)
        {
            if (count < Greeting.Length)
                return false;
            for (int k = 0; k < Greeting.Length; k++)
                if (line[k] != Greeting[k])
                    return false;
            return true;
        }

        // "... *0123ABCD": where the words end, -1 where the CRC is missing or wrong.
        private int EndOfWords(int count)
        {
            int end = count - 10;
            if (end < Greeting.Length || line[end] != ' ' || line[end + 1] != '*')
                return -1;
            uint said = 0;
            for (int k = end + 2; k < count; k++)
            {
                int digit = DigitOf(line[k]);
                if (digit < 0)
                    return -1;
                said = (said << 4) | (uint)digit;
            }
            return said == Crc32.Compute(line, 0, end) ? end : -1;
        }

        private bool IsWord(string word, ref int at, int end)
        {
            int k = 0;
            while (k < word.Length && at + k < end && line[at + k] == word[k])
                k++;
            bool isWhole = k == word.Length && (at + k == end || line[at + k] == ' ');
            if (!isWhole)
                return false;
            at += at + k == end ? k : k + 1;
            return true;
        }

        private int Name(ref int at, int end)
        {
            for (int k = 0; k < DeviceSettings.Count; k++)
                if (IsWord(NameOf((SettingName)k), ref at, end))
                    return k;
            return -1;
        }

        private int Number(ref int at, int end)
        {
            int value = 0;
            int digits = 0;
            for (; at < end && line[at] != ' '; at++)
            {
                if (line[at] < '0' || line[at] > '9' || ++digits > 5)
                    return -1;
                value = value * 10 + line[at] - '0';
            }
            if (at < end)
                at++;
            return digits == 0 ? -1 : value;
        }

        /// <summary>The word for a setting.</summary>
        public static string NameOf(SettingName name)
        {
            switch (name)
            {
                case SettingName.Serial:
                    return "serial";
                case SettingName.WirelessName:
                    return "wireless-name";
                case SettingName.WirelessPassword:
                    return "wireless-password";
                case SettingName.Broker:
                    return "broker";
                case SettingName.BrokerPort:
                    return "broker-port";
                case SettingName.TimeServer:
                    return "time-server";
                case SettingName.Authority:
                    return "authority";
                case SettingName.Certificate:
                    return "certificate";
                default:
                    return "private-key";
            }
        }

        private static string Hexadecimal(uint value)
        {
            char[] text = new char[8];
            for (int k = 0; k < 8; k++)
            {
                byte digit = (byte)((value >> (28 - 4 * k)) & 15);
                text[k] = (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);
            }
            return new string(text);
        }

        private static int DigitOf(byte c)
        {
            if (c >= '0' && c <= '9')
                return c - '0';
            return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        }
    }
}
