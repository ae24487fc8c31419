namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>
    /// The settings in two copies. A save replaces the older copy and reads it back before it counts, so that at any moment one whole copy is there.
    /// </summary>
    public sealed class SettingsStore
    {
        private readonly ISettingsFiles files;
        private readonly DeviceSettings other = new DeviceSettings();
        private uint generation;
        private int newest = 1;

        /// <summary>Takes the files.</summary>
        public SettingsStore(ISettingsFiles files)
        {
            this.files = files;
        }

        /// <summary>Whether one of the copies could not be read while the other could: the next save mends it.</summary>
        public bool HasFallenBack { get; private set; }

        /// <summary>Reads the newer whole copy; false where there is none.</summary>
        public bool TryLoad(DeviceSettings settings)
        {
            uint first;
            uint second;
            byte[] bytes = files.Read(0);
            bool hasFirst = SettingsCodec.TryDecode(bytes, bytes.Length, settings, out first);
            bytes = files.Read(1);
            bool hasSecond = SettingsCodec.TryDecode(bytes, bytes.Length, other, out second);
            // The counter may pass its end: the difference tells.
            bool isSecondNewer = hasSecond && (!hasFirst || second - first < 0x80000000u);
            if (isSecondNewer)
                SettingsCodec.TryDecode(bytes, bytes.Length, settings, out second);
            newest = isSecondNewer ? 1 : 0;
            generation = isSecondNewer ? second : first;
            HasFallenBack = hasFirst != hasSecond;
            if (hasFirst || hasSecond)
                return true;
            newest = 1;
            return false;
        }

        /// <summary>Saves; false where the file did not read back as it was written, and the copy of before then stands.</summary>
        public bool TrySave(DeviceSettings settings)
        {
            int copy = 1 - newest;
            byte[] bytes = SettingsCodec.Encode(settings, generation + 1);
            if (!files.Write(copy, bytes) || !IsSame(files.Read(copy), bytes))
                return false;
            generation++;
            newest = copy;
            return true;
        }

        private static bool IsSame(byte[] a, byte[] b)
        {
            if (a.Length != b.Length)
                return false;
            for (int k = 0; k < a.Length; k++)
                if (a[k] != b[k])
                    return false;
            return true;
        }
    }
}
