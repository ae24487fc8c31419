using System.Globalization;
using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells.Playback;

/// <summary>A measured spectrum: frequencies rising, each once, with the impedance in ohm (capacitive Z'' negative).</summary>
/// <param name="Frequencies">Hz.</param>
/// <param name="Impedances">Ohm.</param>
public sealed record MeasuredSpectrum(double[] Frequencies, Complex[] Impedances)
{
    /// <summary>Reads lines of frequency in Hz, Z' and Z'' in ohm, parted by comma, semicolon or tab, after an optional heading.</summary>
    /// <exception cref="CellDefinitionException">The file cannot be read, or a line does not hold such numbers; the message names it.</exception>
    public static MeasuredSpectrum Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            throw new CellDefinitionException($"{path}: {error.Message}", error);
        }
        var points = new SortedDictionary<double, Complex>();
        bool begun = false;
        for (int number = 0; number < lines.Length; number++)
        {
            string line = lines[number].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            string[] fields = line.Split([',', ';', '\t'], StringSplitOptions.TrimEntries);
            if (!begun && !double.TryParse(fields[0], CultureInfo.InvariantCulture, out _))
            {
                begun = true;
                continue;
            }
            begun = true;
            var values = new double[3];
            for (int i = 0; i < 3; i++)
            {
                if (
                    fields.Length < 3
                    || !double.TryParse(fields[i], CultureInfo.InvariantCulture, out values[i])
                    || !double.IsFinite(values[i])
                )
                {
                    throw new CellDefinitionException(
                        $"{path}, line {number + 1}: frequency, Z' and Z'' are expected, not '{line}'."
                    );
                }
            }
            if (!(values[0] > 0) || (values[1] == 0 && values[2] == 0))
            {
                throw new CellDefinitionException(
                    $"{path}, line {number + 1}: a frequency above zero and an impedance that is not zero are expected."
                );
            }
            points[values[0]] = new Complex(values[1], values[2]);
        }
        if (points.Count < 3)
        {
            throw new CellDefinitionException(
                $"{path}: a spectrum needs three frequencies or more, not {points.Count}."
            );
        }
        return new(points.Keys.ToArray(), points.Values.ToArray());
    }

    /// <summary>The spectrum with every impedance multiplied, to bring a cell of milliohms into a board's range.</summary>
    public MeasuredSpectrum Scaled(double factor) =>
        this with
        {
            Impedances = Impedances.Select(impedance => impedance * factor).ToArray(),
        };
}
