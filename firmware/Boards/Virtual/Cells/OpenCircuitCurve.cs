namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// Open-circuit voltage against state of charge: a monotone cubic through a table, and steep straight lines beyond 0 and 1
/// so that an overcharged or overdischarged cell meets its voltage limit.
/// </summary>
public sealed class OpenCircuitCurve
{
    private const double SteepVoltPerUnit = 25;

    // A share of the charge that is spread evenly over all voltages: no electrode has a vertical wall between its plateaus, and none
    // could be stepped through in time.
    private const double SpreadShare = 1e-3;
    private readonly double[] states;
    private readonly double[] volts;
    private readonly double[] slopes;

    /// <summary>From a table.</summary>
    /// <param name="points">Pairs of state of charge and volt, both strictly rising, from 0 to 1.</param>
    /// <exception cref="CellDefinitionException">The table breaks those rules.</exception>
    public OpenCircuitCurve(double[][] points)
    {
        if (
            points.Length < 2
            || points.Any(point => point.Length != 2)
            || points[0][0] != 0
            || points[^1][0] != 1
        )
        {
            throw new CellDefinitionException(
                "An open-circuit curve needs pairs from state of charge 0 to 1."
            );
        }
        states = points.Select(point => point[0]).ToArray();
        volts = points.Select(point => point[1]).ToArray();
        for (int i = 1; i < states.Length; i++)
        {
            if (!(states[i] > states[i - 1]) || !(volts[i] > volts[i - 1]))
            {
                throw new CellDefinitionException(
                    $"Open-circuit point {i}: state of charge and voltage must rise."
                );
            }
        }
        slopes = MonotoneCurve.Slopes(states, volts);
    }

    /// <summary>
    /// From reactions that each take up charge about a potential as 1/(1 + exp(-(E - E0)/w)), a lattice gas whose sites attract or
    /// repel each other: dQ/dV has its peaks at the potentials E0.
    /// </summary>
    /// <param name="plateaus">Potential in volt, share of the capacity, width w in volt.</param>
    /// <param name="lowest">Volt at state of charge 0.</param>
    /// <param name="highest">Volt at state of charge 1.</param>
    public static OpenCircuitCurve FromPlateaus(
        IReadOnlyList<(double Potential, double Share, double Width)> plateaus,
        double lowest,
        double highest
    )
    {
        double Filled(double volt) =>
            plateaus.Sum(p => p.Share / (1 + Math.Exp(-(volt - p.Potential) / p.Width)))
            + SpreadShare * (volt - lowest) / (highest - lowest);
        if (!(lowest < highest) || plateaus.Any(p => !(p.Share > 0 && p.Width > 0)))
        {
            throw new CellDefinitionException(
                "Plateaus need shares and widths above zero and rising limits."
            );
        }
        double empty = Filled(lowest);
        double full = Filled(highest);
        var grid = new SortedSet<double> { lowest, highest };
        foreach (var plateau in plateaus)
        {
            for (double z = -16; z <= 16; z += 0.25)
            {
                double volt = plateau.Potential + z * plateau.Width;
                if (volt > lowest && volt < highest)
                {
                    grid.Add(volt);
                }
            }
        }
        for (int i = 1; i < 100; i++)
        {
            grid.Add(lowest + (highest - lowest) * i / 100);
        }
        var points = new List<double[]>();
        foreach (double volt in grid)
        {
            double state = (Filled(volt) - empty) / (full - empty);
            if (points.Count == 0 || state > points[^1][0] + 1e-9)
            {
                points.Add([state, volt]);
            }
        }
        points[^1] = [1, highest];
        return new(points.ToArray());
    }

    /// <summary>Volt at a state of charge.</summary>
    public double Voltage(double state) =>
        state < 0 ? volts[0] + SteepVoltPerUnit * state
        : state > 1 ? volts[^1] + SteepVoltPerUnit * (state - 1)
        : MonotoneCurve.Value(states, volts, slopes, state, out _);

    /// <summary>Volt per unit of state of charge.</summary>
    public double Slope(double state)
    {
        if (state <= 0 || state >= 1)
        {
            return SteepVoltPerUnit;
        }
        MonotoneCurve.Value(states, volts, slopes, state, out double slope);
        return Math.Max(slope, 1e-6);
    }
}
