using System.Globalization;
using System.Numerics;
using EdgeTester.Analysis;

namespace EdgeTester.Formats;

/// <summary>Collects the points of a file and makes spectra of them: splits sweeps, settles the sign, averages repeats, notes what it did.</summary>
internal sealed class SpectrumAssembler(DataFile file)
{
    private readonly List<Spectrum> spectra = [];
    private readonly List<string> notes = [];
    private readonly List<int> zeroLines = [];
    private readonly List<int> notFinite = [];

    /// <summary>Says something about the file; the same thing once, and nothing where it is empty.</summary>
    public void Note(string note)
    {
        if (note.Length > 0 && !notes.Contains(note))
            notes.Add(note);
    }

    /// <summary>Says where the last line has no end.</summary>
    public void NoteCut(TextFile text)
    {
        if (!text.EndsInLine)
            Note("the last line has no end: if the file was cut there, its last number may be wrong");
    }

    /// <summary>Adds the points of one table.</summary>
    /// <param name="points">In the order of the file; a frequency of 0 marks a row that is no impedance point.</param>
    /// <param name="label">Label of its spectra; several get a number behind it.</param>
    /// <param name="sign">What the table says about the sign of Z''.</param>
    public void Add(IEnumerable<RawPoint> points, string label, SignPolicy sign)
    {
        var usable = new List<RawPoint>();
        foreach (var point in points)
            if (point.FrequencyHz == 0)
                zeroLines.Add(point.Line);
            else if (
                !double.IsFinite(point.FrequencyHz)
                || !double.IsFinite(point.Impedance.Real)
                || !double.IsFinite(point.Impedance.Imaginary)
            )
                notFinite.Add(point.Line);
            else if (point.FrequencyHz < 0)
                throw new DataFileException(
                    file.Name,
                    point.Line + 1,
                    1,
                    $"the frequency {point.FrequencyHz.ToString(CultureInfo.InvariantCulture)} Hz is below zero"
                );
            else
                usable.Add(point);
        if (usable.Count == 0)
            return;
        if (Flips(usable, sign))
            usable = usable.ConvertAll(point =>
                point with
                {
                    Impedance = Complex.Conjugate(point.Impedance),
                }
            );
        var sweeps = SweepSplitter.Split(usable, out var isOutOfOrder);
        if (isOutOfOrder)
            Note("the points were not in the order of their frequencies and were sorted");
        for (var k = 0; k < sweeps.Count; k++)
            spectra.Add(Make(sweeps[k], sweeps.Count > 1 ? $"{label} #{k + 1}" : label));
    }

    /// <summary>What was collected.</summary>
    /// <exception cref="DataFileException">There is no point.</exception>
    public SpectrumFile Finish(string format)
    {
        NoteLines(zeroLines, "of frequency 0 (direct current) left out");
        NoteLines(notFinite, "with NaN or infinite numbers left out");
        if (spectra.Count == 0)
            throw file.Refuse(
                $"{format}: the file holds no impedance point"
                    + (notes.Count > 0 ? "; " + string.Join("; ", notes) : "")
            );
        return new SpectrumFile(spectra, format, notes);
    }

    private void NoteLines(List<int> lines, string what)
    {
        if (lines.Count > 0)
            Note($"{lines.Count} row(s) {what}, the first in line {lines[0] + 1}");
    }

    private bool Flips(List<RawPoint> points, SignPolicy sign)
    {
        var correlation = points.Count > 3 ? SignEvidence.Correlation(points) : 0;
        var positive = SignEvidence.PositiveShare(points);
        var evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"Z'' follows dZ'/d(ln f) with a correlation of {correlation:F2}, {100 * positive:F0} % of the points are above zero"
        );
        switch (sign)
        {
            case SignPolicy.Known:
                return false;
            case SignPolicy.HeaderMinus:
                if (correlation < -SignEvidence.Strong && positive > 0.5)
                    Note(
                        $"the header says -Z'', yet the data look as if the column were Z'' ({evidence}); the header was followed"
                    );
                return false;
            default:
                var isStrong = Math.Abs(correlation) >= SignEvidence.Strong;
                var flip = isStrong
                    ? correlation < 0 && positive > 0.5
                    : positive > 0.8 && !SignEvidence.LooksInductive(points);
                var source = sign == SignPolicy.Unsaid ? "there is no header" : "the header has no minus";
                if (flip)
                    Note($"the imaginary column was taken as -Z'': {source}, and {evidence}");
                else if (!isStrong && positive > 0.2)
                    Note(
                        $"the points do not tell the sign of the imaginary column; it was taken as Z'': {source}, and {evidence}"
                    );
                else if (sign == SignPolicy.Unsaid)
                    Note($"the imaginary column was taken as Z'': {evidence}");
                return flip;
        }
    }

    private Spectrum Make(List<RawPoint> sweep, string label)
    {
        var groups = sweep.GroupBy(point => point.FrequencyHz).ToArray();
        var repeats = sweep.Count - groups.Length;
        if (sweep.Count > 1 && sweep.All(point => point.Impedance == sweep[0].Impedance))
            Note("the impedance is the same at every frequency: a resistor, or no measurement");
        if (repeats > 0)
            Note($"{repeats} repeated point(s) of the same frequency were averaged");
        try
        {
            return Spectrum.Create(
                groups.Select(group => group.Key).ToArray(),
                groups.Select(Mean).ToArray(),
                label,
                sweep.All(point => point.RelativeSigma > 0)
                    ? groups.Select(group => group.Average(point => point.RelativeSigma!.Value)).ToArray()
                    : null
            );
        }
        catch (SpectrumException e)
        {
            throw new DataFileException(file.Name, sweep[0].Line + 1, 0, e.Message);
        }
    }

    private static Complex Mean(IEnumerable<RawPoint> group)
    {
        var (sum, count) = (Complex.Zero, 0);
        foreach (var point in group)
            (sum, count) = (sum + point.Impedance, count + 1);
        return sum / count;
    }
}
