using System.Globalization;

namespace EdgeTester.Analysis.Tests.Certified;

/// <summary>A model y(b, x) in dual numbers.</summary>
internal delegate Dual NistModel(Dual[] b, double[] x);

/// <summary>One NIST StRD set: two starts, certified values, errors and sum of squares, and the data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start1">The far start.</param>
/// <param name="Start2">The near start.</param>
/// <param name="Values">Certified values.</param>
/// <param name="Errors">Certified standard deviations of the values.</param>
/// <param name="SumOfSquares">Certified residual sum of squares.</param>
/// <param name="Predictors">Predictors a row; 0 where the only one counts 1, 2, 3, ...</param>
/// <param name="Data">Rows y x1 x2 ... one after the other.</param>
/// <param name="Model">The model.</param>
internal sealed record NistSet(
    string Name,
    double[] Start1,
    double[] Start2,
    double[] Values,
    double[] Errors,
    double SumOfSquares,
    int Predictors,
    string Data,
    NistModel Model
)
{
    /// <summary>What the certificate fits instead of y.</summary>
    public Func<double, double> TransformY { get; init; } = y => y;

    /// <summary>The model in 28 digits, where double precision does not do.</summary>
    public Func<double[], double, decimal>? PreciseModel { get; init; }

    public static IReadOnlyList<NistSet> All { get; } =
    [
        .. NistExponential.All(),
        .. NistLanczos.All(),
        .. NistGauss.All(),
        .. NistRational.All(),
        .. NistMiscellaneous.All(),
    ];

    public (string Y, double[] X)[] Rows()
    {
        var cells = Data.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var width = 1 + Predictors;
        return Enumerable
            .Range(0, cells.Length / width)
            .Select(row =>
                (
                    cells[row * width],
                    Predictors == 0
                        ? [row + 1.0]
                        : cells
                            .Skip(row * width + 1)
                            .Take(Predictors)
                            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
                            .ToArray()
                )
            )
            .ToArray();
    }

    public override string ToString() => Name;
}
