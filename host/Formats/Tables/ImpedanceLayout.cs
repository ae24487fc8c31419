using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>Which columns of a table make an impedance point.</summary>
internal sealed record ImpedanceLayout
{
    private const int None = -1;

    public int Frequency { get; private init; } = None;
    public double FrequencyFactor { get; private init; } = 1;
    public int First { get; private init; } = None;
    public double FirstFactor { get; private init; } = 1;
    public int Second { get; private init; } = None;
    public double SecondFactor { get; private init; } = 1;

    /// <summary>First and second are modulus and phase.</summary>
    public bool Polar { get; private init; }

    /// <summary>First and second are parts of the admittance.</summary>
    public bool Admittance { get; private init; }

    /// <summary>The phase was taken in degrees though its name carries no unit.</summary>
    public bool IsPhaseUnitUnsaid { get; private init; }

    private bool FrequencyIsLogarithm { get; init; }
    private bool ModulusIsLogarithm { get; init; }
    public int Cycle { get; private init; } = None;
    public int RealSigma { get; private init; } = None;
    public int ImaginarySigma { get; private init; } = None;
    public SignPolicy Sign { get; private init; }

    /// <summary>What a reader should know about how the columns were understood.</summary>
    public string Note { get; private init; } = "";

    /// <summary>Understands a header; null where it names no frequency, or no impedance beside it.</summary>
    public static ImpedanceLayout? FromNames(IReadOnlyList<string> header)
    {
        var names = header.Select(ColumnName.Parse).ToArray();
        var frequency = Find(names, ColumnMeaning.Frequency);
        if (frequency == None)
            frequency = Find(names, ColumnMeaning.AngularFrequency);
        var (first, second) = (Find(names, ColumnMeaning.Real), Find(names, ColumnMeaning.Imaginary));
        var note = "";
        if (second == None && first != None && first + 1 < names.Length && header[first + 1] == "#NAME?")
        {
            // What a spreadsheet makes of "-Im(Z)/Ohm": it reads the minus as the beginning of a formula.
            second = first + 1;
            names[second] = new ColumnName(ColumnMeaning.Imaginary, -1, false);
            note = "the column \"#NAME?\" was taken as -Im(Z)/Ohm, which a spreadsheet garbles so";
        }
        var polar = first == None || second == None;
        if (polar)
            (first, second) = (Find(names, ColumnMeaning.Modulus), Find(names, ColumnMeaning.Phase));
        var admittance = polar && (first == None || second == None);
        if (admittance)
        {
            polar = false;
            (first, second) = (
                Find(names, ColumnMeaning.Conductance),
                Find(names, ColumnMeaning.Susceptance)
            );
        }
        if (frequency == None || first == None || second == None)
            return null;
        if (names[first].Normalized)
            note = "the impedance is given on an area: it is ohm times an area, not ohm";
        return new ImpedanceLayout
        {
            Frequency = frequency,
            FrequencyFactor = names[frequency].Factor,
            First = first,
            FirstFactor = names[first].Factor,
            Second = second,
            SecondFactor = names[second].Factor,
            Polar = polar,
            Admittance = admittance,
            IsPhaseUnitUnsaid = polar && !names[second].HasUnit && !SaysUnit(header[second]),
            FrequencyIsLogarithm = names[frequency].Logarithmic,
            ModulusIsLogarithm = polar && names[first].Logarithmic,
            Cycle = Find(names, ColumnMeaning.Cycle),
            RealSigma = Find(names, ColumnMeaning.RealSigma),
            ImaginarySigma = Find(names, ColumnMeaning.ImaginarySigma),
            Sign =
                names[second].Negated ? SignPolicy.HeaderMinus
                : header[second].StartsWith("Imaginary Impedance", StringComparison.OrdinalIgnoreCase)
                || header[second] == "imaginary_impedance_ohm"
                    // The Battery Data Format defines the sign.
                    ? SignPolicy.Known
                : SignPolicy.HeaderPlain,
            Note = note,
        };
    }

    /// <summary>Columns without names: frequency, Z', Z'', or Z', Z'', frequency where only the third is spaced like frequencies.</summary>
    /// <param name="rows">The numbers; every row has at least three.</param>
    public static ImpedanceLayout? FromNumbers(IReadOnlyList<double[]> rows)
    {
        if (rows.Count == 0 || rows.Min(row => row.Length) < 3)
            return null;
        var last = Unevenness(rows, 2) < 0.25 * Unevenness(rows, 0);
        return new ImpedanceLayout
        {
            Frequency = last ? 2 : 0,
            First = last ? 0 : 1,
            Second = last ? 1 : 2,
            Sign = SignPolicy.Unsaid,
            Note = last
                ? "without a header the third column was taken as the frequency: only it is evenly spaced in its logarithm"
                : "without a header the columns were taken as frequency, Z', Z''",
        };
    }

    /// <summary>The point of a row of numbers.</summary>
    public RawPoint Point(Func<int, double> number, int line)
    {
        var a = (ModulusIsLogarithm ? Math.Pow(10, number(First)) : number(First)) * FirstFactor;
        var b = number(Second) * SecondFactor;
        var impedance =
            Polar ? Complex.FromPolarCoordinates(a, b)
            : Admittance ? Complex.Reciprocal(new Complex(a, b))
            : new Complex(a, b);
        double? sigma = null;
        if (RealSigma != None && ImaginarySigma != None && !Polar)
        {
            var (re, im) = (number(RealSigma), number(ImaginarySigma));
            sigma = Math.Sqrt(0.5 * (re * re + im * im)) / impedance.Magnitude;
        }
        return new RawPoint(
            (FrequencyIsLogarithm ? Math.Pow(10, number(Frequency)) : number(Frequency)) * FrequencyFactor,
            impedance,
            line,
            Cycle == None ? 0 : number(Cycle),
            sigma is { } s && double.IsFinite(s) && s > 0 ? s : null
        );
    }

    /// <summary>How far a column is from even steps of its logarithm; infinite where it cannot be frequencies.</summary>
    private static double Unevenness(IReadOnlyList<double[]> rows, int column)
    {
        var steps = new List<double>();
        for (var k = 0; k < rows.Count; k++)
        {
            if (!(rows[k][column] > 0))
                return double.PositiveInfinity;
            if (k > 0)
                steps.Add(Math.Log(rows[k][column] / rows[k - 1][column]));
        }
        if (steps.Count < 3)
            return 1;
        var mean = steps.Average();
        var spread = Math.Sqrt(steps.Average(step => (step - mean) * (step - mean)));
        return mean == 0 ? double.PositiveInfinity : spread / Math.Abs(mean);
    }

    private static bool SaysUnit(string name) =>
        name.Contains("deg", StringComparison.OrdinalIgnoreCase)
        || name.Contains("rad", StringComparison.OrdinalIgnoreCase);

    private static int Find(ColumnName[] names, ColumnMeaning meaning) =>
        Array.FindIndex(names, name => name.Meaning == meaning);
}
