namespace EdgeTester.Firmware.Virtual.Cells.Elements;

/// <summary>A resistor, or an inductor, in series.</summary>
/// <param name="name">Name within the cell.</param>
/// <param name="resistance">Ohm; null for none.</param>
/// <param name="henry">Inductance.</param>
public sealed class SeriesElement(string name, CellParameter? resistance, double henry = 0)
    : CellElement(name)
{
    private double ohm = resistance?.Value ?? 0;

    /// <inheritdoc/>
    public override int States => 0;

    /// <inheritdoc/>
    public override double SeriesOhm => ohm;

    /// <inheritdoc/>
    public override double SeriesHenry => henry;

    /// <inheritdoc/>
    public override bool Changes => resistance?.Drift is not null;

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions, ReadOnlySpan<double> states)
    {
        double now = resistance?.At(conditions) ?? 0;
        bool moved = Moved(now, ohm);
        if (moved)
        {
            ohm = now;
        }
        return moved;
    }

    /// <inheritdoc/>
    public override void Fill(Span<double> rates, Span<double> elastances, Span<double> sources) { }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions) =>
        resistance?.Drift?.HoldsSeconds(conditions, 2 * WorthShare) ?? double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Resistance(in CellConditions conditions) =>
        resistance?.At(conditions) ?? double.NaN;
}
