namespace EdgeTester.Contracts
{
    /// <summary>
    /// Comparisons with standards from which a device makes its calibration: magic u16 'CO', version u8, name (text of at most 64 bytes), unix time in
    /// seconds f64, temperature f64 (NaN = not known), largest deviation that a check left f64 (share, NaN = not checked), number of points u16, then each
    /// with kind u8, channel u8, range u8 and four f64; CRC-32. The points adjust the calibration that was in use when they were read: an order holds what was read of one
    /// standard, because an open counts from the short before it and a load from both.
    /// </summary>
    public sealed class CalibrationOrder
    {
        /// <summary>The longest name in bytes of UTF-8.</summary>
        public const int MaximumNameBytes = 64;

        /// <summary>The most points: 8 channels with two voltages, four currents and four impedances, and as many again; an open has 104.</summary>
        public const int MaximumPoints = 160;

        private const ushort Magic = 0x4F43;
        private const byte Version = 1;

        /// <summary>Names the certificate.</summary>
        public string Name = "";

        /// <summary>When it was made, unix time in seconds.</summary>
        public double UnixSeconds;

        /// <summary>Temperature in degree Celsius or NaN.</summary>
        public double Celsius = double.NaN;

        /// <summary>Largest deviation that a check left, as a share, or NaN.</summary>
        public double Residual = double.NaN;

        /// <summary>The comparisons.</summary>
        public CalibrationPoint[] Points = new CalibrationPoint[0];

        /// <summary>Writes it; returns its length, or 0 where the buffer is too small, the name too long or there are too many points.</summary>
        public int Encode(byte[] buffer, ByteWriter writer)
        {
            if (Points.Length > MaximumPoints)
                return 0;
            writer.Reset(buffer, 0, buffer.Length);
            writer.PutUInt16(Magic);
            writer.PutByte(Version);
            int before = writer.Position;
            writer.PutText(Name);
            if (writer.Overflowed || writer.Position - before - 2 > MaximumNameBytes)
                return 0;
            writer.PutDouble(UnixSeconds);
            writer.PutDouble(Celsius);
            writer.PutDouble(Residual);
            writer.PutUInt16((ushort)Points.Length);
            for (int k = 0; k < Points.Length; k++)
            {
                CalibrationPoint point = Points[k];
                writer.PutByte((byte)point.Kind);
                writer.PutByte(point.Channel);
                writer.PutByte(point.Range);
                writer.PutDouble(point.TrueLow);
                writer.PutDouble(point.ReadLow);
                writer.PutDouble(point.TrueHigh);
                writer.PutDouble(point.ReadHigh);
            }
            if (writer.Overflowed)
                return 0;
            writer.PutUInt32(Crc32.Compute(buffer, 0, writer.Position));
            return writer.Overflowed ? 0 : writer.Position;
        }

        /// <summary>Reads it; false for a wrong CRC, a cut, an unknown version or kind, a name that is empty.</summary>
        public bool TryDecode(byte[] buffer, int count, ByteReader reader)
        {
            if (count < 16 || count > buffer.Length)
                return false;
            if (LittleEndian.ReadUInt32(buffer, count - 4) != Crc32.Compute(buffer, 0, count - 4))
                return false;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version)
                return false;
            reader.Reset(buffer, 3, count - 4);
            Name = reader.TakeText(MaximumNameBytes);
            UnixSeconds = reader.TakeDouble();
            Celsius = reader.TakeDouble();
            Residual = reader.TakeDouble();
            int points = reader.TakeUInt16();
            if (reader.Failed || points > MaximumPoints || reader.Remaining != points * CalibrationPoint.Size)
                return false;
            Points = new CalibrationPoint[points];
            bool isKnown = Name.Length > 0 && Numbers.IsFinite(UnixSeconds);
            for (int k = 0; k < points; k++)
            {
                CalibrationPoint point = new CalibrationPoint();
                byte kind = reader.TakeByte();
                isKnown &=
                    kind >= (byte)CalibrationKind.CoarseVoltage && kind <= (byte)CalibrationKind.CommonGround;
                point.Kind = (CalibrationKind)kind;
                point.Channel = reader.TakeByte();
                point.Range = reader.TakeByte();
                point.TrueLow = reader.TakeDouble();
                point.ReadLow = reader.TakeDouble();
                point.TrueHigh = reader.TakeDouble();
                point.ReadHigh = reader.TakeDouble();
                Points[k] = point;
            }
            return isKnown && !reader.Failed;
        }
    }
}
