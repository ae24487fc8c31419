using System;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>A few segments in arrays that are used again and again, in rising order of their numbers.</summary>
    public sealed class StoreInRam : ISegmentStore
    {
        /// <summary>Segments that it holds.</summary>
        public const int Places = 8;

        /// <summary>Bytes of each.</summary>
        public const int SegmentBytes = 1536;

        private readonly PowerSwitch power;
        private readonly int[] numbers = new int[Places];
        private readonly int[] sizes = new int[Places];
        private readonly byte[][] segments = new byte[Places][];
        private int count;

        /// <summary>Makes an empty store.</summary>
        public StoreInRam(PowerSwitch power)
        {
            this.power = power;
            for (int k = 0; k < Places; k++)
                segments[k] = new byte[SegmentBytes];
        }

        /// <inheritdoc/>
        public long FreeBytes
        {
            get { return (Places - count) * SegmentBytes; }
        }

        /// <inheritdoc/>
        public int Count
        {
            get { return count; }
        }

        /// <inheritdoc/>
        public int NumberAt(int index)
        {
            return numbers[index];
        }

        /// <inheritdoc/>
        public int SizeOf(int segment)
        {
            int place = Find(segment);
            return place < 0 ? -1 : sizes[place];
        }

        /// <inheritdoc/>
        public bool Append(int segment, byte[] buffer, int offset, int length)
        {
            int place = Find(segment);
            int before = place < 0 ? 0 : sizes[place];
            if (before + length > SegmentBytes || (place < 0 && count == Places))
                return false;
            int allowed = power.Allowed(length);
            if (allowed == 0)
                return true;
            if (place < 0)
                place = Insert(segment);
            Array.Copy(buffer, offset, segments[place], before, allowed);
            sizes[place] = before + allowed;
            return true;
        }

        /// <inheritdoc/>
        public int Read(int segment, int position, byte[] buffer, int offset, int length)
        {
            int place = Find(segment);
            if (place < 0)
                return -1;
            int there = sizes[place] - position;
            if (there <= 0)
                return 0;
            if (length > there)
                length = there;
            Array.Copy(segments[place], position, buffer, offset, length);
            return length;
        }

        /// <inheritdoc/>
        public bool Truncate(int segment, int size)
        {
            int place = Find(segment);
            if (place < 0)
                return false;
            if (power.Allowed(2) == 2 && size < sizes[place])
                sizes[place] = size;
            return true;
        }

        /// <inheritdoc/>
        public bool Delete(int segment)
        {
            int place = Find(segment);
            if (place < 0)
                return false;
            if (power.Allowed(2) < 2)
                return true;
            byte[] freed = segments[place];
            count--;
            for (int k = place; k < count; k++)
            {
                numbers[k] = numbers[k + 1];
                sizes[k] = sizes[k + 1];
                segments[k] = segments[k + 1];
            }
            segments[count] = freed;
            return true;
        }

        private int Find(int segment)
        {
            for (int k = 0; k < count; k++)
                if (numbers[k] == segment)
                    return k;
            return -1;
        }

        private int Insert(int segment)
        {
            byte[] fresh = segments[count];
            int place = count;
            for (; place > 0 && numbers[place - 1] > segment; place--)
            {
                numbers[place] = numbers[place - 1];
                sizes[place] = sizes[place - 1];
                segments[place] = segments[place - 1];
            }
            numbers[place] = segment;
            segments[place] = fresh;
            sizes[place] = 0;
            count++;
            return place;
        }
    }
}
