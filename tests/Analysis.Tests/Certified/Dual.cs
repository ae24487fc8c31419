namespace EdgeTester.Analysis.Tests.Certified;

/// <summary>A number with its gradient: derivatives exact to rounding (forward differentiation).</summary>
internal readonly struct Dual(double value, double[]? gradient = null)
{
    public double Value { get; } = value;

    public double[]? Gradient { get; } = gradient;

    public static Dual Variable(double value, int index, int count)
    {
        var gradient = new double[count];
        gradient[index] = 1;
        return new Dual(value, gradient);
    }

    public static implicit operator Dual(double value) => new(value);

    public static Dual operator -(Dual a) => Chain(a, -a.Value, -1);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, Combine(a, 1, b, 1));

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, Combine(a, 1, b, -1));

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, Combine(a, b.Value, b, a.Value));

    public static Dual operator /(Dual a, Dual b) =>
        new(a.Value / b.Value, Combine(a, 1 / b.Value, b, -a.Value / (b.Value * b.Value)));

    public static Dual Exp(Dual a) => Chain(a, Math.Exp(a.Value), Math.Exp(a.Value));

    public static Dual Log(Dual a) => Chain(a, Math.Log(a.Value), 1 / a.Value);

    public static Dual Sin(Dual a) => Chain(a, Math.Sin(a.Value), Math.Cos(a.Value));

    public static Dual Cos(Dual a) => Chain(a, Math.Cos(a.Value), -Math.Sin(a.Value));

    public static Dual Atan(Dual a) => Chain(a, Math.Atan(a.Value), 1 / (1 + a.Value * a.Value));

    public static Dual Square(Dual a) => Chain(a, a.Value * a.Value, 2 * a.Value);

    private static Dual Chain(Dual a, double value, double slope) =>
        new(value, a.Gradient is null ? null : Array.ConvertAll(a.Gradient, g => g * slope));

    private static double[]? Combine(Dual a, double byA, Dual b, double byB)
    {
        if (a.Gradient is null && b.Gradient is null)
            return null;
        var gradient = new double[(a.Gradient ?? b.Gradient)!.Length];
        for (var k = 0; k < gradient.Length; k++)
            gradient[k] = (a.Gradient?[k] ?? 0) * byA + (b.Gradient?[k] ?? 0) * byB;
        return gradient;
    }
}
