using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTester.Analysis.Numerics;

/// <summary>Inner loops on spans, with the processor's vector instructions.</summary>
internal static class VectorMath
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        Vector<double> even = Vector<double>.Zero,
            odd = Vector<double>.Zero;
        var k = 0;
        for (; k + 1 < left.Length; k += 2)
        {
            even += left[k] * right[k];
            odd += left[k + 1] * right[k + 1];
        }
        if (k < left.Length)
            even += left[k] * right[k];
        var sum = Vector.Sum(even + odd);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(target);
        var right = MemoryMarshal.Cast<double, Vector<double>>(source[..target.Length]);
        var broadcast = new Vector<double>(factor);
        for (var k = 0; k < left.Length; k++)
            left[k] += broadcast * right[k];
        for (var i = left.Length * Vector<double>.Count; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    /// <summary>Euclidean norm; scaled only where the plain sum of squares over- or underflows.</summary>
    public static double Norm(ReadOnlySpan<double> a)
    {
        var square = Dot(a, a);
        if (square is > 1e-280 and < 1e280)
            return Math.Sqrt(square);
        var largest = 0.0;
        foreach (var value in a)
            largest = Math.Max(largest, Math.Abs(value));
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        var sum = 0.0;
        foreach (var value in a)
            sum += value / largest * (value / largest);
        return largest * Math.Sqrt(sum);
    }

    public static void Swap(Span<double> a, Span<double> b)
    {
        for (var k = 0; k < a.Length; k++)
            (a[k], b[k]) = (b[k], a[k]);
    }
}
