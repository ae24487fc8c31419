using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>What a parser reads before labels and parameter indices are given out.</summary>
internal abstract record CircuitSketch
{
    /// <summary>A leaf; <paramref name="Position"/> is its place in the text.</summary>
    internal sealed record Leaf(
        ElementKind Kind,
        string? Label,
        int Position,
        IReadOnlyList<ParameterSketch> Settings
    ) : CircuitSketch;

    internal sealed record Group(bool IsParallel, IReadOnlyList<CircuitSketch> Parts) : CircuitSketch;

    /// <summary>A group of one part is that part; a series in a series is one series.</summary>
    internal static CircuitSketch Join(bool isParallel, IReadOnlyList<CircuitSketch> parts)
    {
        var flat = parts
            .SelectMany(part => part is Group group && group.IsParallel == isParallel ? group.Parts : [part])
            .ToArray();
        return flat.Length == 1 ? flat[0] : new Group(isParallel, flat);
    }
}

/// <summary>What a text says about one parameter: null where it says nothing.</summary>
internal sealed record ParameterSketch(int Index, double Value, double? Lower, double? Upper, bool IsFixed);
