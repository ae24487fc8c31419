using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Tests.Cells;

public class RelaxationLadderTests
{
    [Theory]
    [InlineData(1.0, 1e-3)]
    [InlineData(0.999, 1e-2)]
    [InlineData(0.97, 1e-5)]
    [InlineData(0.92, 0.1)]
    [InlineData(0.85, 1e-2)]
    [InlineData(0.7, 1.0)]
    [InlineData(0.5, 1e-4)]
    public void A_zarc_agrees_with_its_closed_form_from_1_mHz_to_1_MHz(double alpha, double tau)
    {
        var ladder = RelaxationLadder.Zarc(alpha, tau);

        Assert.Equal(1, ladder.Resistances.Sum(), 1e-12);
        double worst = Worst(1e-3, 1e6, f => Sum(ladder, f, tau), f => ClosedForms.Zarc(f, 1, tau, alpha));
        TestContext.Current.TestOutputHelper?.WriteLine($"{ladder.Count} nodes, worst {worst:e2}");
        Assert.True(worst < 5e-4, $"{worst:e2} with {ladder.Count} nodes");
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.8)]
    [InlineData(0.5)]
    public void A_constant_phase_element_agrees_from_1_mHz_to_1_MHz(double alpha)
    {
        var ladder = RelaxationLadder.ConstantPhase(1e-6, alpha);

        double worst = Worst(
            1e-3,
            1e6,
            f => Sum(ladder, f, 1),
            f => ClosedForms.ConstantPhase(f, 1e-6, alpha)
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"{ladder.Count} nodes, worst {worst:e2}");
        Assert.True(worst < 5e-4, $"{worst:e2} with {ladder.Count} nodes");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(2.0)]
    [InlineData(500)]
    public void Finite_diffusion_agrees_with_either_far_end(double tau)
    {
        var open = RelaxationLadder.FiniteWarburg(300, tau, false);
        var blocked = RelaxationLadder.FiniteWarburg(300, tau, true);

        Assert.Equal(300, open.Resistances.Sum(), 0.03);
        double worst = Worst(1e-3, 1e6, f => Sum(open, f, 1), f => ClosedForms.WarburgOpen(f, 300, tau));
        double worstBlocked = Worst(
            1e-3,
            1e6,
            f => Sum(blocked, f, 1),
            f => ClosedForms.WarburgBlocked(f, 300, tau)
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{open.Count} nodes, worst {worst:e2}, {worstBlocked:e2}"
        );
        Assert.True(worst < 5e-4, $"open {worst:e2}");
        Assert.True(worstBlocked < 5e-4, $"blocked {worstBlocked:e2}");
    }

    private static double Worst(
        double low,
        double high,
        Func<double, Complex> got,
        Func<double, Complex> truth
    ) => ClosedForms.Decades(low, high, 17).Max(f => Complex.Abs(got(f) / truth(f) - 1));

    private static Complex Sum(RelaxationLadder ladder, double f, double tau)
    {
        Complex sum = ladder.Elastance / ClosedForms.S(f) / tau;
        for (int k = 0; k < ladder.Count; k++)
        {
            sum += ladder.Resistances[k] / (1 + ClosedForms.S(f) * ladder.TimeConstants[k] * tau);
        }
        return sum;
    }
}
