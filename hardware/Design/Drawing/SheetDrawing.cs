using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Drawing;

/// <summary>A unit at its place.</summary>
public sealed record PlacedUnit(Component Component, int Unit, Symbol Symbol, Point At);

/// <summary>A piece of wire, horizontal or vertical.</summary>
public sealed record Wire(Point From, Point To, string Net);

/// <summary>A net's name at the end of a wire; the direction is the wire's.</summary>
public sealed record NetLabel(string Net, Point At, Point Outward, bool IsPort);

/// <summary>A supply's symbol at the end of a wire.</summary>
public sealed record SupplySymbol(string Net, Point At, Point Outward, bool IsFlag);

/// <summary>A frame with a heading around a block.</summary>
public sealed record BlockFrame(string Heading, string Note, Point Corner, double Width, double Height);

/// <summary>One page, laid out: what the writers of KiCad, SVG and PDF share.</summary>
public sealed class SheetDrawing
{
    /// <summary>Of the sheet.</summary>
    public required Sheet Sheet { get; init; }

    /// <summary>KiCad's name of the paper.</summary>
    public required string Paper { get; init; }

    /// <summary>Width in millimetre.</summary>
    public required double Width { get; init; }

    /// <summary>Height in millimetre.</summary>
    public required double Height { get; init; }

    /// <summary>Components.</summary>
    public List<PlacedUnit> Units { get; } = [];

    /// <summary>Wires.</summary>
    public List<Wire> Wires { get; } = [];

    /// <summary>Points where more than two pieces of wire meet.</summary>
    public List<Point> Junctions { get; } = [];

    /// <summary>Names of nets.</summary>
    public List<NetLabel> Labels { get; } = [];

    /// <summary>Supplies.</summary>
    public List<SupplySymbol> Supplies { get; } = [];

    /// <summary>Ends of pins that stay open.</summary>
    public List<Point> Open { get; } = [];

    /// <summary>Frames.</summary>
    public List<BlockFrame> Blocks { get; } = [];
}
