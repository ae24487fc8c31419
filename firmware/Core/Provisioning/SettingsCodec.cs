using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>
    /// Settings in bytes: "ES", version 1, a u8 with the number of values, a u32 that rises with every save, each value as u8 name, u16 length
    /// and bytes, and the CRC-32 of all before.
    /// </summary>
    public static class SettingsCodec
    {
        private const ushort Magic = 0x5345;
        private const byte Version = 1;
        private const int HeadBytes = 8;

        /// <summary>Bytes of settings.</summary>
        public static int SizeOf(DeviceSettings settings)
        {
            int size = HeadBytes + 4;
            for (int k = 0; k < DeviceSettings.Count; k++)
                size += 3 + settings.Bytes((SettingName)k).Length;
            return size;
        }

        /// <summary>Writes settings.</summary>
        /// <param name="settings">What.</param>
        /// <param name="generation">Counts the saves.</param>
        public static byte[] Encode(DeviceSettings settings, uint generation)
        {
            byte[] buffer = new byte[SizeOf(settings)];
            LittleEndian.WriteUInt16(buffer, 0, Magic);
            buffer[2] = Version;
            buffer[3] = DeviceSettings.Count;
            LittleEndian.WriteUInt32(buffer, 4, generation);
            int at = HeadBytes;
            for (int k = 0; k < DeviceSettings.Count; k++)
            {
                byte[] value = settings.Bytes((SettingName)k);
                buffer[at] = (byte)k;
                LittleEndian.WriteUInt16(buffer, at + 1, (ushort)value.Length);
                System.Array.Copy(value, 0, buffer, at + 3, value.Length);
                at += 3 + value.Length;
            }
            LittleEndian.WriteUInt32(buffer, at, Crc32.Compute(buffer, 0, at));
            return buffer;
        }

        /// <summary>Reads settings; false where the bytes are not whole, and the settings are then empty.</summary>
        public static bool TryDecode(byte[] buffer, int count, DeviceSettings settings, out uint generation)
        {
            settings.Clear();
            generation = 0;
            if (count < HeadBytes + 4 || count > buffer.Length)
                return false;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version)
                return false;
            int end = count - 4;
            if (LittleEndian.ReadUInt32(buffer, end) != Crc32.Compute(buffer, 0, end))
                return false;
            int at = HeadBytes;
            for (int k = 0; k < buffer[3]; k++)
            {
                if (at + 3 > end)
                    return Refuse(settings);
                int name = buffer[at];
                int length = LittleEndian.ReadUInt16(buffer, at + 1);
                at += 3;
                if (at + length > end || name >= DeviceSettings.Count)
                    return Refuse(settings);
                byte[] value = new byte[length];
                System.Array.Copy(buffer, at, value, 0, length);
                if (!settings.TryPut((SettingName)name, 0, value, length))
                    return Refuse(settings);
                at += length;
            }
            generation = LittleEndian.ReadUInt32(buffer, 4);
            return at == end || Refuse(settings);
        }

        private static bool Refuse(DeviceSettings settings)
        {
            settings.Clear();
            return false;
        }
    }
}
