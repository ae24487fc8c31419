using System.Numerics;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>
/// A node of the circuit tree: an element or a connection in series or in parallel. Its parameters are the slice
/// [<see cref="Offset"/>, <see cref="Offset"/> + <see cref="ParameterCount"/>) of the circuit's parameter list.
/// </summary>
public abstract class CircuitNode
{
    private protected CircuitNode(int offset, int parameterCount)
    {
        Offset = offset;
        ParameterCount = parameterCount;
    }

    /// <summary>Index of its first parameter in the circuit's list.</summary>
    public int Offset { get; }

    /// <summary>Number of parameters in it and below it.</summary>
    public int ParameterCount { get; }

    /// <summary>The nodes directly below.</summary>
    public abstract IReadOnlyList<CircuitNode> Children { get; }

    /// <summary>
    /// Z in ohm at one frequency. <paramref name="derivative"/> (empty, or one entry a parameter of the circuit) is
    /// filled in this node's slice with dZ/dp.
    /// </summary>
    internal abstract Complex Evaluate(
        in FrequencyPoint at,
        ReadOnlySpan<double> values,
        Span<Complex> derivative
    );

    /// <summary>Every element at or below this node, in the order of the text.</summary>
    public IEnumerable<ElementNode> Elements() =>
        this is ElementNode self ? [self] : Children.SelectMany(child => child.Elements());
}

/// <summary>A leaf: one element.</summary>
public sealed class ElementNode : CircuitNode
{
    internal ElementNode(ElementKind kind, string label, int offset)
        : base(offset, kind.Parameters.Count)
    {
        Kind = kind;
        Label = label;
    }

    /// <summary>What kind of element.</summary>
    public ElementKind Kind { get; }

    /// <summary>Its label, unique in the circuit: "R1", "R_ct".</summary>
    public string Label { get; }

    /// <inheritdoc />
    public override IReadOnlyList<CircuitNode> Children => [];

    internal override Complex Evaluate(
        in FrequencyPoint at,
        ReadOnlySpan<double> values,
        Span<Complex> derivative
    ) =>
        Kind.Evaluate(
            at,
            values.Slice(Offset, ParameterCount),
            derivative.IsEmpty ? derivative : derivative.Slice(Offset, ParameterCount)
        );
}

/// <summary>Elements in series: Z = sum of Z_k.</summary>
public sealed class SeriesNode : CircuitNode
{
    private readonly CircuitNode[] _children;

    internal SeriesNode(CircuitNode[] children)
        : base(children[0].Offset, children.Sum(child => child.ParameterCount)) => _children = children;

    /// <inheritdoc />
    public override IReadOnlyList<CircuitNode> Children => _children;

    internal override Complex Evaluate(
        in FrequencyPoint at,
        ReadOnlySpan<double> values,
        Span<Complex> derivative
    )
    {
        var sum = Complex.Zero;
        foreach (var child in _children)
            sum += child.Evaluate(at, values, derivative);
        return sum;
    }
}

/// <summary>Elements in parallel: 1/Z = sum of 1/Z_k.</summary>
public sealed class ParallelNode : CircuitNode
{
    private readonly CircuitNode[] _children;

    internal ParallelNode(CircuitNode[] children)
        : base(children[0].Offset, children.Sum(child => child.ParameterCount)) => _children = children;

    /// <inheritdoc />
    public override IReadOnlyList<CircuitNode> Children => _children;

    internal override Complex Evaluate(
        in FrequencyPoint at,
        ReadOnlySpan<double> values,
        Span<Complex> derivative
    )
    {
        Span<Complex> branch =
            _children.Length <= 8 ? stackalloc Complex[_children.Length] : new Complex[_children.Length];
        var admittance = Complex.Zero;
        for (var k = 0; k < _children.Length; k++)
        {
            branch[k] = 1 / _children[k].Evaluate(at, values, derivative);
            admittance += branch[k];
        }
        var z = 1 / admittance;
        if (derivative.IsEmpty)
            return z;
        for (var k = 0; k < _children.Length; k++)
        {
            // dZ/dZ_k = (Z/Z_k)^2
            var share = z * branch[k];
            var factor = share * share;
            var child = _children[k];
            foreach (ref var entry in derivative.Slice(child.Offset, child.ParameterCount))
                entry *= factor;
        }
        return z;
    }
}
