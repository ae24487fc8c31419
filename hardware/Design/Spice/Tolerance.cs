using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Spice;

/// <summary>How far a component may be from its value, by its grade.</summary>
public static class Tolerance
{
    /// <summary>As a share.</summary>
    /// <exception cref="ArgumentException">The grade says nothing about it.</exception>
    public static double Of(Component component) =>
        component.Grade switch
        {
            "0.05%" => 0.5e-3,
            "0.1%" => 1e-3,
            "0.5% 0.5W" => 5e-3,
            "1%" => 1e-2,
            _ => throw new ArgumentException(
                $"{component.Reference}: no tolerance is known for '{component.Grade}'"
            ),
        };

    /// <summary>Temperature coefficient, as a share per kelvin.</summary>
    public static double PerKelvin(Component component) =>
        component.Grade switch
        {
            "0.05%" => 10e-6,
            "0.1%" or "0.5% 0.5W" => 25e-6,
            _ => 100e-6,
        };
}
