namespace EdgeTester.Contracts
{
    /// <summary>
    /// The MQTT topics of one tester. All that it says goes below cell/SERIAL/up, all that it is told below
    /// cell/SERIAL/down, so that a broker can give each device rights by two patterns.
    /// </summary>
    public static class Topics
    {
        /// <summary>The first level of every topic.</summary>
        public const string Root = "cell";

        /// <summary>Device description, retained, <see cref="FrameKind.DeviceDescription"/>.</summary>
        public static string Birth(string serial)
        {
            return Root + "/" + serial + "/up/birth";
        }

        /// <summary>Retained UTF-8 text <see cref="Online"/> or <see cref="Offline"/>; the will says the latter.</summary>
        public static string State(string serial)
        {
            return Root + "/" + serial + "/up/state";
        }

        /// <summary>Journaled frames of a channel (samples, impedance points, events), QoS 1.</summary>
        public static string Records(string serial, int channel)
        {
            return Root + "/" + serial + "/up/" + channel.ToString() + "/records";
        }

        /// <summary>Present state of a channel, QoS 0, never stored, <see cref="FrameKind.Live"/>.</summary>
        public static string Live(string serial, int channel)
        {
            return Root + "/" + serial + "/up/" + channel.ToString() + "/live";
        }

        /// <summary>Answers to commands, QoS 1, <see cref="FrameKind.CommandAcknowledgement"/>.</summary>
        public static string Acknowledgements(string serial)
        {
            return Root + "/" + serial + "/up/ack";
        }

        /// <summary>Commands to a tester, QoS 1, <see cref="FrameKind.Command"/>.</summary>
        public static string Commands(string serial)
        {
            return Root + "/" + serial + "/down/command";
        }

        /// <summary>What the host has persisted, and what it asks for again: <see cref="FrameKind.Persisted"/>, <see cref="FrameKind.ReplayRequest"/>.</summary>
        public static string Persisted(string serial)
        {
            return Root + "/" + serial + "/down/persisted";
        }

        /// <summary>Filter for everything that one tester is told.</summary>
        public static string DownFilter(string serial)
        {
            return Root + "/" + serial + "/down/#";
        }

        /// <summary>Filter for everything that all testers say.</summary>
        public const string UpFilter = Root + "/+/up/#";

        /// <summary>The text of <see cref="State"/> while the tester is connected.</summary>
        public const string Online = "{\"online\":true}";

        /// <summary>The text of <see cref="State"/> when it is not.</summary>
        public const string Offline = "{\"online\":false}";

        /// <summary>Whether a serial can stand in a topic: 1 to 32 of letters, digits, '-' and '_'.</summary>
        public static bool IsSerial(string serial)
        {
            if (serial == null || serial.Length == 0 || serial.Length > 32)
                return false;
            for (int k = 0; k < serial.Length; k++)
            {
                char c = serial[k];
                bool ok =
                    (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '-'
                    || c == '_';
                if (!ok)
                    return false;
            }
            return true;
        }
    }
}
