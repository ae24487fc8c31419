using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>One voltage of a leakage measurement.</summary>
internal sealed class LeakageStep
{
    /// <summary>A current that changes by less over its last half is steady: a share of the conductivity need not be better.</summary>
    private const double FlatShare = 0.01;

    public required double Voltage { get; init; }

    public required DecayFit Decay { get; init; }

    public required double[] Time { get; init; }

    public required double[] Current { get; init; }

    public required int[] Rows { get; init; }

    public static LeakageStep Of(StepRun run)
    {
        var (time, current) = (run.Elapsed(), run.Current());
        return new LeakageStep
        {
            Voltage = Numerics.RobustScatter.Median(run.Voltage()),
            Decay = DecayFit.Of(time, current, 0, FlatShare),
            Time = time,
            Current = current,
            Rows = Pictures.Thin(time.Length, 400),
        };
    }

    public SteadyCurrent ToPublic() =>
        new(
            Voltage,
            DerivedQuantity.Symmetric(
                "steady current",
                "A",
                Decay.Asymptote,
                Decay.DegreesOfFreedom,
                "asymptote of a sum of exponentials",
                "textbook"
            ),
            Decay.IsDetermined && Decay.Remaining <= 0.05
        );
}

/// <summary>The steady current at one voltage.</summary>
/// <param name="VoltageVolt">Voltage in V.</param>
/// <param name="Current">Steady current in A.</param>
/// <param name="IsSteady">Whether the record came within 5 % of it.</param>
public sealed record SteadyCurrent(double VoltageVolt, DerivedQuantity Current, bool IsSteady);
