using System.Globalization;
using System.Text;

namespace EdgeTester.Service.Operations;

/// <summary>
/// Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). The feed has no exporter for it.
/// </summary>
internal static class PrometheusText
{
    /// <summary>Media type of the text.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes all metrics; one that cannot be read now is left out.</summary>
    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var values = metric.Read().ToList();
            if (values.Count == 0)
                continue;
            var name = "edgetester_" + metric.Name;
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Help, false)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(metric.IsCounter ? " counter\n" : " gauge\n");
            foreach (var (value, labels) in values)
            {
                text.Append(name);
                if (labels.Count > 0)
                    text.Append('{')
                        .AppendJoin(',', labels.Select(l => $"{l.Key}=\"{Escape(l.Value, true)}\""))
                        .Append('}');
                text.Append(' ').Append(Number(value)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text, bool isLabel)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return isLabel ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
