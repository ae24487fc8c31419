using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class RelaxationKernelTests
{
    public static TheoryData<string, RelaxationBasis> Bases =>
        new()
        {
            { "Gaussian", RelaxationBasis.Gaussian },
            { "C0 Matern", RelaxationBasis.Matern0 },
            { "C2 Matern", RelaxationBasis.Matern2 },
            { "C4 Matern", RelaxationBasis.Matern4 },
            { "C6 Matern", RelaxationBasis.Matern6 },
            { "PWL", RelaxationBasis.PiecewiseLinear },
        };

    [Theory]
    [MemberData(nameof(Bases))]
    public void The_impedance_matrices_are_those_of_pyDRTtools(string name, RelaxationBasis basis)
    {
        var golden = SharedSpectra.Json("pydrttools_matrices_SE_A.json").GetProperty("rbf").GetProperty(name);
        var frequency = SharedSpectra.Synthetic("SE_A_n0.5_r0").FrequencyHz;
        var tau = frequency.Select(f => 1 / f).ToArray();
        var shape = RelaxationKernel.ShapeFactor(tau, basis, 0.5);
        Assert.Equal(golden.GetProperty("epsilon").GetDouble(), shape, 1e-9);

        var (real, imaginary) = RelaxationKernel.Impedance(frequency, tau, basis, shape);

        AssertRow(golden.GetProperty("A_re_row0"), real, tau.Length, 1e-6);
        AssertRow(golden.GetProperty("A_im_row0"), imaginary, tau.Length, 1e-6);
        AssertNorm(golden.GetProperty("A_re_fro").GetDouble(), real);
        AssertNorm(golden.GetProperty("A_im_fro").GetDouble(), imaginary);
    }

    [Theory]
    // pyDRTtools leaves out the factors 1/3^2 and 1/15^2 of the C4 and C6 functions: its penalties are 9 and 225
    // times the integral that they stand for.
    [InlineData("Gaussian", RelaxationBasis.Gaussian, 1)]
    [InlineData("C0 Matern", RelaxationBasis.Matern0, 1)]
    [InlineData("C2 Matern", RelaxationBasis.Matern2, 1)]
    [InlineData("C4 Matern", RelaxationBasis.Matern4, 9)]
    [InlineData("C6 Matern", RelaxationBasis.Matern6, 225)]
    [InlineData("Inverse Quadratic", RelaxationBasis.InverseQuadratic, 1)]
    [InlineData("PWL", RelaxationBasis.PiecewiseLinear, 1)]
    public void The_penalty_matrices_are_those_of_pyDRTtools(
        string name,
        RelaxationBasis basis,
        double peerFactor
    )
    {
        var golden = SharedSpectra.Json("pydrttools_matrices_SE_A.json").GetProperty("rbf").GetProperty(name);
        var tau = SharedSpectra.Synthetic("SE_A_n0.5_r0").FrequencyHz.Select(f => 1 / f).ToArray();
        var shape = RelaxationKernel.ShapeFactor(tau, basis, 0.5);
        foreach (var order in new[] { 1, 2 })
        {
            if (basis == RelaxationBasis.Matern0 && order == 2)
                continue;
            var penalty = RelaxationKernel
                .Penalty(tau, basis, shape, order)
                .Select(value => value * peerFactor)
                .ToArray();
            AssertRow(golden.GetProperty($"M{order}_row0"), penalty, tau.Length, 1e-6);
            AssertNorm(golden.GetProperty($"M{order}_fro").GetDouble(), penalty);
        }
    }

    [Fact]
    public void A_second_derivative_of_a_function_with_a_kink_is_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            RelaxationKernel.Penalty([1e-3, 1e-2, 1e-1], RelaxationBasis.Matern0, 1, 2)
        );
    }

    private static void AssertRow(
        System.Text.Json.JsonElement golden,
        double[] matrix,
        int columns,
        double share
    )
    {
        var expected = SharedSpectra.Numbers(golden);
        var scale = expected.Max(Math.Abs);
        for (var k = 0; k < columns; k++)
            Assert.InRange(Math.Abs(matrix[k] - expected[k]), 0, share * scale);
    }

    private static void AssertNorm(double expected, double[] matrix) =>
        Assert.Equal(1, Math.Sqrt(matrix.Sum(v => v * v)) / expected, 1e-6);
}
