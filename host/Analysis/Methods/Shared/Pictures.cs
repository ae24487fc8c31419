using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Methods;

/// <summary>Pictures that several methods show.</summary>
internal static class Pictures
{
    private const int PointsPerDecade = 20;

    /// <summary>An impedance plane with the measured points and the model's line.</summary>
    public static MethodPicture Nyquist(
        string title,
        IReadOnlyList<(string Name, Spectrum Spectrum, CircuitFitResult? Fit)> spectra
    )
    {
        var series = new List<PictureSeries>();
        foreach (var (name, spectrum, fit) in spectra)
        {
            series.Add(
                new PictureSeries(
                    name,
                    spectrum.Impedance.Select(z => z.Real).ToArray(),
                    spectrum.Impedance.Select(z => -z.Imaginary).ToArray(),
                    PictureMark.Points
                )
            );
            if (fit is null)
                continue;
            var model = fit.Impedance(Line(spectrum.FrequencyHz[0], spectrum.FrequencyHz[^1]));
            series.Add(
                new PictureSeries(
                    spectra.Count == 1 ? fit.Circuit.Text : "",
                    model.Select(z => z.Real).ToArray(),
                    model.Select(z => -z.Imaginary).ToArray(),
                    PictureMark.Line
                )
            );
        }
        return new MethodPicture(title, new PictureAxis("Z'", "ohm"), new PictureAxis("-Z''", "ohm"), series)
        {
            IsEqualScale = true,
        };
    }

    /// <summary>Values with their standard errors as bars.</summary>
    public static PictureSeries WithErrors(
        string name,
        IReadOnlyList<double> x,
        IReadOnlyList<DerivedQuantity> y,
        PictureMark mark = PictureMark.Points
    ) =>
        new(name, x, y.Select(v => v.Value).ToArray(), mark)
        {
            Lower = y.Select(v => v.Lower95).ToArray(),
            Upper = y.Select(v => v.Upper95).ToArray(),
        };

    /// <summary>At most so many rows of a record, spread evenly, so that a picture stays small.</summary>
    public static int[] Thin(int count, int most = 2000) =>
        count <= most
            ? Enumerable.Range(0, count).ToArray()
            : Enumerable.Range(0, most).Select(k => (int)((long)k * (count - 1) / (most - 1))).ToArray();

    private static double[] Line(double high, double low)
    {
        var count = Math.Max(2, (int)Math.Ceiling(Math.Log10(high / low) * PointsPerDecade) + 1);
        return Enumerable
            .Range(0, count)
            .Select(k => high * Math.Pow(low / high, k / (count - 1.0)))
            .ToArray();
    }
}
