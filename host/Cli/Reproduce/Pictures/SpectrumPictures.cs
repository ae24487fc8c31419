using EdgeTester.Analysis;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The papers' impedance pictures.</summary>
internal static class SpectrumPictures
{
    private const double SquareCentimetre = 1e4;

    /// <summary>Nyquist plots in ohm.</summary>
    public static MethodPicture Nyquist(
        string title,
        IEnumerable<(string Name, TimedSpectrum Spectrum)> spectra
    ) => Nyquist(title, "ohm", spectra.Select(one => (one.Name, one.Spectrum.Spectrum, 1.0)));

    /// <summary>Nyquist plots by area, in ohm cm2, as the papers compare cells of different size.</summary>
    public static MethodPicture NyquistByArea(
        string title,
        IEnumerable<(string Name, CellMeasurement Cell, TimedSpectrum Spectrum)> spectra
    ) =>
        Nyquist(
            title,
            "ohm cm2",
            spectra.Select(one =>
                (
                    one.Name,
                    one.Spectrum.Spectrum,
                    (one.Cell.Cell.AreaSquareMeter?.Value ?? double.NaN) * SquareCentimetre
                )
            )
        );

    private static MethodPicture Nyquist(
        string title,
        string unit,
        IEnumerable<(string Name, Spectrum Spectrum, double Factor)> spectra
    ) =>
        new(
            title,
            new PictureAxis("Z′", unit),
            new PictureAxis("−Z″", unit),
            spectra
                .Select(one => new PictureSeries(
                    one.Name,
                    one.Spectrum.Impedance.Select(z => z.Real * one.Factor).ToArray(),
                    one.Spectrum.Impedance.Select(z => -z.Imaginary * one.Factor).ToArray()
                ))
                .ToArray()
        )
        {
            IsEqualScale = true,
        };

    /// <summary>Points with their lines, several samples in one Arrhenius plot.</summary>
    public static MethodPicture Arrhenius(
        string title,
        string quantity,
        string unit,
        double factor,
        IEnumerable<(string Name, ActivationEnergy Energy)> series
    )
    {
        var drawn = new List<PictureSeries>();
        foreach (var (name, energy) in series)
        {
            var kelvin = energy.Points.Select(p => p.TemperatureCelsius + 273.15).ToArray();
            var inverse = kelvin.Select(t => 1000 / t).ToArray();
            drawn.Add(
                new PictureSeries(
                    name,
                    inverse,
                    energy.Points.Select((p, k) => p.Conduction * kelvin[k] * factor).ToArray(),
                    PictureMark.Points
                )
            );
            drawn.Add(
                new PictureSeries(
                    "",
                    inverse,
                    kelvin
                        .Select(t =>
                            factor
                            * Math.Exp(
                                energy.Fit.LogPreFactor
                                    - energy.Fit.ActivationEnergyElectronvolt / (ArrheniusFit.Boltzmann * t)
                            )
                        )
                        .ToArray(),
                    PictureMark.Line
                )
            );
        }
        return new MethodPicture(
            title,
            new PictureAxis("1000/T", "1/K"),
            new PictureAxis(quantity, unit, IsLogarithmic: true),
            drawn
        );
    }
}
