namespace EdgeTester.Plans;

/// <summary>Something that is known between two bounds.</summary>
/// <param name="Least">Not less than this.</param>
/// <param name="Most">Not more than this; infinite where nothing bounds it.</param>
public readonly record struct Bounds(double Least, double Most)
{
    /// <summary>Known exactly.</summary>
    public static Bounds Exactly(double value) => new(value, value);

    /// <summary>Whether both bounds are the same.</summary>
    public bool Exact => Least == Most;

    /// <summary>The sum of two.</summary>
    public static Bounds operator +(Bounds a, Bounds b) => new(a.Least + b.Least, a.Most + b.Most);

    /// <summary>So many times.</summary>
    public static Bounds operator *(Bounds a, double times) =>
        new(a.Least * times, a.Most == 0 ? 0 : a.Most * times);
}
