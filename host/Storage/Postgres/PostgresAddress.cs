using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>The address of a PostgreSQL database.</summary>
/// <param name="Builder">As the driver wants it.</param>
/// <param name="Shown">For people: without a password.</param>
internal sealed record PostgresAddress(NpgsqlConnectionStringBuilder Builder, string Shown)
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>Whether a text is meant to be such an address.</summary>
    public static bool Is(string text)
    {
        return Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static PostgresAddress Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The text itself may hold a password, so it is not repeated.
            throw new StoreException(
                StoreFailure.NotUsable,
                $"The address of the PostgreSQL store cannot be read ({e.Message}). Expected postgres://user:password@host:port/database",
                e
            );
        }
    }

    private static PostgresAddress Read(string text)
    {
        string rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        (rest, string query) = Cut(rest, rest.IndexOf('?'));
        (string authority, string database) = Cut(rest, rest.IndexOf('/'));
        int at = authority.LastIndexOf('@');
        (string user, string password) = at < 0 ? ("", "") : Cut(authority[..at], authority.IndexOf(':'), at);
        string host = authority[(at + 1)..];
        var builder = new NpgsqlConnectionStringBuilder
        {
            Username = user.Length > 0 ? Uri.UnescapeDataString(user) : Environment.UserName,
            Database = database.Length > 0 ? Uri.UnescapeDataString(database) : "edgetester",
        };
        if (password.Length > 0)
            builder.Password = Uri.UnescapeDataString(password);
        int colon = host.LastIndexOf(':');
        if (colon >= 0 && !host.EndsWith(']'))
        {
            builder.Port = ushort.TryParse(host[(colon + 1)..], out ushort port)
                ? port
                : throw new FormatException("the port is no number");
            host = host[..colon];
        }
        builder.Host = host.Length > 0 ? host.Trim('[', ']') : "127.0.0.1";
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string key, string value) = Cut(pair, pair.IndexOf('='));
            value = Uri.UnescapeDataString(value);
            // libpq writes verify-full, the driver VerifyFull.
            bool isMode = key.Equals("sslmode", StringComparison.OrdinalIgnoreCase);
            builder[key] = isMode ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return new PostgresAddress(
            builder,
            $"postgres://{builder.Username}@{builder.Host}:{builder.Port}/{builder.Database}"
        );
    }

    private static (string Before, string After) Cut(string text, int at)
    {
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static (string Before, string After) Cut(string text, int at, int end)
    {
        return Cut(text, at < end ? at : -1);
    }
}
