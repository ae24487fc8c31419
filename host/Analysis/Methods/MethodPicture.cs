namespace EdgeTester.Analysis.Methods;

/// <summary>How a series of a picture is drawn.</summary>
public enum PictureMark
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A dashed line: a model, an extrapolation, a limit.</summary>
    DashedLine,

    /// <summary>A point each.</summary>
    Points,

    /// <summary>Points and a line through them.</summary>
    PointsAndLine,
}

/// <summary>An axis of a picture.</summary>
/// <param name="Quantity">What is shown.</param>
/// <param name="Unit">In which unit the values are, "" for none.</param>
/// <param name="IsLogarithmic">Equal distances are equal ratios.</param>
public sealed record PictureAxis(string Quantity, string Unit, bool IsLogarithmic = false);

/// <summary>A series of a picture.</summary>
/// <param name="Name">Name for the legend.</param>
/// <param name="X">Abscissae in the unit of the axis.</param>
/// <param name="Y">Ordinates in the unit of the axis.</param>
/// <param name="Mark">How it is drawn.</param>
public sealed record PictureSeries(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    PictureMark Mark = PictureMark.PointsAndLine
)
{
    /// <summary>Lower ends of the error bars, or null.</summary>
    public IReadOnlyList<double>? Lower { get; init; }

    /// <summary>Upper ends of the error bars, or null.</summary>
    public IReadOnlyList<double>? Upper { get; init; }

    /// <summary>Belongs to the axis at the right.</summary>
    public bool OnRight { get; init; }
}

/// <summary>The data of a picture and what its axes are; whoever draws it adds no numbers.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">What is drawn.</param>
public sealed record MethodPicture(
    string Title,
    PictureAxis X,
    PictureAxis Y,
    IReadOnlyList<PictureSeries> Series
)
{
    /// <summary>Vertical axis at the right, or null.</summary>
    public PictureAxis? Right { get; init; }

    /// <summary>Both axes have the same scale (an impedance plane).</summary>
    public bool IsEqualScale { get; init; }
}
