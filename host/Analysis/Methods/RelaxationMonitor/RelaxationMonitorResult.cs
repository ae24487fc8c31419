using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Methods;

/// <summary>A relaxation that is seen through the series.</summary>
/// <param name="Number">By rising time constant, from 1; in a symmetric cell with three: grain boundary, interphase, charge transfer.</param>
/// <param name="Track">Its peaks.</param>
/// <param name="ResistanceAtStart">In ohm.</param>
/// <param name="ResistanceAtEnd">In ohm.</param>
/// <param name="TauAtStart">In s.</param>
/// <param name="TauAtEnd">In s.</param>
public sealed record RelaxationProcess(
    int Number,
    RelaxationTrack Track,
    DerivedQuantity ResistanceAtStart,
    DerivedQuantity ResistanceAtEnd,
    DerivedQuantity TauAtStart,
    DerivedQuantity TauAtEnd
);

/// <summary>Relaxations through time.</summary>
public sealed record RelaxationMonitorResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.RelaxationSeries;

    /// <summary>The distributions.</summary>
    public required RelaxationSeriesResult Series { get; init; }

    /// <summary>Processes that are seen in half of the spectra at the least, by rising time constant.</summary>
    public required IReadOnlyList<RelaxationProcess> Processes { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        Processes
            .SelectMany(p => new[] { p.ResistanceAtStart, p.ResistanceAtEnd, p.TauAtStart, p.TauAtEnd })
            .ToArray();
}
