namespace EdgeTester.Formats;

/// <summary>Reads files and streams whole, up to the largest size.</summary>
internal static class FileBytes
{
    public static byte[] Of(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Of(stream, path);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            var reason =
                e is FileNotFoundException or DirectoryNotFoundException ? "the file is not there"
                : Directory.Exists(path) ? "this is a folder"
                : e.Message;
            throw new DataFileException(path, 0, 0, reason);
        }
    }

    public static byte[] Of(Stream stream, string name)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            if (memory.Length + count > DataFile.MaximumSize)
                throw new DataFileException(
                    name,
                    0,
                    0,
                    $"the file is larger than {DataFile.MaximumSize >> 20} MiB"
                );
            memory.Write(buffer, 0, count);
        }
        return memory.ToArray();
    }
}
