namespace EdgeTester.Service.Operations;

/// <summary>The disk that a store lies on.</summary>
/// <param name="folder">Folder of the store.</param>
internal sealed class StoreDisk(string folder)
{
    private readonly string path = Path.GetFullPath(folder);

    /// <summary>Free space in bytes; null where the system does not say.</summary>
    public long? FreeBytes()
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
