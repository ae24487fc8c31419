using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Tests.Circuits;

public class CircuitParsingTests
{
    [Theory]
    [InlineData("R(RQ)(RQ)", "R1 R2 Q1.Q Q1.alpha R3 Q2.Q Q2.alpha")]
    [InlineData("(C[R(RQ)])", "C1 R1 R2 Q1.Q Q1.alpha")]
    [InlineData("R(C[RW])", "R1 C1 R2 W1")]
    [InlineData("R0-p(R1,CPE1)-Wo1", "R0 R1 CPE1.Q CPE1.alpha Wo1.R Wo1.tau Wo1.alpha")]
    [InlineData("R_0-p(R_1,CPE_1)", "R_0 R_1 CPE_1.Q CPE_1.alpha")]
    [InlineData("R0-p(R1-W1,C1)", "R0 R1 W1 C1")]
    [InlineData("R{R=50f/10/100:ct}L", "R_ct L1")]
    [InlineData(" R ( R Q ) ", "R1 R2 Q1.Q Q1.alpha")]
    public void Both_notations_are_read(string text, string names) =>
        Assert.Equal(names, string.Join(' ', Circuit.Parse(text).Parameters.Select(p => p.Name)));

    [Theory]
    [InlineData("R(RQ)(RQ)", "R1-p(R2,CPE1)-p(R3,CPE2)")]
    [InlineData("(C[R(RQ)])", "p(C1,R1-p(R2,CPE1))")]
    [InlineData("R(C(RW))", "R1-p(C1,R2-W1)")]
    public void The_two_notations_say_the_same(string boukamp, string dashed)
    {
        Assert.Equal(dashed, Circuit.Parse(boukamp).ToDashText());
        Assert.Equal(Circuit.Parse(boukamp).ToString(), Circuit.Parse(dashed).ToString());
    }

    [Fact]
    public void Values_limits_fixed_marks_and_labels_are_read()
    {
        var circuit = Circuit.Parse("R{R=50f/10/100:ohm}(R{R=100/1%/1e4}Q{Y=1e-5/1e-7/inf,n=0.8:dl})");
        var r = circuit.Parameters[0];
        Assert.Equal(("R_ohm", 50.0, true, 10.0, 100.0), (r.Name, r.Value, r.IsFixed, r.Lower, r.Upper));
        Assert.Equal(
            (100.0, 1.0, 1e4),
            (circuit.Parameters[1].Value, circuit.Parameters[1].Lower, circuit.Parameters[1].Upper)
        );
        Assert.Equal(
            ("Q_dl.Q", 1e-5, 1e-7),
            (circuit.Parameters[2].Name, circuit.Parameters[2].Value, circuit.Parameters[2].Lower)
        );
        Assert.Equal(0.8, circuit.Parameters[3].Value);
        Assert.Equal(circuit.Parameters, Circuit.Parse(circuit.ToExtendedText()).Parameters);
    }

    [Fact]
    public void Limits_free_a_parameter_that_is_fixed_by_default()
    {
        Assert.True(Circuit.Parse("Wo").Parameters[2].IsFixed);
        Assert.False(Circuit.Parse("Wo{alpha=0.5/0.3/0.6}").Parameters[2].IsFixed);
    }

    [Theory]
    [InlineData("", 0, "ends")]
    [InlineData("R(RQ", 4, "ends")]
    [InlineData("R(RQ))", 5, "')'")]
    [InlineData("R()", 2, "')'")]
    [InlineData("RXQ", 1, "no element is called 'XQ'")]
    [InlineData("R{R=abc}", 4, "not a number")]
    [InlineData("R{X=1}", 2, "has no parameter 'X'")]
    [InlineData("R{R=1,R=2}", 6, "given twice")]
    [InlineData("R{R=5/10/100}", 0, "outside its limits")]
    [InlineData("R{R=-5}", 0, "not a value")]
    [InlineData("R{R=5/100/10}", 0, "above the upper")]
    [InlineData("R0-p(R1,CPE1", 12, "ends")]
    [InlineData("R0-p(R1,)-C1", 8, "')'")]
    [InlineData("R0--C1", 3, "'-'")]
    [InlineData("R0-R0", 3, "used twice")]
    [InlineData("R0-Foo1", 3, "no element is called 'Foo'")]
    public void An_error_points_at_the_character(string text, int position, string reason)
    {
        Assert.False(Circuit.TryParse(text, out _, out var error));
        Assert.Equal(position, error.Position);
        Assert.Contains(reason, error.Message);
        Assert.Contains($"character {position + 1}", error.Message);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_not_the_end_of_the_process()
    {
        var text = new string('(', 100_000) + "R" + new string(')', 100_000);
        Assert.False(Circuit.TryParse(text, out _, out var error));
        Assert.Contains("brackets", error.Message);
    }

    [Fact]
    public void Random_texts_are_read_or_refused_and_never_break()
    {
        var random = new Random(11);
        const string alphabet = "RCLQWoGs()[]{}-,p0123=.:/fe% ";
        for (var k = 0; k < 20_000; k++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(1, 14)).Select(_ => alphabet[random.Next(alphabet.Length)])
            );
            if (!Circuit.TryParse(text, out _, out var error))
                Assert.InRange(error.Position, 0, text.Length);
        }
    }
}
