using System.Collections.Frozen;
using System.Security.Cryptography;

namespace EdgeTester.Web;

/// <summary>
/// The built page (dist/), embedded in this assembly. Paths are looked up in a fixed list and never reach a file system.
/// </summary>
public static class WebAssets
{
    private const string Prefix = "web/";

    private static readonly FrozenDictionary<string, WebAsset> Files = Read();

    /// <summary>Every file.</summary>
    public static IReadOnlyCollection<WebAsset> All => Files.Values;

    /// <summary>The file at a path such as "app.js" (case matters), or null.</summary>
    public static WebAsset? Find(string path) => Files.GetValueOrDefault(path);

    private static FrozenDictionary<string, WebAsset> Read()
    {
        var assembly = typeof(WebAssets).Assembly;
        var files = new Dictionary<string, WebAsset>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var path = name[Prefix.Length..].Replace('\\', '/');
            var bytes = copy.ToArray();
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
            files.Add(path, new WebAsset(path, ContentTypeOf(path), bytes, tag));
        }
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string ContentTypeOf(string path) =>
        Path.GetExtension(path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
}
