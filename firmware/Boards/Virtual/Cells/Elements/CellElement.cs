namespace EdgeTester.Firmware.Virtual.Cells.Elements;

/// <summary>
/// One element of the series row that makes a cell: some states with their rates and elastances, and what it adds to the
/// series resistance and inductance. State k obeys dv/dt = -rate v + elastance i + source.
/// </summary>
/// <param name="name">Name within the cell, also of its truth.</param>
public abstract class CellElement(string name)
{
    /// <summary>A change of a parameter by this share makes the cell take it over.</summary>
    protected const double WorthShare = 5e-5;

    /// <summary>Name within the cell.</summary>
    public string Name { get; } = name;

    /// <summary>Number of states.</summary>
    public abstract int States { get; }

    /// <summary>Series resistance in ohm that is no state.</summary>
    public virtual double SeriesOhm => 0;

    /// <summary>Series inductance in henry.</summary>
    public virtual double SeriesHenry => 0;

    /// <summary>Whether the equations depend on the state, so that <see cref="Update"/> must see it.</summary>
    public virtual bool FollowsState => false;

    /// <summary>Whether anything but the temperature changes the equations.</summary>
    public abstract bool Changes { get; }

    /// <summary>Takes over conditions; true when the equations moved so much that the cell must begin a new response.</summary>
    /// <param name="conditions">Now.</param>
    /// <param name="states">Voltages of this element's states where <see cref="FollowsState"/>, else empty.</param>
    public abstract bool Update(in CellConditions conditions, ReadOnlySpan<double> states);

    /// <summary>Writes the state equations.</summary>
    /// <param name="rates">1/s.</param>
    /// <param name="elastances">V/(A s), above 0.</param>
    /// <param name="sources">V/s.</param>
    public abstract void Fill(Span<double> rates, Span<double> elastances, Span<double> sources);

    /// <summary>Sets states that a law gives rather than the equations; called before a new response begins.</summary>
    public virtual void Correct(Span<double> states) { }

    /// <summary>How long the equations hold under given conditions, in seconds.</summary>
    public virtual double HoldsSeconds(in CellConditions conditions) => double.PositiveInfinity;

    /// <summary>The element's direct-current resistance under given conditions in ohm, NaN where it has none.</summary>
    public abstract double Resistance(in CellConditions conditions);

    /// <summary>Whether a value has moved enough from the one in use.</summary>
    protected static bool Moved(double value, double used) =>
        Math.Abs(value - used) > WorthShare * Math.Abs(used);
}
