using System.Text.Json;
using EdgeTester.Contracts;

namespace EdgeTester.Service.Calibration;

/// <summary>
/// The certificates of all testers as files, one a calibration: DATA/calibrations/SERIAL/UNIX-SECONDS.json. They are never
/// overwritten by another one, because old runs carry old names.
/// </summary>
public sealed class CertificateStore(string folder)
{
    private const int MostFiles = 1000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>The certificates' folder within a host's.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "calibrations");

    /// <summary>Keeps one; the same name again replaces it.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(CalibrationCertificate certificate)
    {
        var own = FolderOf(certificate.Device);
        Directory.CreateDirectory(own);
        var path =
            Files(certificate.Device).FirstOrDefault(file => Read(file)?.Name == certificate.Name)
            ?? Free(own, certificate.Made.ToUnixTimeSeconds());
        var next = path + ".new";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, certificate, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The certificate of a name; null where there is none that can be read.</summary>
    public CalibrationCertificate? Find(string device, string name) =>
        name.Length == 0 ? null : All(device).FirstOrDefault(one => one.Name == name);

    /// <summary>All of a tester, newest first; files that cannot be read are left out.</summary>
    public IEnumerable<CalibrationCertificate> All(string device) =>
        Topics.IsSerial(device) ? Files(device).Select(Read).OfType<CalibrationCertificate>() : [];

    private string FolderOf(string device) =>
        Topics.IsSerial(device)
            ? Path.Combine(folder, device)
            : throw new ArgumentException($"'{device}' cannot be the serial of a tester.", nameof(device));

    private IEnumerable<string> Files(string device)
    {
        var own = FolderOf(device);
        return Directory.Exists(own)
            ? Directory
                .EnumerateFiles(own, "*.json")
                .OrderByDescending(file => Path.GetFileNameWithoutExtension(file).Length)
                .ThenByDescending(file => file, StringComparer.Ordinal)
                .Take(MostFiles)
            : [];
    }

    private static string Free(string own, long seconds)
    {
        while (true)
        {
            var path = Path.Combine(own, FormattableString.Invariant($"{seconds++}.json"));
            if (!File.Exists(path))
                return path;
        }
    }

    private static CalibrationCertificate? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<CalibrationCertificate>(File.ReadAllBytes(file), Json);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
