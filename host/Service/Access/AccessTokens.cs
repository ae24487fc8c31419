using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace EdgeTester.Service.Access;

/// <summary>
/// The tokens of a host, in one file that only its owner can read. The file is read again whenever it has changed, so that a token
/// that is given or withdrawn on the command line counts at once. Thread-safe.
/// </summary>
public sealed partial class AccessTokens(string path, TimeProvider time)
{
    /// <summary>What every token begins with, so that a secret scanner can find one that leaked.</summary>
    public const string Prefix = "edgetester_";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly Lock gate = new();
    private (DateTime Written, long Length) seen;
    private IReadOnlyList<AccessToken> tokens = [];
    private string? trouble;

    /// <summary>The file of the tokens of a store's folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "access-tokens.json");

    /// <summary>
    /// Whether a token is asked for. A file that cannot be read asks for one too, and none fits: a damaged file must lock the door, not
    /// open it.
    /// </summary>
    public bool IsAsked
    {
        get
        {
            lock (gate)
            {
                Refresh();
                return trouble is not null || tokens.Count > 0;
            }
        }
    }

    /// <summary>Why the file cannot be used, or null.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate)
            {
                Refresh();
                return trouble;
            }
        }
    }

    /// <summary>All tokens, by name.</summary>
    /// <exception cref="HostException">The file cannot be used; the message names it.</exception>
    public IReadOnlyList<AccessToken> List()
    {
        lock (gate)
        {
            Refresh();
            return trouble is null ? tokens : throw new HostException(trouble);
        }
    }

    /// <summary>Makes a token; what is returned is shown once and kept nowhere.</summary>
    /// <exception cref="HostException">The name cannot be used or is taken, or the file cannot be written.</exception>
    public string Add(string name, AccessRole role, TimeSpan? lifetime = null)
    {
        if (!Name().IsMatch(name))
            throw new HostException(
                $"\"{name}\" cannot name a token: 1 to 40 letters, digits, dots, dashes or underscores are possible."
            );
        if (role == AccessRole.None)
            throw new HostException("A token needs a role: viewer, operator or admin.");
        if (lifetime is { } span && span <= TimeSpan.Zero)
            throw new HostException("A token's lifetime must be above 0.");
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (gate)
        {
            var present = List();
            if (present.Any(t => t.Name == name))
                throw new HostException(
                    $"There is a token named \"{name}\" already: remove it first, or choose another name."
                );
            var now = time.GetUtcNow();
            Save([
                .. present,
                new AccessToken
                {
                    Name = name,
                    Role = role,
                    Hash = HashOf(token),
                    Created = now,
                    Expires = now + lifetime,
                },
            ]);
        }
        return token;
    }

    /// <summary>Withdraws a token; false where there is none of that name.</summary>
    /// <exception cref="HostException">The file cannot be written.</exception>
    public bool Remove(string name)
    {
        lock (gate)
        {
            var present = List();
            var rest = present.Where(t => t.Name != name).ToList();
            if (rest.Count == present.Count)
                return false;
            Save(rest);
            return true;
        }
    }

    /// <summary>Whose token this is, or null where it is nobody's or has expired.</summary>
    public AccessToken? Find(string token)
    {
        var hash = Encoding.ASCII.GetBytes(HashOf(token));
        IReadOnlyList<AccessToken> known;
        lock (gate)
        {
            Refresh();
            known = trouble is null ? tokens : [];
        }
        AccessToken? found = null;
        // All are compared, in constant time each: how long it takes says nothing.
        foreach (var one in known)
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(one.Hash)))
                found = one;
        return found is { Expires: { } end } && end <= time.GetUtcNow() ? null : found;
    }

    private void Refresh()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == seen)
            return;
        seen = now;
        trouble = null;
        tokens = [];
        if (!file.Exists)
            return;
        try
        {
            var read = JsonSerializer.Deserialize<List<AccessToken>>(File.ReadAllBytes(path), Json);
            tokens = (read ?? []).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            trouble =
                $"The file of the access tokens cannot be used ({e.Message}): mend or remove {path}. Until then nobody is let in.";
        }
    }

    private void Save(IReadOnlyList<AccessToken> changed)
    {
        var next = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(next, options))
            {
                JsonSerializer.Serialize(stream, changed, Json);
                stream.Flush(flushToDisk: true);
            }
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The access tokens cannot be written to {path}: {e.Message}", e);
        }
        seen = default;
        Refresh();
    }

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,40}\z")]
    private static partial Regex Name();
}
