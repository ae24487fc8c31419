using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Ranges for two axes on which one ohm is equally long.</summary>
public static class EqualScale
{
    /// <summary>Widens two ranges so that both have the same scale in a frame of the given width; chooses the frame's height.</summary>
    /// <param name="across">Range of the abscissae.</param>
    /// <param name="up">Range of the ordinates.</param>
    /// <param name="frameWidth">Width of the frame in user units.</param>
    /// <returns>Both ranges and the height of the frame, between 0.4 and 0.8 of its width.</returns>
    public static (ValueRange Across, ValueRange Up, double FrameHeight) Fit(
        ValueRange across,
        ValueRange up,
        double frameWidth
    )
    {
        if (across.IsEmpty || up.IsEmpty)
            return (new(0, 1), new(0, 0.5), frameWidth / 2);
        // A resistance is read against zero, so zero is shown unless the data lie far from it.
        var from = across.Minimum > 0 && across.Minimum < 0.5 * across.Maximum ? 0 : across.Minimum;
        var floor = up.Minimum > 0 ? 0 : up.Minimum;
        var width = Math.Max(across.Maximum - from, 1e-12);
        var height = Math.Max(up.Maximum - floor, 1e-12);
        var share = Math.Clamp(height * 1.12 / (width * 1.08), 0.4, 0.8);
        var ohms = Math.Max(width * 1.08, height * 1.12 / share);
        var spareAcross = ohms - width;
        var spareUp = ohms * share - height;
        var left = from == 0 && across.Minimum >= 0 ? 0 : spareAcross / 2;
        var below = floor == 0 && up.Minimum >= 0 ? 0 : Math.Min(spareUp / 2, height * 0.05);
        return (
            new(from - left, from - left + ohms),
            new(floor - below, floor - below + ohms * share),
            frameWidth * share
        );
    }
}
