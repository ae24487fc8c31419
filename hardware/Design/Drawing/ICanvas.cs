namespace EdgeTester.Hardware.Drawing;

/// <summary>Where a page is painted: millimetres, y downward.</summary>
public interface ICanvas
{
    /// <summary>A line through points.</summary>
    void Path(IReadOnlyList<Point> points, double width, string color, bool isFilled = false);

    /// <summary>A filled circle.</summary>
    void Dot(Point at, double radius, string color);

    /// <summary>Text; the anchor is -1 left, 0 middle, 1 right; turned ones read upward.</summary>
    void Text(Point at, string text, double size, string color, int anchor = -1, bool isTurned = false);
}
