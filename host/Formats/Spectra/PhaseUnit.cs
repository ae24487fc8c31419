using System.Globalization;
using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>Tells degrees from radians where the header of a phase does not say.</summary>
internal static class PhaseUnit
{
    /// <summary>Geometric mean of 1 and 180/pi: a ratio below it speaks for radians.</summary>
    private const double Between = 7.57;

    /// <summary>
    /// Points whose phase was taken in degrees, turned to radians where the modulus says so: by the local form of the relation
    /// between them, phase = (pi/2) d ln|Z| / d ln f (H. W. Bode, Network Analysis and Feedback Amplifier Design, 1945, ch. XIV).
    /// </summary>
    /// <param name="points">In the order of the file.</param>
    /// <param name="note">What was decided; empty where degrees are beyond doubt.</param>
    public static List<RawPoint> Settle(List<RawPoint> points, out string note)
    {
        note = "";
        var largest = points.Count == 0 ? 0 : points.Max(Raw);
        if (!(largest > 0) || largest > Math.PI)
            return points;
        double product = 0,
            squares = 0;
        for (var k = 1; k < points.Count; k++)
        {
            var step = Math.Log(points[k].FrequencyHz / points[k - 1].FrequencyHz);
            var rise = Math.Log(points[k].Impedance.Magnitude / points[k - 1].Impedance.Magnitude);
            if (step == 0 || !double.IsFinite(rise / step))
                continue;
            var expected = 0.5 * Math.PI * rise / step;
            product += expected * 0.5 * (Signed(points[k]) + Signed(points[k - 1]));
            squares += expected * expected;
        }
        var ratio = squares > 0 ? Math.Abs(product) / squares : double.NaN;
        if (!(ratio < Between))
        {
            note = "the phase has no unit and was taken in degrees";
            return points;
        }
        note = string.Create(
            CultureInfo.InvariantCulture,
            $"the phase has no unit and was taken in radians: it is {ratio:F2} times what the slope of |Z| asks for in radians"
        );
        return points.ConvertAll(point =>
            point with
            {
                Impedance = Complex.FromPolarCoordinates(point.Impedance.Magnitude, Signed(point)),
            }
        );
    }

    /// <summary>The number that stood in the file.</summary>
    private static double Signed(RawPoint point) => point.Impedance.Phase * 180 / Math.PI;

    private static double Raw(RawPoint point) => Math.Abs(Signed(point));
}
