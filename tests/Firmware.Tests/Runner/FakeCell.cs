namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>A source with a capacity in series with R0 and R1 || C1, driven at constant current or voltage, by exact formulas.</summary>
public sealed class FakeCell
{
    private double relaxation;

    public double OpenCircuitVoltage { get; set; } = 3.0;
    public double SeriesResistance { get; set; } = 50;
    public double ParallelResistance { get; set; } = 200;
    public double ParallelCapacitance { get; set; } = 1e-3;

    /// <summary>Coulomb a volt of the source; infinite by default.</summary>
    public double SourceCapacitance { get; set; } = double.PositiveInfinity;

    /// <summary>Volt by charge in coulomb, in place of the source; only at constant current.</summary>
    public Func<double, double>? OpenCircuitCurve { get; set; }

    public double Charge { get; private set; }
    public double Voltage { get; private set; } = 3.0;
    public double Current { get; private set; }

    /// <summary>Mean over the last <see cref="Advance"/>.</summary>
    public double MeanVoltage { get; private set; } = 3.0;

    /// <summary>Mean over the last <see cref="Advance"/>.</summary>
    public double MeanCurrent { get; private set; }
    public bool IsShort { get; set; }

    /// <summary>Runs on for a time at a constant current, or at a constant voltage where that is given; NaN for both = open.</summary>
    public void Advance(double seconds, double ampere, double volt)
    {
        // The source is held for the length of a part, so that a small one follows its charge.
        var parts =
            double.IsInfinity(SourceCapacitance) || double.IsNaN(volt) ? 1 : 1 + (int)(seconds / 5e-3);
        for (var part = 0; part < parts; part++)
            AdvancePart(seconds / parts, ampere, volt);
    }

    private void AdvancePart(double seconds, double ampere, double volt)
    {
        var source = OpenCircuitVoltage + Charge / SourceCapacitance;
        var r0 = IsShort ? 0.01 : SeriesResistance;
        var r1 = IsShort ? 0.01 : ParallelResistance;
        if (IsShort)
            source = 0;
        if (!double.IsNaN(volt))
        {
            var final = (volt - source) * r1 / (r0 + r1);
            var tau = ParallelCapacitance * r0 * r1 / (r0 + r1);
            var before = relaxation;
            relaxation = final + (relaxation - final) * Math.Exp(-seconds / tau);
            Current = (volt - source - relaxation) / r0;
            Voltage = volt;
            MeanVoltage = volt;
            // The integral of an exponential, exact.
            var passed =
                (volt - source - final) / r0 * seconds
                - (before - final) / r0 * tau * (1 - Math.Exp(-seconds / tau));
            Charge += passed;
            MeanCurrent = seconds > 0 ? passed / seconds : Current;
            return;
        }
        var i = double.IsNaN(ampere) ? 0 : ampere;
        var end = i * r1;
        var slow = r1 * ParallelCapacitance;
        var mean =
            seconds > 0
                ? end + (relaxation - end) * slow / seconds * (1 - Math.Exp(-seconds / slow))
                : relaxation;
        relaxation = end + (relaxation - end) * Math.Exp(-seconds / (r1 * ParallelCapacitance));
        Charge += i * seconds;
        source =
            IsShort ? 0
            : OpenCircuitCurve is { } curve ? curve(Charge)
            : OpenCircuitVoltage + Charge / SourceCapacitance;
        Current = i;
        Voltage = source + i * r0 + relaxation;
        MeanCurrent = i;
        MeanVoltage = source + i * r0 + mean;
    }

    public System.Numerics.Complex Impedance(double hz) =>
        SeriesResistance
        + ParallelResistance
            / (
                1
                + new System.Numerics.Complex(0, 2 * Math.PI * hz * ParallelResistance * ParallelCapacitance)
            );
}
