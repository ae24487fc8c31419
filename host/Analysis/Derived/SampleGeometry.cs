namespace EdgeTester.Analysis.Derived;

/// <summary>A flat sample between two electrodes of equal area.</summary>
/// <param name="ThicknessMeter">Distance of the electrodes in m, above 0.</param>
/// <param name="AreaSquareMeter">Area of one electrode in m^2, above 0.</param>
public sealed record SampleGeometry(UncertainValue ThicknessMeter, UncertainValue AreaSquareMeter)
{
    /// <summary>A disc.</summary>
    /// <param name="thicknessMeter">Thickness in m.</param>
    /// <param name="diameterMeter">Diameter in m.</param>
    public static SampleGeometry Disc(UncertainValue thicknessMeter, UncertainValue diameterMeter)
    {
        var area = Math.PI / 4 * diameterMeter.Value * diameterMeter.Value;
        return new SampleGeometry(
            thicknessMeter,
            new UncertainValue(area, Math.PI / 2 * diameterMeter.Value * diameterMeter.StandardError)
        );
    }
}
