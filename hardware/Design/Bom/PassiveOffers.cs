using System.Globalization;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Bom;

/// <summary>Orders for resistors and capacitors: the maker's number follows from value and grade.</summary>
internal static class PassiveOffers
{
    /// <summary>The order for a resistor; null where the grade is not known.</summary>
    public static Offer? Resistor(Component c) =>
        c.Grade switch
        {
            "1%" => new(
                "Yageo",
                $"RC0603FR-07{YageoCode(c.Si)}L",
                "any 0603 1 % 100 ppm/K",
                0.1,
                0.02,
                0.006,
                ChipOffers.Estimate
            ),
            "0.1%" => new(
                "Susumu",
                $"RG1608P-{SusumuCode(c.Si)}-B-T5",
                "Panasonic ERA-3AEB or Vishay TNPW0603, 25 ppm/K",
                0.45,
                0.32,
                0.13,
                ChipOffers.Estimate
            ),
            "0.05%" => new(
                "Susumu",
                $"RG1608N-{SusumuCode(c.Si)}-W-T1",
                "Vishay TNPW0603 0.05 % 10 ppm/K",
                1.3,
                0.95,
                0.5,
                ChipOffers.Estimate
            ),
            "0.5% 0.5W" => new(
                "Susumu",
                $"RG3216P-{SusumuCode(c.Si)}-D-T5",
                "any 1206 0.5 % 25 ppm/K",
                0.35,
                0.25,
                0.12,
                ChipOffers.Estimate
            ),
            _ => null,
        };

    /// <summary>The order for a capacitor; null where value and grade are not known together.</summary>
    public static Offer? Capacitor(Component c)
    {
        Offer Make(string maker, string number, string alternate, double one, double ten, double hundred) =>
            new(maker, number, alternate, one, ten, hundred, ChipOffers.Estimate);
        const string Any = "any of that size, dielectric and voltage";
        var code = CapacitorCode(c.Si);
        return c.Grade switch
        {
            "X7R 50V" when c.Si <= 1.001 * 100e-9 => Make(
                "Yageo",
                $"CC0603KRX7R9BB{code}",
                Any,
                0.1,
                0.03,
                0.01
            ),
            "X7R 25V" when c.Si <= 1.001 * 1e-6 => Make(
                "Samsung",
                $"CL10B{code}KA8NNNC",
                Any,
                0.12,
                0.06,
                0.02
            ),
            "X7R 25V" when c.Si <= 1.001 * 10e-6 => Make(
                "Samsung",
                $"CL21B{code}KAFNNNE",
                Any,
                0.35,
                0.22,
                0.09
            ),
            "X7R 25V" when c.Si <= 1.001 * 22e-6 => Make(
                "Samsung",
                $"CL32B{code}KAJNNNE",
                Any,
                0.9,
                0.65,
                0.32
            ),
            "X5R 10V" when c.Si <= 1.001 * 22e-6 => Make(
                "Murata",
                $"GRM32ER61A{code}KA20L",
                Any,
                0.5,
                0.35,
                0.16
            ),
            "X5R 16V" when c.Si <= 1.001 * 47e-6 => Make(
                "Murata",
                $"GRM32ER61C{code}KE20L",
                Any,
                0.9,
                0.65,
                0.32
            ),
            "C0G 50V" when c.Si < 1e-9 => Make("Yageo", $"CC0603JRNPO9BN{code}", Any, 0.1, 0.03, 0.012),
            "C0G 50V" when c.Si <= 10.1e-9 => Make("Murata", $"GRM1885C1H{code}JA01D", Any, 0.2, 0.12, 0.05),
            "film 63V" when c.Si <= 1.001 * 1e-6 => Make(
                "Panasonic",
                "ECP-U1C105MA5",
                "Wima SMD-PET 1 uF 63 V (other footprint)",
                1.4,
                1.1,
                0.7
            ),
            "electrolytic 25V" => Make("Panasonic", "EEE-FK1E102P", "any 10 mm 105 C", 0.9, 0.7, 0.4),
            "Y1 250V" => Make("Murata", "DE1E3RA102MA4BP01F", "Vishay VY1102M31Y5UQ63V0", 0.6, 0.45, 0.22),
            _ => null,
        };
    }

    private static string YageoCode(double ohm)
    {
        var (scaled, letter) = ohm switch
        {
            >= 1e6 => (ohm / 1e6, 'M'),
            >= 1e3 => (ohm / 1e3, 'K'),
            _ => (ohm, 'R'),
        };
        var text = scaled.ToString("0.###", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.Replace('.', letter) : text + letter;
    }

    // Two digits and a power for E24, three digits and a power for E96, R as point below 100 ohm.
    private static string SusumuCode(double ohm)
    {
        if (ohm < 100)
            return ohm.ToString("00.0", CultureInfo.InvariantCulture).Replace('.', 'R');
        var power = (int)Math.Floor(Math.Log10(ohm) + 1e-9);
        var digits = (int)Math.Round(ohm / Math.Pow(10, power - 2));
        return digits % 10 == 0 ? $"{digits / 10}{power - 1}" : $"{digits}{power - 2}";
    }

    private static string CapacitorCode(double farad)
    {
        var pico = farad * 1e12;
        if (pico < 9.99)
            return pico.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', 'R');
        var power = (int)Math.Floor(Math.Log10(pico) + 1e-9);
        return $"{Math.Round(pico / Math.Pow(10, power - 1))}{power - 1}";
    }
}
