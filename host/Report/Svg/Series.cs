namespace EdgeTester.Report.Svg;

/// <summary>How the points of a series are drawn.</summary>
public enum Mark
{
    /// <summary>A line through the points; a value that is not finite leaves a gap.</summary>
    Line,

    /// <summary>A dashed line.</summary>
    DashedLine,

    /// <summary>A circle at each point.</summary>
    Circle,

    /// <summary>A circle at each point and a line through them.</summary>
    CircleAndLine,

    /// <summary>The area between <see cref="Series.Lower"/> and <see cref="Series.Upper"/>.</summary>
    Band,
}

/// <summary>What a picture shows: points of one kind.</summary>
/// <param name="Name">For the legend; empty = not in the legend.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates, one an abscissa.</param>
/// <param name="Mark">How they are drawn.</param>
/// <param name="Style">A class of the style sheet ("s1" to "s6"), or a colour that starts with '#'.</param>
public sealed record Series(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    Mark Mark,
    string Style
)
{
    /// <summary>Lower ends: of the band, or of error bars; null = none.</summary>
    public IReadOnlyList<double>? Lower { get; init; }

    /// <summary>Upper ends: of the band, or of error bars; null = none.</summary>
    public IReadOnlyList<double>? Upper { get; init; }

    /// <summary>Measured against the axis at the right.</summary>
    public bool OnRight { get; init; }
}
