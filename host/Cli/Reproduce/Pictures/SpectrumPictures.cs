using EdgeTester.Analysis;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Analysis.Relaxation;

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

    /// <summary>Nyquist plots of blocking cells, without the electrodes' spike that would press the electrolyte into a corner.</summary>
    public static MethodPicture NyquistOfElectrolyte(
        string title,
        IEnumerable<(string Name, TimedSpectrum Spectrum)> spectra
    )
    {
        var whole = Nyquist(title, spectra);
        return whole with { Series = whole.Series.Select(WithoutSpike).ToArray() };
    }

    // From high frequency on, up to where the reactance exceeds the resistance.
    private static PictureSeries WithoutSpike(PictureSeries series)
    {
        var shown = Enumerable.Range(0, series.X.Count).TakeWhile(k => series.Y[k] <= series.X[k]).Count();
        return series with { X = series.X.Take(shown).ToArray(), Y = series.Y.Take(shown).ToArray() };
    }

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

    /// <summary>The interface's resistance through time, with its 95 % bars.</summary>
    public static MethodPicture Resistances(
        string title,
        IEnumerable<(string Name, ImpedanceSeriesResult Series)> series
    ) =>
        new(
            title,
            new PictureAxis("Time", "h"),
            new PictureAxis("Rint", "ohm"),
            series
                .Select(one =>
                {
                    var points = one.Series.Points.Where(point => point.Interface is not null).ToArray();
                    var values = points.Select(point => point.Interface!.Resistance).ToArray();
                    return new PictureSeries(
                        one.Name,
                        points.Select(point => point.TimeSeconds / 3600).ToArray(),
                        values.Select(value => value.Value).ToArray()
                    )
                    {
                        Lower = values.Select(value => value.Lower95).ToArray(),
                        Upper = values.Select(value => value.Upper95).ToArray(),
                    };
                })
                .ToArray()
        );

    /// <summary>Distributions of relaxation times, each lifted a little above the one before.</summary>
    public static MethodPicture Waterfall(string title, RelaxationSeriesResult series)
    {
        var highest = series.GammaOhm.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var lift = highest / Math.Max(6, series.TimesSeconds.Length);
        return new MethodPicture(
            title,
            new PictureAxis("Relaxation time τ", "s", IsLogarithmic: true),
            new PictureAxis("γ(ln τ), each spectrum lifted", "ohm"),
            series
                .GammaOhm.Select(
                    (row, k) =>
                        new PictureSeries(
                            FormattableString.Invariant($"{series.TimesSeconds[k] / 3600:F0} h"),
                            series.TauSeconds,
                            row.Select(gamma => gamma + k * lift).ToArray(),
                            PictureMark.Line
                        )
                )
                .ToArray()
        );
    }

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
