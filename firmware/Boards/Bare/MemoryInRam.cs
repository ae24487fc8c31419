using System;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>FRAM as an array that outlives the tester.</summary>
    public sealed class MemoryInRam : INonVolatileMemory
    {
        private readonly byte[] bytes;
        private readonly PowerSwitch power;

        /// <summary>Makes an unwritten memory.</summary>
        public MemoryInRam(int size, PowerSwitch power)
        {
            this.power = power;
            bytes = new byte[size];
            for (int k = 0; k < size; k++)
                bytes[k] = 0xFF;
        }

        /// <inheritdoc/>
        public int Size
        {
            get { return bytes.Length; }
        }

        /// <inheritdoc/>
        public bool Read(int address, byte[] buffer, int offset, int count)
        {
            Array.Copy(bytes, address, buffer, offset, count);
            return true;
        }

        /// <inheritdoc/>
        public bool Write(int address, byte[] buffer, int offset, int count)
        {
            Array.Copy(buffer, offset, bytes, address, power.Allowed(count));
            return true;
        }
    }
}
