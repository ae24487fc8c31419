namespace EdgeTester.Firmware.Virtual.Cells.Elements;

/// <summary>
/// Charge transfer by C dv/dt = i - i0 (exp(a F v/(R T)) - exp(-(1-a) F v/(R T))) (Bard and Faulkner, 2nd ed., eq. 3.4.11,
/// one electron), as a straight line through the present voltage that is renewed every quarter millivolt.
/// </summary>
/// <param name="name">Name within the cell.</param>
/// <param name="exchangeCurrent">Ampere, at the reference temperature; falls as a resistance rises.</param>
/// <param name="transferCoefficient">a, 0 to 1.</param>
/// <param name="capacitance">Farad.</param>
public sealed class ButlerVolmerElement(
    string name,
    CellParameter exchangeCurrent,
    double transferCoefficient,
    double capacitance
) : CellElement(name)
{
    private const double GasOverFaraday = 8.31446261815324 / 96485.33212331;
    private const double LargestExponent = 60;
    private const double WorthVolt = 2.5e-4;
    private double exchange = exchangeCurrent.Value;
    private double thermal = GasOverFaraday * exchangeCurrent.ReferenceKelvin;
    private double at;
    private double present;

    /// <inheritdoc/>
    public override int States => 1;

    /// <inheritdoc/>
    public override bool FollowsState => true;

    /// <inheritdoc/>
    public override bool Changes => true;

    /// <summary>Exchange current under given conditions in ampere.</summary>
    public double ExchangeCurrent(in CellConditions conditions)
    {
        double growth = exchangeCurrent.Drift?.Factor(conditions) ?? 1;
        return exchangeCurrent.Value * growth / exchangeCurrent.TemperatureFactor(conditions.Kelvin);
    }

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions, ReadOnlySpan<double> states)
    {
        present = states[0];
        double now = ExchangeCurrent(conditions);
        double volts = GasOverFaraday * conditions.Kelvin;
        if (!Moved(now, exchange) && !Moved(volts, thermal) && Math.Abs(present - at) < WorthVolt)
        {
            return false;
        }
        exchange = now;
        thermal = volts;
        at = present;
        return true;
    }

    /// <inheritdoc/>
    public override void Fill(Span<double> rates, Span<double> elastances, Span<double> sources)
    {
        double conductance = Conductance(at);
        rates[0] = conductance / capacitance;
        elastances[0] = 1 / capacitance;
        sources[0] = (conductance * at - Current(at)) / capacitance;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions)
    {
        double slope = Math.Abs(conditions.Current - Current(present)) / capacitance;
        return slope > 0 ? WorthVolt / slope : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public override double Resistance(in CellConditions conditions) =>
        GasOverFaraday * conditions.Kelvin / ExchangeCurrent(conditions);

    private double Current(double volt) => exchange * (Forward(volt) - Backward(volt));

    private double Conductance(double volt) =>
        exchange
        / thermal
        * (transferCoefficient * Forward(volt) + (1 - transferCoefficient) * Backward(volt));

    private double Forward(double volt) =>
        Math.Exp(Math.Clamp(transferCoefficient * volt / thermal, -LargestExponent, LargestExponent));

    private double Backward(double volt) =>
        Math.Exp(Math.Clamp((transferCoefficient - 1) * volt / thermal, -LargestExponent, LargestExponent));
}
