namespace EdgeTester.Storage;

/// <summary>Writes a file that has its name only when it is whole and on the disk.</summary>
internal static class BackupFile
{
    /// <summary>Writes it.</summary>
    /// <param name="target">Its path; nothing may be there.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    /// <param name="explain">A failure of <paramref name="write"/> in our words.</param>
    /// <exception cref="StoreException">The target exists already, or cannot be written.</exception>
    public static void Write(string target, Action<string> write, Func<Exception, StoreException> explain)
    {
        string path = Path.GetFullPath(target);
        if (File.Exists(path))
            throw new StoreException(
                StoreFailure.NotUsable,
                $"{path} exists already: a backup or restore never replaces anything. Give another path."
            );
        string part = path + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(part);
            write(part);
            using (FileStream file = File.Open(part, FileMode.Open))
                file.Flush(flushToDisk: true);
            File.Move(part, path, overwrite: false);
        }
        catch (Exception e)
        {
            Discard(part);
            throw e switch
            {
                OperationCanceledException or StoreException => e,
                IOException or UnauthorizedAccessException => new StoreException(
                    StoreFailure.NotUsable,
                    $"The backup {path} cannot be written: {e.Message}",
                    e
                ),
                _ => explain(e),
            };
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted could not be written either; the caller hears of that.
        }
    }
}
