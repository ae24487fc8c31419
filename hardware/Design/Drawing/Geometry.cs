using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Drawing;

/// <summary>A point of a drawing in millimetre, y downward.</summary>
public readonly record struct Point(double X, double Y)
{
    /// <summary>Moved.</summary>
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>So many times.</summary>
    public static Point operator *(double factor, Point a) => new(factor * a.X, factor * a.Y);
}

/// <summary>A pin of a symbol: where it ends, and the direction in which a wire leaves it.</summary>
public sealed record SymbolPin(Pin Pin, Point At, Point Outward);

/// <summary>The drawing of one unit around its origin; all pin ends are on the grid.</summary>
public sealed class Symbol
{
    /// <summary>Pitch of the grid in millimetre.</summary>
    public const double Grid = 2.54;

    private Symbol(Shape shape, double halfWidth, double halfHeight, IReadOnlyList<SymbolPin> pins)
    {
        Shape = shape;
        HalfWidth = halfWidth;
        HalfHeight = halfHeight;
        Pins = pins;
    }

    /// <summary>What to draw.</summary>
    public Shape Shape { get; }

    /// <summary>Half the body's width.</summary>
    public double HalfWidth { get; }

    /// <summary>Half the body's height.</summary>
    public double HalfHeight { get; }

    /// <summary>Its pins.</summary>
    public IReadOnlyList<SymbolPin> Pins { get; }

    /// <summary>The symbol of a unit.</summary>
    public static Symbol Of(PartUnit unit) =>
        unit.Shape switch
        {
            Shape.Amplifier => Amplifier(unit),
            Shape.Box => Box(unit),
            _ => new Symbol(
                unit.Shape,
                Grid / 2,
                Grid,
                [
                    new SymbolPin(unit.Pins[0], new Point(0, -2 * Grid), new Point(0, -1)),
                    new SymbolPin(unit.Pins[1], new Point(0, 2 * Grid), new Point(0, 1)),
                ]
            ),
        };

    private static Symbol Amplifier(PartUnit unit) =>
        new(
            Shape.Amplifier,
            2 * Grid,
            2 * Grid,
            [
                new SymbolPin(unit.Pins[0], new Point(-3 * Grid, -Grid), new Point(-1, 0)),
                new SymbolPin(unit.Pins[1], new Point(-3 * Grid, Grid), new Point(-1, 0)),
                new SymbolPin(unit.Pins[2], new Point(3 * Grid, 0), new Point(1, 0)),
            ]
        );

    private static Symbol Box(PartUnit unit)
    {
        List<Pin> On(Side side) => [.. unit.Pins.Where(p => p.Side == side)];
        var (left, right, top, bottom) = (On(Side.Left), On(Side.Right), On(Side.Top), On(Side.Bottom));
        var rows = Math.Max(1, Math.Max(left.Count, right.Count));
        var letters =
            left.Select(p => p.Name.Length).DefaultIfEmpty(0).Max()
            + right.Select(p => p.Name.Length).DefaultIfEmpty(0).Max();
        var columns = Math.Max(top.Count, bottom.Count);
        var half = Math.Max(Math.Ceiling((letters * 1.1 + 4) / 2 / Grid), (columns + 1) / 2 + 1) * Grid;
        var high = (rows / 2 + 1) * Grid;
        List<SymbolPin> pins = [];
        for (var k = 0; k < left.Count; k++)
            pins.Add(new(left[k], new Point(-half - Grid, (k - rows / 2) * Grid), new Point(-1, 0)));
        for (var k = 0; k < right.Count; k++)
            pins.Add(new(right[k], new Point(half + Grid, (k - rows / 2) * Grid), new Point(1, 0)));
        for (var k = 0; k < top.Count; k++)
            pins.Add(new(top[k], new Point((k - top.Count / 2) * Grid, -high - Grid), new Point(0, -1)));
        for (var k = 0; k < bottom.Count; k++)
            pins.Add(new(bottom[k], new Point((k - bottom.Count / 2) * Grid, high + Grid), new Point(0, 1)));
        return new Symbol(Shape.Box, half, high, pins);
    }
}
