namespace EdgeTester.Firmware.Ports
{
    /// <summary>
    /// Append-only files on flash or a card, named by numbers. Power may fail at any write: what was appended last may
    /// then be there, cut, or missing.
    /// </summary>
    public interface ISegmentStore
    {
        /// <summary>Bytes that can still be appended.</summary>
        long FreeBytes { get; }

        /// <summary>Number of segments that exist.</summary>
        int Count { get; }

        /// <summary>Number of the segment at a place in rising order, 0 to Count - 1.</summary>
        int NumberAt(int index);

        /// <summary>Size of a segment in bytes, -1 where there is none.</summary>
        int SizeOf(int segment);

        /// <summary>Appends to a segment and makes it if need be; false where nothing or not all of it could be written.</summary>
        bool Append(int segment, byte[] buffer, int offset, int count);

        /// <summary>Reads up to <paramref name="count"/> bytes; the number read, 0 at the end, -1 on a fault.</summary>
        int Read(int segment, int position, byte[] buffer, int offset, int count);

        /// <summary>Cuts a segment to a size; false on a fault.</summary>
        bool Truncate(int segment, int size);

        /// <summary>Removes a segment; false on a fault.</summary>
        bool Delete(int segment);
    }
}
