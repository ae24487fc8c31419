using System.Globalization;
using System.Text;

namespace EdgeTester.Report.Svg;

/// <summary>Text inside pictures and pages.</summary>
public static class SvgText
{
    /// <summary>Text as XML content or attribute: markup escaped, characters that XML 1.0 forbids replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var k = 0; k < text.Length; k++)
        {
            var c = text[k];
            var paired = char.IsHighSurrogate(c) && k + 1 < text.Length && char.IsLowSurrogate(text[k + 1]);
            if (paired)
                escaped.Append(c).Append(text[++k]);
            else if (
                char.IsSurrogate(c)
                || c is '\ufffe' or '\uffff'
                || (c < ' ' && c is not '\n' and not '\t')
            )
                escaped.Append('\ufffd');
            else
                escaped.Append(
                    c switch
                    {
                        '&' => "&amp;",
                        '<' => "&lt;",
                        '>' => "&gt;",
                        '"' => "&quot;",
                        '\'' => "&#39;",
                        _ => c.ToString(),
                    }
                );
        }
        return escaped.ToString();
    }

    internal static void Write(
        StringBuilder svg,
        string text,
        double x,
        double y,
        string anchor,
        string style
    ) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">{Escape(text)}</text>"
        );

    internal static void WriteUpright(StringBuilder svg, string text, double x, double y) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"label\" text-anchor=\"middle\" transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\">{Escape(text)}</text>"
        );
}
