using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>A method and what it is to evaluate.</summary>
/// <param name="Method">Which.</param>
/// <param name="Measurements">At least one; more than one only for the series of temperatures.</param>
/// <param name="Reason">Why this method, in words.</param>
public sealed record MethodCall(MethodKind Method, IReadOnlyList<CellMeasurement> Measurements, string Reason)
{
    /// <summary>Evaluates with the usual options.</summary>
    /// <exception cref="MethodException">The records do not hold what the method needs.</exception>
    public MethodResult Evaluate(CancellationToken cancellation = default)
    {
        var one = Measurements[0];
        return Method switch
        {
            MethodKind.BlockingImpedance => BlockingImpedance.Evaluate(one, null, cancellation),
            MethodKind.Arrhenius => ArrheniusSeries.Evaluate(Measurements, null, cancellation),
            MethodKind.BruceVincent => BruceVincent.Evaluate(one, null, cancellation),
            MethodKind.LinearSweep => LinearSweep.Evaluate(one),
            MethodKind.CriticalCurrentDensity => CriticalCurrentDensity.Evaluate(one),
            MethodKind.PlatingStripping => PlatingStripping.Evaluate(one),
            MethodKind.OneWayPlating => OneWayPlating.Evaluate(one),
            MethodKind.SymmetricImpedance => SymmetricImpedance.Evaluate(one, null, cancellation),
            MethodKind.ImpedanceSeries => ImpedanceSeries.Evaluate(one, null, cancellation),
            MethodKind.RelaxationSeries => RelaxationMonitor.Evaluate(one),
            MethodKind.Tafel => Tafel.Evaluate(one, null, cancellation),
            MethodKind.ElectronicLeakage => ElectronicLeakage.Evaluate(one, null, cancellation),
            MethodKind.RateCapability => RateCapability.Evaluate(one),
            MethodKind.DifferentialCapacity => DifferentialCapacity.Evaluate(one),
            MethodKind.LongCycling => LongCycling.Evaluate(one),
            _ => FullCellImpedance.Evaluate(Measurements, null, cancellation),
        };
    }
}
