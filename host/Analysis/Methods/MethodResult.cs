using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>What a method found.</summary>
public abstract record MethodResult
{
    /// <summary>Which method.</summary>
    public abstract MethodKind Method { get; }

    /// <summary>What was evaluated: the name of a run or of files.</summary>
    public required string Label { get; init; }

    /// <summary>Every figure with its uncertainty, the main one first.</summary>
    public abstract IReadOnlyList<DerivedQuantity> Figures { get; }

    /// <summary>Numbers that belong to a list rather than to a name: one row a temperature, cycle, step or spectrum.</summary>
    public IReadOnlyList<MethodTable> Tables { get; init; } = [];

    /// <summary>Pictures with their data.</summary>
    public IReadOnlyList<MethodPicture> Pictures { get; init; } = [];

    /// <summary>What to know before using the numbers, one sentence each; each figure has its own beside these.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
