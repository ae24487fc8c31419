namespace EdgeTester.Analysis.Tests.Certified;

/// <summary>Functions in 28 digits.</summary>
internal static class DecimalMath
{
    /// <summary>exp(x) for |x| below 60, by halving the argument until the series is short.</summary>
    public static decimal Exp(decimal x)
    {
        var halvings = 0;
        while (Math.Abs(x) > 0.05m)
        {
            x /= 2;
            halvings++;
        }
        decimal term = 1,
            sum = 1;
        for (var k = 1; k < 40 && term != 0; k++)
        {
            term *= x / k;
            sum += term;
        }
        for (var k = 0; k < halvings; k++)
            sum *= sum;
        return sum;
    }
}
