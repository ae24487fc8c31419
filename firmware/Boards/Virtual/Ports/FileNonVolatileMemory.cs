using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Virtual.Ports;

/// <summary>FRAM as one file of fixed size; unwritten bytes read 0xFF as on a new chip.</summary>
public sealed class FileNonVolatileMemory : INonVolatileMemory, IDisposable
{
    private readonly FileStream stream;

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="IOException">The file cannot be used.</exception>
    public FileNonVolatileMemory(string path, int size)
    {
        Size = size;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        stream = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read,
            bufferSize: 0
        );
        if (stream.Length >= size)
            return;
        var fresh = new byte[size - stream.Length];
        Array.Fill(fresh, (byte)0xFF);
        stream.Seek(0, SeekOrigin.End);
        stream.Write(fresh);
    }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public bool Read(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > Size)
            return false;
        stream.Seek(address, SeekOrigin.Begin);
        return stream.ReadAtLeast(buffer.AsSpan(offset, count), count, throwOnEndOfStream: false) == count;
    }

    /// <inheritdoc/>
    public bool Write(int address, byte[] buffer, int offset, int count)
    {
        if (address < 0 || address + count > Size)
            return false;
        stream.Seek(address, SeekOrigin.Begin);
        stream.Write(buffer, offset, count);
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();
}
