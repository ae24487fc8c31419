using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>What the papers say of their cells, as a person would write it into a plan.</summary>
internal static class Samples
{
    private const double SquareCentimetre = 1e-4;
    private const double Centimetre = 1e-2;
    private const double MilliamperePerSquareCentimetre = 10;
    private const double Milligram = 1e-6;
    private const double MilliampereHourPerGram = 3.6e3;

    /// <summary>A pellet between electrodes.</summary>
    /// <param name="name">Name of the sample.</param>
    /// <param name="area">Electrode area in cm2.</param>
    /// <param name="thickness">Thickness in cm.</param>
    /// <param name="celsius">Temperature.</param>
    /// <param name="electrode">Electrodes in words.</param>
    public static TemplateOptions Pellet(
        string name,
        double area,
        double thickness,
        double celsius,
        string electrode
    ) =>
        new()
        {
            SampleName = name,
            Area = area * SquareCentimetre,
            Thickness = thickness * Centimetre,
            TemperatureCelsius = celsius,
            Electrode = electrode,
            Electrolyte = name.Split(',')[0],
        };

    /// <summary>A full cell.</summary>
    /// <param name="pellet">Its electrolyte.</param>
    /// <param name="milligram">Active mass of its cathode.</param>
    /// <param name="perGram">mAh/g that 1 C passes in an hour.</param>
    /// <param name="lower">Lower voltage.</param>
    /// <param name="upper">Upper voltage.</param>
    public static TemplateOptions Full(
        TemplateOptions pellet,
        double milligram,
        double perGram,
        double lower,
        double upper
    ) =>
        pellet with
        {
            ActiveMass = milligram * Milligram,
            Capacity = milligram * Milligram * perGram * MilliampereHourPerGram,
            LowerVoltage = lower,
            UpperVoltage = upper,
        };

    /// <summary>Current densities in A/m2, from such in mA/cm2.</summary>
    public static IReadOnlyList<double> Densities(params double[] milliamperePerSquareCentimetre) =>
        milliamperePerSquareCentimetre
            .Select(density => Math.Round(density * MilliamperePerSquareCentimetre, 9))
            .ToArray();

    /// <summary>A ladder of current densities in A/m2, from such in mA/cm2.</summary>
    public static IReadOnlyList<double> Ladder(double step, double last) =>
        Densities(
            Enumerable.Range(1, (int)Math.Round(last / step)).Select(k => Math.Round(k * step, 9)).ToArray()
        );
}
