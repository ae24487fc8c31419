using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>X = Constant + sum Strengths_k/(1 + j omega tau_k) + InverseCapacitance/(j omega) + j omega Inductance.</summary>
internal sealed record RelaxationTerms(
    double Constant,
    double[] TimeConstants,
    double[] Strengths,
    double InverseCapacitance,
    double Inductance
)
{
    public Complex At(double omega)
    {
        var sum = new Complex(Constant, omega * Inductance - InverseCapacitance / omega);
        for (var k = 0; k < TimeConstants.Length; k++)
            sum += Strengths[k] / new Complex(1, omega * TimeConstants[k]);
        return sum;
    }
}
