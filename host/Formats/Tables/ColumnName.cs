using System.Text.RegularExpressions;

namespace EdgeTester.Formats;

/// <summary>What a column of an impedance table holds.</summary>
internal enum ColumnMeaning
{
    Unknown,
    Frequency,
    AngularFrequency,
    Real,
    Imaginary,
    Modulus,
    Phase,
    Cycle,
    RealSigma,
    ImaginarySigma,

    /// <summary>Real part of the admittance.</summary>
    Conductance,

    /// <summary>Imaginary part of the admittance.</summary>
    Susceptance,
}

/// <summary>The name of a column, understood.</summary>
/// <param name="Meaning">What it holds.</param>
/// <param name="Factor">What its numbers are multiplied with to be Hz, ohm or radian; negative where the name carries a minus.</param>
/// <param name="Normalized">The unit has an area in it: not ohm.</param>
/// <param name="HasUnit">The name carries a unit.</param>
/// <param name="Logarithmic">The numbers are decadic logarithms.</param>
internal readonly partial record struct ColumnName(
    ColumnMeaning Meaning,
    double Factor,
    bool Normalized,
    bool HasUnit = false,
    bool Logarithmic = false
)
{
    private static readonly Dictionary<string, ColumnMeaning> Words = BuildWords();

    /// <summary>Whether the name carries a minus.</summary>
    public bool Negated => Factor < 0;

    /// <summary>Whether a text is a name that is known here.</summary>
    public static bool IsKnown(string text) => Parse(text).Meaning != ColumnMeaning.Unknown;

    /// <summary>Understands a column's name such as "freq/Hz", "-Im(Z)/Ohm", "Z'' (kOhm)", "Zphz".</summary>
    public static ColumnName Parse(string text)
    {
        if (text.Length is 0 or > 80)
            return default;
        var name = text.Trim()
            .Replace('\u2212', '-')
            .Replace('\u2013', '-')
            .Replace('\u2019', '\'')
            .Replace("\u2033", "''");
        var unit = "";
        if (UnitAtEnd().Match(name) is { Success: true } match)
        {
            unit = match.Groups["unit"].Value;
            name = name[..match.Index];
        }
        name = name.ToLowerInvariant()
            .Replace(" ", "")
            .Replace("_", "")
            .Replace(".", "")
            .Replace("\"", "''")
            .Replace('[', '(')
            .Replace(']', ')');
        var sign = 1.0;
        foreach (var minus in new[] { "-", "negative", "neg", "minus" })
            if (name.Length > minus.Length && name.StartsWith(minus, StringComparison.Ordinal))
                (name, sign) = (name[minus.Length..].TrimStart('-'), -1);
        foreach (var minus in new[] { "(negative)", "(neg)", "negative", "neg" })
            if (name.Length > minus.Length && name.EndsWith(minus, StringComparison.Ordinal))
                (name, sign) = (name[..^minus.Length], -1);
        var meaning = Words.GetValueOrDefault(name);
        if (
            meaning == ColumnMeaning.Unknown
            && name.EndsWith("in", StringComparison.Ordinal)
            && unit.Length > 0
        )
            meaning = Words.GetValueOrDefault(name[..^2]);
        var isLogarithmic = meaning == ColumnMeaning.Unknown && IsLogarithm(name, out meaning);
        var (scale, normalized, fits) = Scale(meaning, unit);
        return fits
            ? new ColumnName(meaning, sign * scale, normalized, unit.Length > 0, isLogarithmic)
            : default;
    }

    /// <summary>"log f", "log10(freq)", "log|Z|": of frequency and modulus only.</summary>
    private static bool IsLogarithm(string name, out ColumnMeaning meaning)
    {
        meaning = ColumnMeaning.Unknown;
        foreach (var log in new[] { "log10", "log", "lg" })
            if (name.StartsWith(log, StringComparison.Ordinal))
            {
                var of = name[log.Length..];
                if (of.StartsWith('(') && of.EndsWith(')'))
                    of = of[1..^1];
                // "log Z" alone is the modulus: a part of Z has a sign and no logarithm.
                var found = Words.GetValueOrDefault(of);
                if (found is ColumnMeaning.Frequency or ColumnMeaning.Modulus)
                    meaning = found;
                break;
            }
        return meaning != ColumnMeaning.Unknown;
    }

    private static (double Scale, bool Normalized, bool Fits) Scale(ColumnMeaning meaning, string unit)
    {
        var plain = unit.Replace(" ", "")
            .Replace("\u03A9", "Ohm")
            .Replace("\u2126", "Ohm")
            .Replace("ohms", "ohm");
        switch (meaning)
        {
            case ColumnMeaning.Frequency:
                // Case tells milli from mega: an instrument that writes "mhz" for MHz would be off by 1e9.
                return plain switch
                {
                    "mHz" => (1e-3, false, true),
                    "kHz" or "KHz" or "khz" => (1e3, false, true),
                    "MHz" => (1e6, false, true),
                    "GHz" => (1e9, false, true),
                    "" or "Hz" or "hz" or "HZ" or "1/s" => (1, false, true),
                    "rad/s" => (0.5 / Math.PI, false, true),
                    _ => (1, false, false),
                };
            case ColumnMeaning.AngularFrequency:
                return (0.5 / Math.PI, false, true);
            case ColumnMeaning.Phase:
                return plain switch
                {
                    "rad" => (1, false, true),
                    "mrad" => (1e-3, false, true),
                    _ => (Math.PI / 180, false, true),
                };
            case ColumnMeaning.Conductance or ColumnMeaning.Susceptance:
                return plain switch
                {
                    "" or "S" or "Siemens" => (1, false, true),
                    "mS" => (1e-3, false, true),
                    "uS" or "\u00B5S" or "\u03BCS" => (1e-6, false, true),
                    "nS" => (1e-9, false, true),
                    _ => (1, false, false),
                };
            case ColumnMeaning.Real or ColumnMeaning.Imaginary or ColumnMeaning.Modulus:
                var area =
                    plain.Contains("cm", StringComparison.Ordinal)
                    || plain.Contains("m2", StringComparison.Ordinal);
                var prefix =
                    plain.Length > 3 && plain[1..].StartsWith("ohm", StringComparison.OrdinalIgnoreCase)
                        ? plain[0]
                        : ' ';
                var scale = prefix switch
                {
                    'u' or '\u00B5' or '\u03BC' => 1e-6,
                    'm' => 1e-3,
                    'k' or 'K' => 1e3,
                    'M' => 1e6,
                    'G' => 1e9,
                    _ => 1.0,
                };
                return (scale, area, true);
            default:
                return (1, false, true);
        }
    }

    private static Dictionary<string, ColumnMeaning> BuildWords()
    {
        var words = new Dictionary<string, ColumnMeaning>();
        Add(
            ColumnMeaning.Frequency,
            "f freq frequency frequenz fréquence frecuencia frequenza freqhz frequencyhz fhz datafrequency frequency(f) freq(f)"
        );
        Add(ColumnMeaning.AngularFrequency, "omega w angularfrequency ω");
        Add(
            ColumnMeaning.Real,
            "z' zre zreal re real re(z) real(z) zr z'(a) realz rez zprime realimpedance realpart realohm realimpedanceohm zreohm re(zwe) zreal(ohm) z're z1 datazreal re(zwe-ce) re(impedance) impedancereal impedancerealpart zs' realteil partieréelle partereal parterealez r rs resistance resistancer zreal(z')"
        );
        Add(
            ColumnMeaning.Imaginary,
            "z'' zim zimag zimg im imag imaginary im(z) imag(z) imaginary(z) zi z''(b) imagz imz zdoubleprime imaginaryimpedance imaginarypart imagohm imaginaryimpedanceohm zimohm z2 im(zwe-ce) im(impedance) impedanceimag impedanceimaginary impedanceimaginarypart zs'' imaginärteil imaginaerteil imaginarteil partieimaginaire parteimaginaria x xs reactance"
        );
        Add(
            ColumnMeaning.Modulus,
            "|z| zmod modz mod abs(z) absz magnitude mag z impedance zabs |impedance| absoluteimpedance absoluteimpedanceohm modulus impedancemagnitude impedancemodulus magnitudez zmagnitude magz |zs| zs betrag module módulo modulo |z|mod"
        );
        Add(
            ColumnMeaning.Phase,
            "phase zphz phz phase(z) phasez theta arg(z) arg phaseangle zphase phi angle phasedeg phaserad impedancephase phaseofz phasenwinkel phasenverschiebung phaseangledeg thetaz θ θz φ fase"
        );
        Add(
            ColumnMeaning.Conductance,
            "y' yre yreal re(y) real(y) admittancereal realadmittance conductance g"
        );
        Add(
            ColumnMeaning.Susceptance,
            "y'' yim yimag im(y) imag(y) admittanceimag imagadmittance susceptance b"
        );
        Add(ColumnMeaning.Cycle, "cyclenumber cycle spectrum spectrumnumber sweep sweepnumber");
        Add(ColumnMeaning.RealSigma, "sigmare sigmareal");
        Add(ColumnMeaning.ImaginarySigma, "sigmaim sigmaimag");
        return words;

        void Add(ColumnMeaning meaning, string list)
        {
            foreach (var word in list.Split(' '))
                words.TryAdd(word, meaning);
        }
    }

    [GeneratedRegex(
        @"\s*[/\[( _]\s*(?<unit>[mkMGuKµμ]?(?:[Hh]z|HZ)|(?:[mkMGuKµμ])?(?:[Oo]hms?|OHMS?|\u03A9|\u2126)(?:[\s*.·\u22C5]*[cm]?m(?:\^?2|²))?|[Dd]eg(?:rees?)?|DEG|[Gg]rad|°|m?rad(?:/s)?|1/s|[mnuµμ]?S|Siemens)\s*[)\]]?\s*$"
    )]
    private static partial Regex UnitAtEnd();
}
