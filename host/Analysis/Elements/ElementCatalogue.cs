using System.Diagnostics.CodeAnalysis;

namespace EdgeTester.Analysis.Elements;

/// <summary>The element kinds that a circuit's text may name. Immutable: <see cref="With"/> gives a larger one.</summary>
public sealed class ElementCatalogue
{
    private readonly Dictionary<string, ElementKind> _bySymbol;

    private ElementCatalogue(IEnumerable<ElementKind> kinds)
    {
        Kinds = kinds.ToArray();
        _bySymbol = Kinds.ToDictionary(kind => kind.Symbol, StringComparer.Ordinal);
    }

    /// <summary>The built-in elements.</summary>
    public static ElementCatalogue Standard { get; } =
        new([
            new Resistor(),
            new Capacitor(),
            new Inductor(),
            new ConstantPhaseElement(),
            new ModifiedInductor(),
            new Warburg(),
            new WarburgOpen(),
            new WarburgShort(),
            new Gerischer(),
            new GerischerAdmittance(),
            new FiniteGerischer(),
            new ResistorCapacitor(),
            new Zarc(),
            new HavriliakNegami(),
            new DeLeviePore(),
            new ShortedLine(),
            new BlockingOpenLine(),
            new BlockingShortLine(),
            new TwoRailLine(),
            new PaaschPorousElectrode(),
        ]);

    /// <summary>Every kind, in the order of declaration.</summary>
    public IReadOnlyList<ElementKind> Kinds { get; }

    /// <summary>This catalogue and one kind more, for example one of the user's own.</summary>
    /// <exception cref="ArgumentException">The symbol is taken.</exception>
    public ElementCatalogue With(ElementKind kind)
    {
        if (_bySymbol.TryGetValue(kind.Symbol, out var taken))
            throw new ArgumentException($"the symbol {kind.Symbol} is taken by {taken.Name}", nameof(kind));
        return new ElementCatalogue(Kinds.Append(kind));
    }

    /// <summary>The kind with exactly this symbol.</summary>
    public bool TryGet(string symbol, [NotNullWhen(true)] out ElementKind? kind) =>
        _bySymbol.TryGetValue(symbol, out kind);
}
