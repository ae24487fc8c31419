using System;
using System.IO;
using EdgeTester.Firmware.Provisioning;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>The two copies of the settings in internal flash.</summary>
    public sealed class FlashSettingsFiles : ISettingsFiles
    {
        private readonly string drive;

        /// <summary>Takes the drive, such as "I:\".</summary>
        public FlashSettingsFiles(string drive)
        {
            this.drive = drive;
        }

        /// <inheritdoc/>
        public byte[] Read(int copy)
        {
            try
            {
                string path = PathOf(copy);
                return File.Exists(path) ? File.ReadAllBytes(path) : new byte[0];
            }
            catch (Exception)
            {
                return new byte[0];
            }
        }

        /// <inheritdoc/>
        public bool Write(int copy, byte[] bytes)
        {
            try
            {
                File.WriteAllBytes(PathOf(copy), bytes);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private string PathOf(int copy)
        {
            return drive + (copy == 0 ? "settings.a" : "settings.b");
        }
    }
}
