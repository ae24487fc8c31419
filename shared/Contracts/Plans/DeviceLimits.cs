namespace EdgeTester.Contracts
{
    /// <summary>
    /// Limits of a device, which every run keeps beside its plan's: magic u16 'EL', version u8, eight f64 as in a plan, CRC-32.
    /// </summary>
    public static class DeviceLimits
    {
        /// <summary>Bytes of all.</summary>
        public const int Size = 3 + 8 * 8 + 4;

        private const ushort Magic = 0x4C45;
        private const byte Version = 1;

        /// <summary>Writes limits; returns their length, or 0 where the buffer is too small.</summary>
        public static int Encode(Limits limits, byte[] buffer, ByteWriter writer)
        {
            writer.Reset(buffer, 0, buffer.Length);
            writer.PutUInt16(Magic);
            writer.PutByte(Version);
            PlanFields.PutLimits(limits, writer);
            if (writer.Overflowed)
                return 0;
            writer.PutUInt32(Crc32.Compute(buffer, 0, writer.Position));
            return writer.Overflowed ? 0 : writer.Position;
        }

        /// <summary>Reads limits; false for a wrong CRC or length, or values that are no limits.</summary>
        public static bool TryDecode(byte[] buffer, int count, Limits limits, ByteReader reader)
        {
            if (count != Size || count > buffer.Length)
                return false;
            if (LittleEndian.ReadUInt32(buffer, count - 4) != Crc32.Compute(buffer, 0, count - 4))
                return false;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version)
                return false;
            reader.Reset(buffer, 3, count - 4);
            PlanFields.TakeLimits(limits, reader);
            return !reader.Failed && PlanFields.AreLimits(limits);
        }

        /// <summary>Makes limits at least as strict as others. A delay and the share of a short stay as they are.</summary>
        public static void Tighten(Limits limits, Limits others)
        {
            limits.MinimumVoltage = Higher(limits.MinimumVoltage, others.MinimumVoltage);
            limits.MaximumVoltage = Lower(limits.MaximumVoltage, others.MaximumVoltage);
            limits.MaximumCurrent = Lower(limits.MaximumCurrent, others.MaximumCurrent);
            limits.MaximumCharge = Lower(limits.MaximumCharge, others.MaximumCharge);
            limits.MinimumTemperature = Higher(limits.MinimumTemperature, others.MinimumTemperature);
            limits.MaximumTemperature = Lower(limits.MaximumTemperature, others.MaximumTemperature);
        }

        private static double Lower(double a, double b)
        {
            if (double.IsNaN(a))
                return b;
            return !double.IsNaN(b) && b < a ? b : a;
        }

        private static double Higher(double a, double b)
        {
            if (double.IsNaN(a))
                return b;
            return !double.IsNaN(b) && b > a ? b : a;
        }
    }
}
