using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// A calibration as bytes for the device's memory: "EC", version 3, channels, ranges, name (length and UTF-8), when it was made (unix s), temperature, largest deviation of its check, then little-endian doubles in the order
    /// of the calibration's fields, at the end those of leads, leakage, and channel by channel common ground and compensation, and a CRC-32 over all of it.
    /// Version 2 ends before leads and is read as a calibration without what follows.
    /// </summary>
    public static class CalibrationCodec
    {
        /// <summary>Longest name in bytes.</summary>
        public const int LongestName = 64;

        /// <summary>Room that any calibration fits in, in bytes.</summary>
        public const int LargestSize = 7424;

        private const byte Version = 3;
        private const byte VersionBefore = 2;

        // A gain, shunt or resistance further off its nominal value is no calibration.
        private const double LargestDeviation = 0.2;

        /// <summary>Encodes from index 0; the number of bytes, 0 where the buffer is too small or the name too long.</summary>
        public static int Encode(FrontEndCalibration calibration, byte[] buffer)
        {
            ByteWriter writer = new ByteWriter();
            writer.Reset(buffer, 0, buffer.Length);
            writer.PutByte((byte)'E');
            writer.PutByte((byte)'C');
            writer.PutByte(Version);
            writer.PutByte(SignalChain.ChannelCount);
            writer.PutByte(SignalChain.RangeCount);
            int before = writer.Position;
            writer.PutText(calibration.Name);
            if (writer.Position - before > LongestName + 2)
                return 0;
            writer.PutDouble(calibration.UnixSeconds);
            writer.PutDouble(calibration.Celsius);
            writer.PutDouble(calibration.Residual);
            PutAll(writer, calibration.CoarseGain);
            PutAll(writer, calibration.CoarseOffset);
            PutAll(writer, calibration.FineGain);
            PutAll(writer, calibration.FineOffset);
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                PutAll(writer, calibration.ShuntOhm[channel]);
                PutAll(writer, calibration.ShuntOffset[channel]);
                PutAll(writer, calibration.ImpedanceShuntOhm[channel]);
                PutAll(writer, calibration.ShuntFarad[channel]);
            }
            PutAll(writer, calibration.ReferenceOhm);
            PutAll(writer, calibration.ReferenceShuntOhm);
            PutAll(writer, calibration.ReferenceShuntFarad);
            PutAll(writer, calibration.LeadOhm);
            PutAll(writer, calibration.LeakSiemens);
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                PutAll(writer, calibration.GroundOhm[channel]);
                PutAll(writer, calibration.Compensation[channel].Short);
                PutAll(writer, calibration.Compensation[channel].Open);
                PutAll(writer, calibration.Compensation[channel].Load);
            }
            if (writer.Overflowed)
                return 0;
            writer.PutUInt32(Crc32.Compute(buffer, 0, writer.Position));
            return writer.Overflowed ? 0 : writer.Position;
        }

        /// <summary>Decodes from index 0; null for a wrong CRC or version, a cut, or values that no board has.</summary>
        public static FrontEndCalibration? Decode(byte[] buffer, int count)
        {
            if (count < 9 || count > buffer.Length)
                return null;
            ByteReader reader = new ByteReader();
            reader.Reset(buffer, count - 4, count);
            if (reader.TakeUInt32() != Crc32.Compute(buffer, 0, count - 4))
                return null;
            reader.Reset(buffer, 0, count - 4);
            bool known = reader.TakeByte() == 'E' & reader.TakeByte() == 'C';
            byte version = reader.TakeByte();
            known &= version == Version || version == VersionBefore;
            bool fits =
                reader.TakeByte() == SignalChain.ChannelCount & reader.TakeByte() == SignalChain.RangeCount;
            if (!known || !fits)
                return null;
            FrontEndCalibration calibration = new FrontEndCalibration();
            calibration.Name = reader.TakeText(LongestName);
            calibration.UnixSeconds = reader.TakeDouble();
            calibration.Celsius = reader.TakeDouble();
            calibration.Residual = reader.TakeDouble();
            TakeAll(reader, calibration.CoarseGain);
            TakeAll(reader, calibration.CoarseOffset);
            TakeAll(reader, calibration.FineGain);
            TakeAll(reader, calibration.FineOffset);
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                TakeAll(reader, calibration.ShuntOhm[channel]);
                TakeAll(reader, calibration.ShuntOffset[channel]);
                TakeAll(reader, calibration.ImpedanceShuntOhm[channel]);
                TakeAll(reader, calibration.ShuntFarad[channel]);
            }
            TakeAll(reader, calibration.ReferenceOhm);
            TakeAll(reader, calibration.ReferenceShuntOhm);
            TakeAll(reader, calibration.ReferenceShuntFarad);
            if (version == Version)
            {
                TakeAll(reader, calibration.LeadOhm);
                TakeAll(reader, calibration.LeakSiemens);
            }
            for (int channel = 0; version == Version && channel < SignalChain.ChannelCount; channel++)
            {
                TakeAll(reader, calibration.GroundOhm[channel]);
                TakeAll(reader, calibration.Compensation[channel].Short);
                TakeAll(reader, calibration.Compensation[channel].Open);
                TakeAll(reader, calibration.Compensation[channel].Load);
            }
            return !reader.Failed && reader.Remaining == 0 && IsPlausible(calibration) ? calibration : null;
        }

        private static bool IsPlausible(FrontEndCalibration calibration)
        {
            bool good = true;
            for (int channel = 0; channel < SignalChain.ChannelCount; channel++)
            {
                good &= IsNear(calibration.CoarseGain[channel], 1.0);
                good &= IsNear(calibration.FineGain[channel], 1.0);
                good &= IsSmall(calibration.CoarseOffset[channel], 0.1);
                good &= IsSmall(calibration.FineOffset[channel], 0.01);
                good &= IsSmall(calibration.LeadOhm[channel], CalibrationAdjustment.LargestLeadOhm);
                good &= IsSmall(calibration.LeakSiemens[channel], CalibrationAdjustment.LargestLeakSiemens);
                good &= AreSmall(calibration.GroundOhm[channel], CalibrationAdjustment.LargestGroundOhm);
                good &= AreSmall(calibration.Compensation[channel].Short, 100.0);
                good &= AreSmall(calibration.Compensation[channel].Open, 0.01);
                good &= AreSmall(calibration.Compensation[channel].Load, 2.0);
                for (int range = 0; range < SignalChain.RangeCount; range++)
                {
                    double nominal = SignalChain.ShuntOhm(range);
                    good &= IsNear(calibration.ShuntOhm[channel][range], nominal);
                    good &= IsNear(calibration.ImpedanceShuntOhm[channel][range], nominal);
                    good &= IsSmall(calibration.ShuntOffset[channel][range], 0.01);
                    good &= IsSmall(calibration.ShuntFarad[channel][range], 1e-8);
                }
            }
            for (int k = 0; k < 2; k++)
            {
                double nominal = SignalChain.ShuntOhm(k);
                good &= IsNear(calibration.ReferenceOhm[k], nominal);
                good &= IsNear(calibration.ReferenceShuntOhm[k], nominal);
                good &= IsSmall(calibration.ReferenceShuntFarad[k], 1e-8);
            }
            return good;
        }

        private static bool IsNear(double value, double nominal)
        {
            return IsSmall(value / nominal - 1.0, LargestDeviation);
        }

        private static bool IsSmall(double value, double limit)
        {
            return Numbers.IsFinite(value) && value <= limit && value >= -limit;
        }

        private static bool AreSmall(float[] values, double limit)
        {
            bool good = true;
            for (int k = 0; k < values.Length; k++)
                good &= IsSmall(values[k], limit);
            return good;
        }

        private static void PutAll(ByteWriter writer, float[] values)
        {
            for (int k = 0; k < values.Length; k++)
                writer.PutDouble(values[k]);
        }

        private static void TakeAll(ByteReader reader, float[] values)
        {
            for (int k = 0; k < values.Length; k++)
                values[k] = (float)reader.TakeDouble();
        }

        private static void PutAll(ByteWriter writer, double[] values)
        {
            for (int k = 0; k < values.Length; k++)
                writer.PutDouble(values[k]);
        }

        private static void TakeAll(ByteReader reader, double[] values)
        {
            for (int k = 0; k < values.Length; k++)
                values[k] = reader.TakeDouble();
        }
    }
}
