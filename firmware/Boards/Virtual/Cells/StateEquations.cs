using EdgeTester.Firmware.Virtual.Cells.Elements;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>The state equations of a row of elements, and their decay modes behind a resistance.</summary>
/// <param name="count">Number of states.</param>
public sealed class StateEquations(int count)
{
    // A short that flickers between a few resistances must not solve for its modes each time.
    private const int CachedModes = 16;
    private readonly List<(double Ohm, RankOneModes Modes)> cache = [];
    private readonly double[] sortedRates = new double[count];
    private readonly double[] scratch = new double[count];

    /// <summary>1/s.</summary>
    public double[] Rates { get; } = new double[count];

    /// <summary>V/(A s).</summary>
    public double[] Elastances { get; } = new double[count];

    /// <summary>V/s.</summary>
    public double[] Sources { get; } = new double[count];

    /// <summary>Ohm in series that is no state.</summary>
    public double SeriesOhm { get; private set; }

    /// <summary>Henry in series.</summary>
    public double SeriesHenry { get; private set; }

    // State at each place of ascending rate, and the root of its elastance, which makes the coupled equations symmetric.
    internal int[] Order { get; } = new int[count];

    internal double[] Scale { get; } = new double[count];

    /// <summary>Takes the elements' present equations over.</summary>
    public void Rebuild(IEnumerable<CellElement> elements)
    {
        cache.Clear();
        SeriesOhm = 0;
        SeriesHenry = 0;
        Array.Clear(Sources);
        int offset = 0;
        foreach (var element in elements)
        {
            int states = element.States;
            element.Fill(
                Rates.AsSpan(offset, states),
                Elastances.AsSpan(offset, states),
                Sources.AsSpan(offset, states)
            );
            SeriesOhm += element.SeriesOhm;
            SeriesHenry += element.SeriesHenry;
            offset += states;
        }
        if (!InOrder())
        {
            for (int i = 0; i < count; i++)
            {
                Order[i] = i;
            }
            Rates.CopyTo(sortedRates, 0);
            Array.Sort(sortedRates, Order);
        }
        for (int i = 0; i < count; i++)
        {
            int k = Order[i];
            if (i > 0)
            {
                // The modes need distinct rates.
                Rates[k] = Math.Max(Rates[k], Rates[Order[i - 1]] * (1 + 1e-6));
            }
            Scale[i] = Math.Sqrt(Elastances[k]);
        }
    }

    /// <summary>The decay modes with a resistance between the states and a voltage.</summary>
    /// <param name="totalOhm">Above 0.</param>
    public RankOneModes Modes(double totalOhm)
    {
        foreach (var (ohm, modes) in cache)
        {
            if (ohm == totalOhm)
            {
                return modes;
            }
        }
        for (int i = 0; i < count; i++)
        {
            sortedRates[i] = Rates[Order[i]];
        }
        var solved = new RankOneModes(sortedRates, Scale, 1 / totalOhm);
        if (cache.Count == CachedModes)
        {
            cache.RemoveAt(0);
        }
        cache.Add((totalOhm, solved));
        return solved;
    }

    /// <summary>Mode amplitudes of states.</summary>
    public void ToModes(RankOneModes modes, ReadOnlySpan<double> states, Span<double> amplitudes)
    {
        for (int i = 0; i < count; i++)
        {
            scratch[i] = states[Order[i]] / Scale[i];
        }
        modes.ToModes(scratch, amplitudes);
    }

    /// <summary>States of mode amplitudes.</summary>
    public void FromModes(RankOneModes modes, ReadOnlySpan<double> amplitudes, Span<double> states)
    {
        modes.FromModes(amplitudes, scratch);
        for (int i = 0; i < count; i++)
        {
            states[Order[i]] = Scale[i] * scratch[i];
        }
    }

    private bool InOrder()
    {
        for (int i = 1; i < count; i++)
        {
            if (Rates[Order[i]] < Rates[Order[i - 1]])
            {
                return false;
            }
        }
        return count < 2 || Order[0] != Order[1];
    }
}
