using System.Net.Http.Headers;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EdgeTester.Service.Api;

namespace EdgeTester.Service.Alarms;

/// <summary>
/// Tells alarms to webhooks and by e-mail. Each outlet has a queue and a task of its own, so that one that does not answer holds up
/// nobody; a message is tried again with growing waits for about an hour, then given up with a line in the log.
/// </summary>
internal sealed class AlarmOutlets : IAsyncDisposable
{
    private const int Waiting = 1000;
    private const int Attempts = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Channel<Alarm>> queues = [];
    private readonly List<Task> working = [];
    private readonly TimeProvider time;
    private readonly Action<string> log;
    private readonly TimeSpan firstWait;
    private long sent;
    private long failed;

    /// <summary>Begins to tell.</summary>
    /// <param name="settings">To whom.</param>
    /// <param name="time">Waits between attempts.</param>
    /// <param name="log">Told of what could not be told.</param>
    /// <param name="firstWait">Wait after the first failure; it doubles.</param>
    public AlarmOutlets(AlarmSettings settings, TimeProvider time, Action<string> log, TimeSpan firstWait)
    {
        this.time = time;
        this.log = log;
        this.firstWait = firstWait;
        foreach (var hook in settings.Webhooks)
            Add($"webhook {hook.Url}", (alarm, cancellation) => PostAsync(hook, alarm, cancellation));
        if (settings.Mail is { } mail)
            Add(
                $"mail to {string.Join(", ", mail.To)}",
                (alarm, cancellation) => MailAsync(mail, alarm, cancellation)
            );
    }

    /// <summary>Messages that arrived.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Messages that were given up.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Tells an alarm to everybody; returns at once.</summary>
    public void Tell(Alarm alarm)
    {
        foreach (var queue in queues)
            queue.Writer.TryWrite(alarm);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        stopping.Dispose();
    }

    private void Add(string name, Func<Alarm, CancellationToken, Task> send)
    {
        var queue = Channel.CreateBounded<Alarm>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        queues.Add(queue);
        working.Add(Task.Run(() => RunAsync(name, queue.Reader, send)));
    }

    private async Task RunAsync(
        string name,
        ChannelReader<Alarm> queue,
        Func<Alarm, CancellationToken, Task> send
    )
    {
        await foreach (var alarm in queue.ReadAllAsync(stopping.Token).ConfigureAwait(false))
        {
            var wait = firstWait;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await send(alarm, stopping.Token).ConfigureAwait(false);
                    Interlocked.Increment(ref sent);
                    break;
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    if (attempt == 1)
                        log($"An alarm could not be told ({name}), trying again: {e.Message}");
                    if (attempt == Attempts)
                    {
                        Interlocked.Increment(ref failed);
                        log($"An alarm was given up ({name}): {alarm.Text}");
                        break;
                    }
                }
                await Task.Delay(wait, time, stopping.Token).ConfigureAwait(false);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    private async Task PostAsync(WebhookSettings hook, Alarm alarm, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(AlarmView.Of(alarm), ApiJson.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        if (hook.Secret is { Length: > 0 } secret)
            request.Headers.Add(
                "X-EdgeTester-Signature",
                "sha256="
                    + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))
            );
        using var response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }

    private static async Task MailAsync(MailSettings mail, Alarm alarm, CancellationToken cancellation)
    {
        using var client = new SmtpClient(mail.Host, mail.Port) { EnableSsl = mail.Tls, Timeout = 15_000 };
        if (mail.User is { } user)
            client.Credentials = new System.Net.NetworkCredential(
                user,
                mail.Password ?? Environment.GetEnvironmentVariable("EDGETESTER_MAIL_PASSWORD")
            );
        using var message = new MailMessage { From = new MailAddress(mail.From) };
        foreach (var to in mail.To)
            message.To.Add(to);
        var state = alarm.Ended is null ? "" : " (over)";
        var where = alarm.Device.Length > 0 ? $" {alarm.Device}" : "";
        message.Subject = OneLine($"EdgeTester{where}: {alarm.Kind}{state}");
        message.Body =
            $"{alarm.Text}\n\nsince {alarm.Since:u}"
            + (alarm.Ended is { } end ? $", over {end:u}" : "")
            + (alarm.Channel is { } channel ? $"\nchannel {channel}" : "")
            + (alarm.Run is { } run ? $"\nrun {run}" : "")
            + "\n";
        await client.SendMailAsync(message, cancellation).ConfigureAwait(false);
    }

    // What a device calls itself must not add a header line.
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
