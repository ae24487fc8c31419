using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeTester.Service.Alarms;

/// <summary>Who is told of alarms, and from when on something is one. Read from alarms.json beside the store.</summary>
public sealed record AlarmSettings
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Addresses that get each alarm as JSON.</summary>
    public IReadOnlyList<WebhookSettings> Webhooks { get; init; } = [];

    /// <summary>Where e-mail goes; null = none is sent.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>A tester with a run that is not heard of for so long is offline, in seconds.</summary>
    public double OfflineAfterS { get; init; } = 120;

    /// <summary>Less free space than this on the disk of the store is an alarm, in bytes.</summary>
    public long DiskFreeBytes { get; init; } = 2L << 30;

    /// <summary>A wall clock further ahead than this is wrong, in seconds.</summary>
    public double ClockOffS { get; init; } = 120;

    /// <summary>A calibration older than this is due, in days.</summary>
    public double CalibrationDays { get; init; } = 365;

    /// <summary>The file of a store's folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "alarms.json");

    /// <summary>Reads a file; the defaults where there is none.</summary>
    /// <exception cref="HostException">The file has a mistake; the message names file, line and field.</exception>
    public static AlarmSettings Load(string path)
    {
        if (!File.Exists(path))
            return new AlarmSettings();
        try
        {
            var settings =
                JsonSerializer.Deserialize<AlarmSettings>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file holds null");
            settings.Check();
            return settings;
        }
        catch (Exception e)
            when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new HostException($"The alarm settings {path} cannot be used: {e.Message}", e);
        }
    }

    private void Check()
    {
        foreach (var hook in Webhooks)
            if (
                !Uri.TryCreate(hook.Url, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https")
            )
                throw new FormatException($"webhooks: \"{hook.Url}\" is no http or https address.");
        if (Mail is { } mail)
        {
            if (mail.Host.Length == 0 || mail.Port is < 1 or > 65535)
                throw new FormatException("mail: host and port of the mail server are needed.");
            foreach (var address in mail.To.Append(mail.From))
                if (!System.Net.Mail.MailAddress.TryCreate(address, out _))
                    throw new FormatException($"mail: \"{address}\" is no mail address.");
            if (mail.To.Count == 0)
                throw new FormatException("mail: \"to\" names nobody.");
        }
        Demand(OfflineAfterS, "offline_after_s");
        Demand(ClockOffS, "clock_off_s");
        Demand(CalibrationDays, "calibration_days");
        if (DiskFreeBytes < 0)
            throw new FormatException("disk_free_bytes: 0 or more is possible.");
    }

    private static void Demand(double value, string field)
    {
        if (!double.IsFinite(value) || value <= 0)
            throw new FormatException($"{field}: a number above 0 is needed.");
    }
}

/// <summary>An address that gets each alarm.</summary>
public sealed record WebhookSettings
{
    /// <summary>http or https.</summary>
    public required string Url { get; init; }

    /// <summary>Key of the signature in the header X-EdgeTester-Signature (sha256=HMAC of the body, hexadecimal); null = none.</summary>
    public string? Secret { get; init; }
}

/// <summary>How e-mail is sent.</summary>
public sealed record MailSettings
{
    /// <summary>Mail server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Encrypt with STARTTLS; the server must offer it then.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>User; null = none is needed.</summary>
    public string? User { get; init; }

    /// <summary>Password; null = taken from the variable EDGETESTER_MAIL_PASSWORD.</summary>
    public string? Password { get; init; }

    /// <summary>From whom.</summary>
    public required string From { get; init; }

    /// <summary>To whom.</summary>
    public required IReadOnlyList<string> To { get; init; }
}
