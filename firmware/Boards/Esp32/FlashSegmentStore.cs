using System;
using System.IO;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Esp32
{
    /// <summary>
    /// Segments as files on the card or in flash, one folder, names in decimal. Their numbers and sizes are known in memory, so that only bytes that
    /// move touch the file system; an append is on the medium when it returns.
    /// </summary>
    public sealed class FlashSegmentStore : ISegmentStore
    {
        // A block of the file system that is begun is taken whole.
        private const int BlockBytes = 4096;
        private readonly string folder;
        private readonly int[] numbers;
        private readonly int[] sizes;
        private readonly long capacity;
        private int count;
        private long used;

        /// <summary>Reads the folder, which is made if need be.</summary>
        /// <param name="folder">Where the files are.</param>
        /// <param name="capacity">Bytes that the segments may take in all.</param>
        /// <param name="mostSegments">Segments that are kept at the most.</param>
        public FlashSegmentStore(string folder, long capacity, int mostSegments)
        {
            this.folder = folder;
            this.capacity = capacity;
            numbers = new int[mostSegments];
            sizes = new int[mostSegments];
            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder);
            string[] files = Directory.GetFiles(folder);
            for (int k = 0; k < files.Length; k++)
            {
                int number;
                if (!int.TryParse(Path.GetFileName(files[k]), out number) || count == mostSegments)
                    continue;
                FileInfo file = new FileInfo(files[k]);
                Insert(number, (int)file.Length);
            }
        }

        /// <inheritdoc/>
        public long FreeBytes
        {
            get { return count == numbers.Length || used > capacity ? 0 : capacity - used; }
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
            if (place < 0 && count == numbers.Length)
                return false;
            try
            {
                FileStream stream = new FileStream(
                    PathOf(segment),
                    place < 0 ? FileMode.Create : FileMode.Append,
                    FileAccess.Write
                );
                stream.Write(buffer, offset, length);
                stream.Flush();
                stream.Close();
            }
            catch (Exception)
            {
                Measure(segment, place);
                return false;
            }
            if (place < 0)
                Insert(segment, length);
            else
                Resize(place, sizes[place] + length);
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
            try
            {
                FileStream stream = new FileStream(PathOf(segment), FileMode.Open, FileAccess.Read);
                stream.Seek(position, SeekOrigin.Begin);
                int read = stream.Read(buffer, offset, length);
                stream.Close();
                return read;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public bool Truncate(int segment, int size)
        {
            int place = Find(segment);
            if (place < 0)
                return false;
            if (size >= sizes[place])
                return true;
            try
            {
                FileStream stream = new FileStream(PathOf(segment), FileMode.Open, FileAccess.ReadWrite);
                stream.SetLength(size);
                stream.Close();
            }
            catch (Exception)
            {
                return false;
            }
            Resize(place, size);
            return true;
        }

        /// <inheritdoc/>
        public bool Delete(int segment)
        {
            int place = Find(segment);
            if (place < 0)
                return false;
            try
            {
                File.Delete(PathOf(segment));
            }
            catch (Exception)
            {
                return false;
            }
            Resize(place, 0);
            count--;
            for (int k = place; k < count; k++)
            {
                numbers[k] = numbers[k + 1];
                sizes[k] = sizes[k + 1];
            }
            return true;
        }

        // A part of what failed may be there: what the file system says counts.
        private void Measure(int segment, int place)
        {
            try
            {
                FileInfo file = new FileInfo(PathOf(segment));
                if (!file.Exists)
                    return;
                if (place < 0)
                    Insert(segment, (int)file.Length);
                else
                    Resize(place, (int)file.Length);
            }
            catch (Exception)
            {
                // The medium does not answer: the sizes of before stand, and the caller knows of the failure.
            }
        }

        private int Find(int segment)
        {
            for (int k = 0; k < count; k++)
                if (numbers[k] == segment)
                    return k;
            return -1;
        }

        private void Insert(int segment, int size)
        {
            int place = count++;
            for (; place > 0 && numbers[place - 1] > segment; place--)
            {
                numbers[place] = numbers[place - 1];
                sizes[place] = sizes[place - 1];
            }
            numbers[place] = segment;
            sizes[place] = 0;
            Resize(place, size);
        }

        private void Resize(int place, int size)
        {
            used += Taken(size) - Taken(sizes[place]);
            sizes[place] = size;
        }

        private static int Taken(int size)
        {
            return (size + BlockBytes - 1) / BlockBytes * BlockBytes;
        }

        private string PathOf(int segment)
        {
            return folder + "\\" + segment.ToString();
        }
    }
}
