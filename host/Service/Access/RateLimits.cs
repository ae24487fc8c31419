using System.Collections.Concurrent;

namespace EdgeTester.Service.Access;

/// <summary>
/// Holds each asker to a mean rate with a burst (a token bucket), and bars an address for a while that tries tokens. Bounded memory.
/// Thread-safe.
/// </summary>
internal sealed class RateLimits(double perSecond, double burst, TimeProvider time)
{
    /// <summary>For so long an address waits that showed too many wrong tokens, in seconds.</summary>
    public const int FailureWindowSeconds = 60;

    private const int MostFailures = 10;
    private const int MostAskers = 10_000;
    private readonly ConcurrentDictionary<string, Bucket> requests = new();
    private readonly ConcurrentDictionary<string, Bucket> failures = new();

    /// <summary>Takes one request of an asker; false when there were too many.</summary>
    public bool TryTake(string asker)
    {
        Prune(requests);
        return requests
            .GetOrAdd(asker, _ => new Bucket(burst, time.GetTimestamp()))
            .TryTake(perSecond, burst, time);
    }

    /// <summary>Notes a wrong token.</summary>
    public void Failed(string address)
    {
        Prune(failures);
        failures
            .GetOrAdd(address, _ => new Bucket(MostFailures, time.GetTimestamp()))
            .TryTake((double)MostFailures / FailureWindowSeconds, MostFailures, time);
    }

    /// <summary>Whether an address showed too many wrong tokens lately.</summary>
    public bool IsBarred(string address) =>
        failures.TryGetValue(address, out var bucket)
        && bucket.Level((double)MostFailures / FailureWindowSeconds, MostFailures, time) < 1;

    // Whoever fills the table with invented names gains nothing but an empty one: its own bucket is full again at worst.
    private static void Prune(ConcurrentDictionary<string, Bucket> table)
    {
        if (table.Count > MostAskers)
            table.Clear();
    }

    private sealed class Bucket(double level, long since)
    {
        private readonly Lock gate = new();

        public bool TryTake(double rate, double most, TimeProvider time)
        {
            lock (gate)
            {
                Fill(rate, most, time);
                if (level < 1)
                    return false;
                level--;
                return true;
            }
        }

        public double Level(double rate, double most, TimeProvider time)
        {
            lock (gate)
            {
                Fill(rate, most, time);
                return level;
            }
        }

        private void Fill(double rate, double most, TimeProvider time)
        {
            var now = time.GetTimestamp();
            level = Math.Min(most, level + rate * time.GetElapsedTime(since, now).TotalSeconds);
            since = now;
        }
    }
}
