using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeTester.Service.Bridges;

/// <summary>Which other systems are told the present state of every channel. Read from bridges.json beside the store; none by default.</summary>
public sealed record BridgeSettings
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Sparkplug B; null = off.</summary>
    public SparkplugSettings? Sparkplug { get; init; }

    /// <summary>Home Assistant; null = off.</summary>
    public HomeAssistantSettings? HomeAssistant { get; init; }

    /// <summary>The file of a store's folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "bridges.json");

    /// <summary>Reads a file; nothing is bridged where there is none.</summary>
    /// <exception cref="HostException">The file has a mistake; the message names it.</exception>
    public static BridgeSettings Load(string path)
    {
        if (!File.Exists(path))
            return new BridgeSettings();
        try
        {
            var settings =
                JsonSerializer.Deserialize<BridgeSettings>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file holds null");
            if (settings.Sparkplug is { } sparkplug)
            {
                Level(sparkplug.Group, "sparkplug: group");
                Level(sparkplug.Edge, "sparkplug: edge");
            }
            if (settings.HomeAssistant is { } home)
                Level(home.Prefix, "home_assistant: prefix");
            return settings;
        }
        catch (Exception e)
            when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new HostException($"The bridge settings {path} cannot be used: {e.Message}", e);
        }
    }

    private static void Level(string text, string field)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAny("/+#\0") >= 0)
            throw new FormatException($"{field}: \"{text}\" cannot be one level of an MQTT topic.");
    }
}

/// <summary>A broker of another system.</summary>
public record BridgeBroker
{
    /// <summary>Name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>User; null = none.</summary>
    public string? User { get; init; }

    /// <summary>Password; null = none.</summary>
    public string? Password { get; init; }

    /// <summary>PEM file of the authority that the broker's certificate must come from; null = no TLS.</summary>
    public string? CertificateAuthorityFile { get; init; }
}

/// <summary>Sparkplug B (Eclipse Sparkplug specification 3.0).</summary>
public sealed record SparkplugSettings : BridgeBroker
{
    /// <summary>Group of the edge node.</summary>
    public string Group { get; init; } = "EdgeTester";

    /// <summary>Name of the edge node that this host is.</summary>
    public string Edge { get; init; } = "host";
}

/// <summary>Home Assistant's MQTT discovery.</summary>
public sealed record HomeAssistantSettings : BridgeBroker
{
    /// <summary>First level of the discovery topics.</summary>
    public string Prefix { get; init; } = "homeassistant";
}
