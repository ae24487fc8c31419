using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Figures that are made of resistances of a fitted circuit, of the geometry and of the instrument's gain.</summary>
internal sealed class CircuitFigures(CircuitFitResult fit, CellDescription cell, string criterion)
{
    private const string Source = "textbook";

    /// <summary>Names of the resistances of the circuit, in its order.</summary>
    public IReadOnlyList<string> Resistances { get; } =
        fit.Parameters.Where(p => p.Unit == "ohm" && p.Name.StartsWith('R')).Select(p => p.Name).ToArray();

    /// <summary>Whether the circuit has a resistance of this name.</summary>
    public bool Has(string name) => Resistances.Contains(name);

    /// <summary>A combination of resistances in ohm.</summary>
    public DerivedQuantity Resistance(
        string name,
        IReadOnlyList<string> of,
        Func<double[], double> combine,
        string equation
    ) =>
        Marked(
            Budget(of)
                .AddGain(cell.Instrument.ImpedanceGain)
                .PositiveFigure(name, "ohm", v => combine(v[..of.Count]) * v[of.Count], equation, Source),
            of
        );

    /// <summary>The same in ohm m^2; null without an area.</summary>
    public DerivedQuantity? AreaSpecific(
        string name,
        IReadOnlyList<string> of,
        Func<double[], double> combine,
        string equation
    ) =>
        cell.AreaSquareMeter is not { } area
            ? null
            : Marked(
                Budget(of)
                    .AddGain(cell.Instrument.ImpedanceGain)
                    .Add(area)
                    .PositiveFigure(
                        name,
                        "ohm m^2",
                        v => combine(v[..of.Count]) * v[of.Count] * v[of.Count + 1],
                        $"({equation}) A",
                        Source
                    ),
                of
            );

    /// <summary>Conductivity in S/m of a combination of resistances; null without geometry.</summary>
    public DerivedQuantity? Conductivity(
        string name,
        IReadOnlyList<string> of,
        Func<double[], double> combine,
        string equation
    ) =>
        cell.Geometry is not { } geometry
            ? null
            : Marked(
                Budget(of)
                    .AddGain(cell.Instrument.ImpedanceGain)
                    .Add(geometry.ThicknessMeter)
                    .Add(geometry.AreaSquareMeter)
                    .PositiveFigure(
                        name,
                        "S/m",
                        v => v[of.Count + 1] / (combine(v[..of.Count]) * v[of.Count] * v[of.Count + 2]),
                        $"L/(A R), R = {equation}",
                        Source
                    ),
                of
            );

    private UncertaintyBudget Budget(IReadOnlyList<string> names)
    {
        var indices = names.Select(fit.Circuit.IndexOf).ToArray();
        var covariance = new double[indices.Length, indices.Length];
        for (var i = 0; i < indices.Length; i++)
        for (var j = 0; j < indices.Length; j++)
            covariance[i, j] = fit.Covariance[indices[i], indices[j]];
        return new UncertaintyBudget().Add(
            indices.Select(i => fit.Parameters[i].Value).ToArray(),
            covariance,
            fit.DegreesOfFreedom
        );
    }

    private DerivedQuantity Marked(DerivedQuantity figure, IReadOnlyList<string> names)
    {
        var lost = names.Where(name => fit[name].State is not (ParameterState.Free or ParameterState.Fixed));
        return figure with
        {
            Criterion = criterion,
            Window = new DataWindow(
                "frequency",
                fit.Spectrum.FrequencyHz[^1],
                fit.Spectrum.FrequencyHz[0],
                "Hz",
                fit.Spectrum.Count
            ),
            Warnings =
            [
                .. lost.Select(name =>
                    $"{name} of the circuit {fit.Circuit.Text} is not determined by the data: the uncertainty leaves it out."
                ),
            ],
        };
    }
}
