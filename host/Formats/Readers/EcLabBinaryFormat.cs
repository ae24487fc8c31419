using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>BioLogic binary files (.mpr) with impedance: PEIS, GEIS, and techniques with impedance in between.</summary>
internal sealed class EcLabBinaryFormat : ISpectrumFormat
{
    private const int Frequency = 32;
    private const int Real = 37;
    private const int MinusImaginary = 38;
    private const int Modulus = 36;
    private const int PhaseDegrees = 35;

    private const int Cycle = 24;

    public string Name => "BioLogic EC-Lab binary";

    public bool Recognises(DataFile file) => EcLabBinary.Is(file);

    public SpectrumFile Read(DataFile file)
    {
        var data = EcLabBinary.Read(file);
        var cartesian = data.Has(Real) && data.Has(MinusImaginary);
        if (!data.Has(Frequency) || !(cartesian || (data.Has(Modulus) && data.Has(PhaseDegrees))))
            throw file.Refuse(
                "no impedance here: the data module has no columns freq/Hz and Re(Z)/Ohm, -Im(Z)/Ohm or |Z|/Ohm, Phase(Z)/deg"
            );
        var cycle = data.FirstOf(Cycle);
        var points = new List<RawPoint>();
        for (var k = 0; k < data.Count; k++)
            points.Add(
                new RawPoint(
                    data.Value(k, Frequency),
                    cartesian
                        ? new Complex(data.Value(k, Real), -data.Value(k, MinusImaginary))
                        : Complex.FromPolarCoordinates(
                            data.Value(k, Modulus),
                            data.Value(k, PhaseDegrees) * Math.PI / 180
                        ),
                    k,
                    cycle < 0 ? 0 : data.Value(k, cycle)
                )
            );
        var assembler = new SpectrumAssembler(file);
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.HeaderMinus);
        return assembler.Finish($"{Name} {EcLabBinary.Technique(file)}".TrimEnd());
    }
}
