using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Report.Figures;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The papers' pictures of voltage and current, straight from the stored records.</summary>
internal static class RecordPictures
{
    // Months of records keep their extremes; a page that carries every row could not be opened.
    private const int MostStretches = 2000;
    private const double Hour = 3600;
    private const double MilliamperePerSquareCentimetre = 0.1;
    private const double MilliampereHourPerSquareCentimetre = 1 / 3.6e4;

    /// <summary>Current against time while a voltage is held, in uA/cm2.</summary>
    public static MethodPicture CurrentTime(
        string title,
        IEnumerable<(string Name, CellMeasurement Cell)> cells
    ) =>
        new(
            title,
            new PictureAxis("Time", "h"),
            new PictureAxis("Current density", "µA cm⁻²"),
            cells
                .Select(cell =>
                {
                    var rows = Rows(cell.Cell, step => step.Excitation == Excitation.ConstantVoltage);
                    var begin = rows.Count > 0 ? cell.Cell.Record!.TimeSeconds[rows[0]] : 0;
                    return Line(
                        cell.Name,
                        rows,
                        k => (cell.Cell.Record!.TimeSeconds[k] - begin) / Hour,
                        k => Density(cell.Cell, k) * 1e3
                    );
                })
                .ToArray()
        );

    /// <summary>Current density against voltage of a sweep.</summary>
    public static MethodPicture Sweep(string title, IEnumerable<(string Name, CellMeasurement Cell)> cells) =>
        new(
            title,
            new PictureAxis("Voltage", "V vs Na⁺/Na"),
            new PictureAxis("Current density", "mA cm⁻²"),
            cells
                .Select(cell =>
                    Line(
                        cell.Name,
                        Rows(cell.Cell, step => step.Excitation == Excitation.Sweep),
                        k => cell.Cell.Record!.VoltageVolt[k],
                        k => Density(cell.Cell, k)
                    )
                )
                .ToArray()
        );

    /// <summary>Logarithm of the current density against the voltage of a slow sweep about zero.</summary>
    public static MethodPicture Tafel(string title, IEnumerable<(string Name, CellMeasurement Cell)> cells) =>
        new(
            title,
            new PictureAxis("Voltage", "mV"),
            new PictureAxis("|Current density|", "mA cm⁻²", IsLogarithmic: true),
            cells
                .Select(cell =>
                    Line(
                        cell.Name,
                        Rows(cell.Cell, step => step.Excitation == Excitation.Sweep),
                        k => cell.Cell.Record!.VoltageVolt[k] * 1e3,
                        k => Math.Abs(Density(cell.Cell, k))
                    )
                )
                .ToArray()
        );

    /// <summary>Voltage against time under current, and the current density's staircase at the right.</summary>
    public static MethodPicture Staircase(string title, CellMeasurement cell)
    {
        var rows = Rows(cell, step => step.Excitation == Excitation.ConstantCurrent);
        double Time(int k) => cell.Record!.TimeSeconds[k] / Hour;
        return new MethodPicture(
            title,
            new PictureAxis("Time", "h"),
            new PictureAxis("Voltage", "V"),
            [
                Line("voltage", rows, Time, k => cell.Record!.VoltageVolt[k]),
                Line("current density", rows, Time, k => Density(cell, k)) with
                {
                    OnRight = true,
                    Mark = PictureMark.DashedLine,
                },
            ]
        )
        {
            Right = new PictureAxis("Current density", "mA cm⁻²"),
        };
    }

    /// <summary>Voltage against time under current.</summary>
    public static MethodPicture Cycling(
        string title,
        IEnumerable<(string Name, CellMeasurement Cell)> cells
    ) =>
        new(
            title,
            new PictureAxis("Time", "h"),
            new PictureAxis("Voltage", "mV"),
            cells
                .Select(cell =>
                    Line(
                        cell.Name,
                        Rows(cell.Cell, step => step.Excitation == Excitation.ConstantCurrent),
                        k => cell.Cell.Record!.TimeSeconds[k] / Hour,
                        k => cell.Cell.Record!.VoltageVolt[k] * 1e3
                    )
                )
                .ToArray()
        );

    /// <summary>Voltage against the charge plated in one direction.</summary>
    public static MethodPicture OneWay(
        string title,
        IEnumerable<(string Name, CellMeasurement Cell)> cells
    ) =>
        new(
            title,
            new PictureAxis("Areal capacity", "mAh cm⁻²"),
            new PictureAxis("Voltage", "V"),
            cells
                .Select(cell =>
                {
                    var record = cell.Cell.Record;
                    var rows = Rows(cell.Cell, step => step.Excitation == Excitation.ConstantCurrent);
                    var area = cell.Cell.Cell.AreaSquareMeter?.Value ?? double.NaN;
                    return Line(
                        cell.Name,
                        rows,
                        k =>
                            Math.Abs(record!.CurrentAmpere[k])
                            * (record.TimeSeconds[k] - record.TimeSeconds[rows[0]])
                            / area
                            * MilliampereHourPerSquareCentimetre,
                        k => record!.VoltageVolt[k]
                    );
                })
                .ToArray()
        );

    /// <summary>Charge and discharge curves: voltage against specific capacity, of the half cycles that are chosen.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="cycles">Cycles from 0, with their names.</param>
    public static MethodPicture ChargeDischarge(
        string title,
        CellMeasurement cell,
        IEnumerable<(string Name, int Cycle)> cycles
    )
    {
        var record = cell.Record;
        var mass = cell.Cell.ActiveMassKilogram?.Value ?? double.NaN;
        var series = new List<PictureSeries>();
        foreach (var (name, cycle) in cycles)
        {
            var (x, y) = (new List<double>(), new List<double>());
            foreach (
                var step in (record?.Steps ?? []).Where(step =>
                    step.Cycle == cycle && step.Excitation == Excitation.ConstantCurrent
                )
            )
            {
                for (var k = step.First; k < step.End; k++)
                {
                    var passed = record!.TimeSeconds[k] - record.TimeSeconds[step.First];
                    x.Add(Math.Abs(record.CurrentAmpere[k]) * passed / mass / 3.6e3);
                    y.Add(record.VoltageVolt[k]);
                }
                x.Add(double.NaN);
                y.Add(double.NaN);
            }
            series.Add(new PictureSeries(name, x, y, PictureMark.Line));
        }
        return new MethodPicture(
            title,
            new PictureAxis("Specific capacity", "mAh g⁻¹"),
            new PictureAxis("Voltage", "V"),
            series
        );
    }

    private static List<int> Rows(CellMeasurement cell, Func<RecordStep, bool> wanted)
    {
        var rows = new List<int>();
        foreach (var step in (cell.Record?.Steps ?? []).Where(wanted))
            for (var k = step.First; k < step.End; k++)
                rows.Add(k);
        return rows;
    }

    private static double Density(CellMeasurement cell, int row) =>
        cell.Record!.CurrentAmpere[row]
        / (cell.Cell.AreaSquareMeter?.Value ?? double.NaN)
        * MilliamperePerSquareCentimetre;

    private static PictureSeries Line(
        string name,
        IReadOnlyList<int> rows,
        Func<int, double> x,
        Func<int, double> y
    )
    {
        var (across, up) = Thinning.MinimumMaximum(
            rows.Select(x).ToArray(),
            rows.Select(y).ToArray(),
            MostStretches
        );
        return new PictureSeries(name, across, up, PictureMark.Line);
    }
}
