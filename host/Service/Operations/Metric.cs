namespace EdgeTester.Service.Operations;

/// <summary>One figure of the host's state, for Prometheus and OpenTelemetry alike.</summary>
/// <param name="Name">Prometheus name without the prefix edgetester_; ends in its unit, or in total where it counts up.</param>
/// <param name="Help">What it is.</param>
/// <param name="Read">Its present values, one for each set of labels.</param>
internal sealed record Metric(string Name, string Help, Func<IEnumerable<MetricValue>> Read)
{
    /// <summary>Whether it only counts up.</summary>
    public bool IsCounter => Name.EndsWith("_total", StringComparison.Ordinal);

    /// <summary>A figure without labels.</summary>
    public static Metric Of(string name, string help, Func<double> read) =>
        new(name, help, () => [new MetricValue(read(), [])]);
}

/// <summary>A value and what it is of.</summary>
/// <param name="Value">The number.</param>
/// <param name="Labels">Names and values.</param>
internal readonly record struct MetricValue(double Value, IReadOnlyList<KeyValuePair<string, string>> Labels);
