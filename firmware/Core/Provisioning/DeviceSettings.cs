using System.Text;
using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>The settings of a device as texts of printable ASCII (certificates with line ends). Nothing throws.</summary>
    public sealed class DeviceSettings
    {
        /// <summary>Number of settings.</summary>
        public const int Count = 9;

        /// <summary>Bytes of the longest setting.</summary>
        public const int LargestValue = 4096;

        private readonly byte[][] values = new byte[Count][];

        /// <summary>Makes settings with nothing in them.</summary>
        public DeviceSettings()
        {
            Clear();
        }

        /// <summary>Forgets everything.</summary>
        public void Clear()
        {
            for (int k = 0; k < Count; k++)
                values[k] = new byte[0];
        }

        /// <summary>The bytes of a setting, empty where nothing was said.</summary>
        public byte[] Bytes(SettingName name)
        {
            return values[(int)name];
        }

        /// <summary>A setting as text.</summary>
        public string Text(SettingName name)
        {
            byte[] bytes = values[(int)name];
            return bytes.Length == 0 ? "" : Encoding.UTF8.GetString(bytes, 0, bytes.Length);
        }

        /// <summary>Port of the broker, 8883 with an authority and 1883 without where nothing is said.</summary>
        public int Port
        {
            get
            {
                int port = Number(values[(int)SettingName.BrokerPort]);
                if (port > 0)
                    return port;
                return values[(int)SettingName.Authority].Length > 0 ? 8883 : 1883;
            }
        }

        /// <summary>Bytes that a setting may have.</summary>
        public static int LargestOf(SettingName name)
        {
            switch (name)
            {
                case SettingName.Serial:
                case SettingName.WirelessName:
                    return 32;
                case SettingName.WirelessPassword:
                    return 64;
                case SettingName.Broker:
                case SettingName.TimeServer:
                    return 128;
                case SettingName.BrokerPort:
                    return 5;
                default:
                    return LargestValue;
            }
        }

        /// <summary>Cuts a setting at a place and goes on with some bytes; false where that cannot be: a gap, too long, not printable.</summary>
        /// <param name="name">The setting.</param>
        /// <param name="offset">Bytes of it that stay, at most those that are there.</param>
        /// <param name="part">What follows.</param>
        /// <param name="count">Bytes of it from index 0.</param>
        public bool TryPut(SettingName name, int offset, byte[] part, int count)
        {
            byte[] before = values[(int)name];
            if (offset < 0 || offset > before.Length || count < 0 || count > part.Length)
                return false;
            if (
                offset + count > LargestOf(name)
                || !AreCharacters(part, count, name >= SettingName.Authority)
            )
                return false;
            byte[] after = new byte[offset + count];
            System.Array.Copy(before, 0, after, 0, offset);
            System.Array.Copy(part, 0, after, offset, count);
            values[(int)name] = after;
            return true;
        }

        /// <summary>What is wrong or missing, empty where a device can work with it.</summary>
        public string Fault()
        {
            if (!Topics.IsSerial(Text(SettingName.Serial)))
                return "serial is missing or has other characters than letters, digits, - and _";
            if (values[(int)SettingName.Broker].Length == 0)
                return "broker is missing";
            int port = Number(values[(int)SettingName.BrokerPort]);
            if (values[(int)SettingName.BrokerPort].Length > 0 && (port < 1 || port > 65535))
                return "broker-port is no port";
            bool hasCertificate = values[(int)SettingName.Certificate].Length > 0;
            if (hasCertificate != values[(int)SettingName.PrivateKey].Length > 0)
                return hasCertificate ? "private-key is missing" : "certificate is missing";
            if (hasCertificate && values[(int)SettingName.Authority].Length == 0)
                return "authority is missing";
            return "";
        }

        private static int Number(byte[] digits)
        {
            int value = 0;
            for (int k = 0; k < digits.Length; k++)
            {
                if (digits[k] < '0' || digits[k] > '9')
                    return -1;
                value = value * 10 + digits[k] - '0';
            }
            return digits.Length == 0 ? 0 : value;
        }

        private static bool AreCharacters(byte[] bytes, int count, bool withLines)
        {
            for (int k = 0; k < count; k++)
            {
                byte b = bytes[k];
                bool isLineEnd = b == '\n' || b == '\r';
                if ((b < 0x20 || b > 0x7E) && !(withLines && isLineEnd))
                    return false;
            }
            return true;
        }
    }
}
