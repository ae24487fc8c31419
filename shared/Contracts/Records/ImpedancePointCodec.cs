namespace EdgeTester.Contracts
{
    /// <summary>One impedance point a frame; the body is the fields of <see cref="ImpedancePoint"/> in a fixed layout.</summary>
    public static class ImpedancePointCodec
    {
        /// <summary>Size of the whole frame in bytes.</summary>
        public const int Size = Frame.HeaderSize + BodySize + Frame.ChecksumSize;

        private const int BodySize = 2 + 4 + 4 + 4 + 2 + 2 + 8 + 10 * 8 + 4 + 1 + 2 + 2 + 8;

        /// <summary>Writes the whole frame; returns its length, or 0 where the buffer is too small.</summary>
        public static int Encode(
            ImpedancePoint point,
            byte[] buffer,
            int offset,
            FrameHeader scratch,
            ByteWriter writer
        )
        {
            if (buffer.Length - offset < Size)
                return 0;
            scratch.Kind = FrameKind.ImpedancePoints;
            scratch.Run = point.Run;
            scratch.Channel = point.Channel;
            scratch.RecordCount = 1;
            scratch.FirstSequence = point.Sequence;
            scratch.OverflowCount = point.OverflowCount;
            writer.Reset(buffer, Frame.Begin(buffer, offset, scratch), buffer.Length - Frame.ChecksumSize);
            writer.PutUInt16(point.Step);
            writer.PutUInt32(point.StepCount);
            writer.PutUInt32(point.Cycle);
            writer.PutUInt32(point.Spectrum);
            writer.PutUInt16(point.Index);
            writer.PutUInt16(point.PointCount);
            writer.PutUInt64(point.ElapsedMicroseconds);
            writer.PutDouble(point.FrequencyHz);
            writer.PutDouble(point.RealOhm);
            writer.PutDouble(point.ImaginaryOhm);
            writer.PutDouble(point.RelativeSigma);
            writer.PutDouble(point.VoltageAmplitude);
            writer.PutDouble(point.CurrentAmplitude);
            writer.PutDouble(point.DirectVoltage);
            writer.PutDouble(point.DirectCurrent);
            writer.PutDouble(point.DriftVolt);
            writer.PutDouble(point.HarmonicShare);
            writer.PutUInt32(point.Periods);
            writer.PutByte(point.Range);
            writer.PutUInt16(point.Quality);
            writer.PutUInt16((ushort)point.TemperatureCentidegrees);
            // Eight bytes are kept for later fields; version 1 writes zeros and refuses anything else.
            writer.PutUInt64(0);
            return writer.Overflowed ? 0 : Frame.Seal(buffer, offset, writer.Position);
        }

        /// <summary>Reads a frame of kind <see cref="FrameKind.ImpedancePoints"/>.</summary>
        public static FrameError TryDecode(
            byte[] buffer,
            int offset,
            int count,
            ImpedancePoint point,
            FrameHeader scratch,
            ByteReader reader
        )
        {
            FrameError error = Frame.TryReadHeader(buffer, offset, count, scratch);
            if (error != FrameError.None)
                return error;
            if (scratch.Kind != FrameKind.ImpedancePoints)
                return FrameError.WrongKind;
            if (scratch.RecordCount != 1)
                return FrameError.TooMany;
            point.Run = scratch.Run;
            point.Channel = scratch.Channel;
            point.Sequence = scratch.FirstSequence;
            point.OverflowCount = scratch.OverflowCount;
            reader.Reset(buffer, offset + Frame.HeaderSize, offset + count - Frame.ChecksumSize);
            point.Step = reader.TakeUInt16();
            point.StepCount = reader.TakeUInt32();
            point.Cycle = reader.TakeUInt32();
            point.Spectrum = reader.TakeUInt32();
            point.Index = reader.TakeUInt16();
            point.PointCount = reader.TakeUInt16();
            point.ElapsedMicroseconds = reader.TakeUInt64();
            point.FrequencyHz = reader.TakeDouble();
            point.RealOhm = reader.TakeDouble();
            point.ImaginaryOhm = reader.TakeDouble();
            point.RelativeSigma = reader.TakeDouble();
            point.VoltageAmplitude = reader.TakeDouble();
            point.CurrentAmplitude = reader.TakeDouble();
            point.DirectVoltage = reader.TakeDouble();
            point.DirectCurrent = reader.TakeDouble();
            point.DriftVolt = reader.TakeDouble();
            point.HarmonicShare = reader.TakeDouble();
            point.Periods = reader.TakeUInt32();
            point.Range = reader.TakeByte();
            point.Quality = reader.TakeUInt16();
            point.TemperatureCentidegrees = (short)reader.TakeUInt16();
            ulong reserved = reader.TakeUInt64();
            if (reader.Failed || reader.Remaining != 0)
                return FrameError.WrongBody;
            if (
                reserved != 0
                || point.Index >= point.PointCount
                || !(Numbers.IsFinite(point.FrequencyHz) && point.FrequencyHz > 0)
            )
                return FrameError.FieldOutOfRange;
            if (!Numbers.IsFinite(point.RealOhm) || !Numbers.IsFinite(point.ImaginaryOhm))
                return FrameError.FieldOutOfRange;
            return FrameError.None;
        }
    }
}
