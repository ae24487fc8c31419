using System.Globalization;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Virtual.Ports;

/// <summary>Segments as files NNNNNNNNNN.seg in one folder, with a stated capacity as a flash chip has.</summary>
public sealed class FileSegmentStore : ISegmentStore, IDisposable
{
    private readonly string folder;
    private readonly long capacityBytes;
    private readonly SortedList<int, long> sizes = [];
    private long usedBytes;
    private FileStream? open;
    private int openSegment = -1;

    /// <summary>Opens or makes the folder.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="capacityBytes">Total size of all segments, as the chip has.</param>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public FileSegmentStore(string folder, long capacityBytes)
    {
        this.folder = folder;
        this.capacityBytes = capacityBytes;
        Directory.CreateDirectory(folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*.seg"))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            var length = new FileInfo(path).Length;
            sizes[number] = length;
            usedBytes += length;
        }
    }

    /// <inheritdoc/>
    public long FreeBytes => Math.Max(0, capacityBytes - usedBytes);

    /// <inheritdoc/>
    public int Count => sizes.Count;

    /// <inheritdoc/>
    public int NumberAt(int index) => sizes.Keys[index];

    /// <inheritdoc/>
    public int SizeOf(int segment) => sizes.TryGetValue(segment, out var size) ? (int)size : -1;

    /// <inheritdoc/>
    public bool Append(int segment, byte[] buffer, int offset, int count)
    {
        if (count > FreeBytes)
            return false;
        try
        {
            var stream = Open(segment);
            stream.Seek(0, SeekOrigin.End);
            stream.Write(buffer, offset, count);
            Resize(segment, stream.Length);
            return true;
        }
        catch (IOException)
        {
            Close();
            return false;
        }
    }

    /// <inheritdoc/>
    public int Read(int segment, int position, byte[] buffer, int offset, int count)
    {
        if (!sizes.ContainsKey(segment))
            return -1;
        try
        {
            var stream = Open(segment);
            stream.Seek(position, SeekOrigin.Begin);
            return stream.ReadAtLeast(buffer.AsSpan(offset, count), count, throwOnEndOfStream: false);
        }
        catch (IOException)
        {
            Close();
            return -1;
        }
    }

    /// <inheritdoc/>
    public bool Truncate(int segment, int size)
    {
        if (!sizes.ContainsKey(segment))
            return false;
        try
        {
            var stream = Open(segment);
            stream.SetLength(size);
            Resize(segment, size);
            return true;
        }
        catch (IOException)
        {
            Close();
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Delete(int segment)
    {
        if (!sizes.ContainsKey(segment))
            return false;
        if (segment == openSegment)
            Close();
        try
        {
            File.Delete(PathOf(segment));
        }
        catch (IOException)
        {
            return false;
        }
        Resize(segment, 0);
        sizes.Remove(segment);
        return true;
    }

    /// <summary>Closes the file that is open.</summary>
    public void Dispose() => Close();

    private FileStream Open(int segment)
    {
        if (segment == openSegment && open is not null)
            return open;
        Close();
        // bufferSize 0: what was appended belongs to the operating system at once and survives a kill of this process.
        open = new FileStream(
            PathOf(segment),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read,
            bufferSize: 0
        );
        openSegment = segment;
        return open;
    }

    private void Close()
    {
        open?.Dispose();
        open = null;
        openSegment = -1;
    }

    private void Resize(int segment, long size)
    {
        sizes.TryGetValue(segment, out var before);
        sizes[segment] = size;
        usedBytes += size - before;
    }

    private string PathOf(int segment) =>
        Path.Combine(folder, segment.ToString("D10", CultureInfo.InvariantCulture) + ".seg");
}
