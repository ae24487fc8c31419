namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>What a parameter drifts with.</summary>
public enum DriftVariable
{
    /// <summary>Age in hours.</summary>
    Hours,

    /// <summary>Charge passed in either direction in mAh/cm2.</summary>
    ThroughputMilliampereHoursPerSquareCentimetre,

    /// <summary>Net charge in mAh/cm2, charging positive.</summary>
    NetMilliampereHoursPerSquareCentimetre,

    /// <summary>Charge since the current last turned, in mAh/cm2, without its sign.</summary>
    HalfCycleMilliampereHoursPerSquareCentimetre,

    /// <summary>Current density in mA/cm2, without its sign.</summary>
    MilliamperePerSquareCentimetre,
}

/// <summary>
/// A factor on a parameter that follows a table of points with a monotone cubic between them (Fritsch and Carlson 1980,
/// doi:10.1137/0717021), constant outside; or parabolic growth sqrt(1 + k x) as of a layer that hinders its own growth.
/// </summary>
public sealed class DriftLaw
{
    private readonly DriftVariable variable;
    private readonly double parabolicRate;
    private readonly double[] places = [];
    private readonly double[] factors = [];
    private readonly double[] slopes = [];

    /// <summary>Parabolic growth.</summary>
    /// <param name="variable">x.</param>
    /// <param name="parabolicRate">k per unit of x.</param>
    public DriftLaw(DriftVariable variable, double parabolicRate)
    {
        this.variable = variable;
        this.parabolicRate = parabolicRate;
    }

    /// <summary>A table.</summary>
    /// <param name="variable">x.</param>
    /// <param name="points">Pairs x, factor; x strictly rising, factor above 0, two points or more.</param>
    /// <exception cref="CellDefinitionException">The table breaks those rules.</exception>
    public DriftLaw(DriftVariable variable, double[][] points)
    {
        this.variable = variable;
        if (points.Length < 2 || points.Any(point => point.Length != 2))
        {
            throw new CellDefinitionException("A drift table needs at least two pairs.");
        }
        places = points.Select(point => point[0]).ToArray();
        factors = points.Select(point => point[1]).ToArray();
        for (int i = 0; i < places.Length; i++)
        {
            if (!(factors[i] > 0) || (i > 0 && !(places[i] > places[i - 1])))
            {
                throw new CellDefinitionException(
                    $"Drift point {i}: places must rise and factors be above zero."
                );
            }
        }
        slopes = MonotoneCurve.Slopes(places, factors);
    }

    /// <summary>The factor under given conditions.</summary>
    public double Factor(in CellConditions conditions)
    {
        double x = Variable(conditions);
        return places.Length == 0
            ? Math.Sqrt(1 + parabolicRate * Math.Max(0, x))
            : MonotoneCurve.Value(places, factors, slopes, x, out _);
    }

    /// <summary>How long the factor stays within a share of itself, in seconds.</summary>
    /// <remarks>What grows anew in each half cycle grows by decades: ten times the share keeps that affordable.</remarks>
    public double HoldsSeconds(in CellConditions conditions, double share)
    {
        double areal = Math.Abs(conditions.Current) / 3.6 / conditions.AreaSquareCentimetre;
        double perSecond = variable switch
        {
            DriftVariable.Hours => 1 / 3600.0,
            DriftVariable.MilliamperePerSquareCentimetre => 0,
            _ => areal,
        };
        if (perSecond == 0)
        {
            return double.PositiveInfinity;
        }
        share *= variable == DriftVariable.HalfCycleMilliampereHoursPerSquareCentimetre ? 10 : 1;
        double x = Variable(conditions);
        double value = Factor(conditions);
        double slope;
        double reach = double.PositiveInfinity;
        if (places.Length == 0)
        {
            slope = parabolicRate / (2 * value);
        }
        else
        {
            // At the very first point the slope that counts is the one ahead.
            double inside = x + 1e-9 * (places[^1] - places[0]);
            MonotoneCurve.Value(places, factors, slopes, inside, out slope);
            // A curve that is level here may rise further on: look again a twentieth of the way to the next point.
            int next = Array.FindIndex(places, place => place > x);
            reach =
                next < 0 ? double.PositiveInfinity
                : next == 0 ? places[0] - x
                : Math.Max((places[next] - places[next - 1]) / 20, 1e-9);
        }
        return Math.Min(share * value / Math.Abs(slope), reach) / perSecond;
    }

    private double Variable(in CellConditions conditions) =>
        variable switch
        {
            DriftVariable.Hours => conditions.Seconds / 3600,
            DriftVariable.ThroughputMilliampereHoursPerSquareCentimetre => Areal(
                conditions.ChargeThroughput,
                conditions
            ),
            DriftVariable.NetMilliampereHoursPerSquareCentimetre => Areal(conditions.NetCharge, conditions),
            DriftVariable.HalfCycleMilliampereHoursPerSquareCentimetre => Areal(
                Math.Abs(conditions.HalfCycleCharge),
                conditions
            ),
            _ => Math.Abs(conditions.Current) * 1000 / conditions.AreaSquareCentimetre,
        };

    private static double Areal(double coulomb, in CellConditions conditions) =>
        coulomb / 3.6 / conditions.AreaSquareCentimetre;
}
