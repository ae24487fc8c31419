using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Tests.Certified;

/// <summary>The certified nonlinear sets, solved by the solver that fits circuits.</summary>
public class NistStrdTests(ITestOutputHelper output)
{
    private static readonly LeastSquaresOptions _options = new()
    {
        MaximumIterations = 5000,
        FunctionTolerance = 1e-20,
        StepTolerance = 1e-13,
        GradientTolerance = 1e-15,
        InitialRadius = 1,
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var set in NistSet.All)
            {
                cases.Add(set.Name, 1);
                cases.Add(set.Name, 2);
            }
            return cases;
        }
    }

    [Fact]
    public void All_27_sets_are_here() =>
        Assert.Equal(27, NistSet.All.Select(set => set.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Certified_values_and_errors_are_reached(string name, int start)
    {
        var set = NistSet.All.Single(candidate => candidate.Name == name);
        var problem = new NistProblem(set);
        var solver = new LevenbergMarquardt(problem.ResidualCount, problem.VariableCount);
        var solution = solver.Minimize(problem, start == 1 ? set.Start1 : set.Start2, options: _options);
        var jacobian = new double[problem.ResidualCount * problem.VariableCount];
        problem.Jacobian(solution.X, new double[problem.ResidualCount], jacobian);
        var all = Enumerable.Range(0, problem.VariableCount).ToArray();
        var covariance = Covariance.Of(jacobian, problem.ResidualCount, all, out _);
        var variance = solution.SumOfSquares / (problem.ResidualCount - problem.VariableCount);
        var values = all.Min(j => Digits(solution.X[j], set.Values[j]));
        var errors = all.Min(j => Digits(Math.Sqrt(variance * covariance[j, j]), set.Errors[j]));
        output.WriteLine(
            $"{name} start {start}: {values:F1} digits in values, {errors:F1} in errors, {solution.Iterations} iterations"
        );
        Assert.True(
            values >= 6,
            $"{values:F2} digits in values: {string.Join(' ', solution.X)} after {solution.Iterations} ({solution.End})"
        );
        Assert.True(errors >= 4, $"{errors:F2} digits in errors");
    }

    /// <summary>Digits of agreement, at most the 11 that are certified.</summary>
    private static double Digits(double found, double certified) =>
        Math.Min(
            11,
            found == certified ? 11 : -Math.Log10(Math.Abs(found - certified) / Math.Abs(certified))
        );
}
