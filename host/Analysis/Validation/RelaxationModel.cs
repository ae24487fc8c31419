using System.Numerics;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>
/// The linear model of a Kramers-Kronig test on a set of points: X = X0 + sum X_k/(1 + j omega tau_k) [+ 1/(j omega C)]
/// [+ j omega L], with X = Z or X = Y = 1/Z (a series RC's admittance is 1 less such a term, so the same columns serve
/// both), fitted with weights 1/|X| (Boukamp, J. Electrochem. Soc. 142 (1995) 1885, doi:10.1149/1.2044210).
/// Buffers are reused from one number of elements to the next.
/// </summary>
internal sealed class RelaxationModel
{
    /// <summary>
    /// A point is taken to keep at least this share of its variance: a smaller one would enlarge the model's own errors at the
    /// ends of the range.
    /// </summary>
    private const double SmallestFreedom = 0.25;

    private readonly double[] _omega;
    private readonly double[] _weight;
    private readonly double[] _target;
    private readonly bool _addCapacitance;
    private readonly bool _addInductance;
    private readonly KramersKronigTest _test;
    private readonly int _count;
    private double[] _columns = [];
    private double[] _factor = [];
    private readonly double[] _right;
    private int _elements = -1;
    private double _extension;

    public RelaxationModel(
        ReadOnlySpan<double> omega,
        ReadOnlySpan<Complex> immittance,
        bool addCapacitance,
        bool addInductance,
        KramersKronigTest test
    )
    {
        _count = omega.Length;
        _omega = omega.ToArray();
        _weight = new double[_count];
        _target = new double[2 * _count];
        for (var k = 0; k < _count; k++)
        {
            var modulus = immittance[k].Magnitude;
            _weight[k] = modulus > 0 ? 1 / modulus : 0;
            _target[k] = immittance[k].Real * _weight[k];
            _target[_count + k] = immittance[k].Imaginary * _weight[k];
        }
        _right = new double[2 * _count];
        (_addCapacitance, _addInductance, _test) = (addCapacitance, addInductance, test);
    }

    /// <summary>Number of unknowns with so many elements.</summary>
    public int Unknowns(int elements) => 1 + elements + (_addCapacitance ? 1 : 0) + (_addInductance ? 1 : 0);

    /// <summary>Largest number of elements that leaves degrees of freedom.</summary>
    public int LargestElementCount =>
        (_test == KramersKronigTest.Complex ? 2 * _count : _count) - Unknowns(0) - 1;

    /// <summary>Sum of squared relative residuals of the part that is fitted.</summary>
    public double SumOfSquares(int elements, double extension)
    {
        Build(elements, extension);
        var unknowns = Unknowns(elements);
        if (_test != KramersKronigTest.Complex)
        {
            var residuals = new double[2 * _count];
            Solve(elements, extension, residuals, out _);
            var from = _test == KramersKronigTest.Real ? 0 : _count;
            return VectorMath.Dot(residuals.AsSpan(from, _count), residuals.AsSpan(from, _count));
        }
        _columns.AsSpan(0, 2 * _count * unknowns).CopyTo(_factor);
        _target.CopyTo(_right, 0);
        return HouseholderQr.Factor(_factor, 2 * _count, unknowns, _right);
    }

    /// <summary>
    /// Fits; fills <paramref name="residuals"/> (data less model, relative; real parts, then imaginary parts) and gives
    /// the mu of the elements.
    /// </summary>
    public RelaxationTerms Solve(int elements, double extension, Span<double> residuals, out double mu)
    {
        Build(elements, extension);
        var unknowns = Unknowns(elements);
        var solution = new double[unknowns];
        if (_test == KramersKronigTest.Complex)
        {
            _columns.AsSpan(0, 2 * _count * unknowns).CopyTo(_factor);
            _target.CopyTo(_right, 0);
            HouseholderQr.Factor(_factor, 2 * _count, unknowns, _right);
            HouseholderQr.Solve(_factor, 2 * _count, unknowns, _right, solution);
        }
        else
            SolveOnePart(elements, solution);
        _target.CopyTo(residuals);
        for (var j = 0; j < unknowns; j++)
            VectorMath.AddScaled(residuals, _columns.AsSpan(j * 2 * _count, 2 * _count), -solution[j]);
        double negative = 0,
            positive = 0;
        for (var j = 1; j <= elements; j++)
            if (solution[j] < 0)
                negative -= solution[j];
            else
                positive += solution[j];
        mu = positive > 0 ? 1 - negative / positive : 0;
        var last = 1 + elements;
        return new RelaxationTerms(
            solution[0],
            TimeConstants(elements, extension),
            solution[1..last],
            _addCapacitance ? solution[last] * _omega[^1] : 0,
            _addInductance ? solution[^1] / _omega[0] : 0
        );
    }

    /// <summary>
    /// By how much each residual of the last <see cref="Solve"/> must be enlarged to have the scatter of the noise: a point that
    /// the model leans on is followed by it. With H the 2 by 2 block of the hat matrix of a point and r its residual this is
    /// sqrt(r' (1 - H)^-1 r) / |r| (studentised residuals: Cook, Weisberg, Residuals and Influence in Regression, 1982, ch. 2).
    /// One where only a part is fitted.
    /// </summary>
    public double[] Inflation(int elements, ReadOnlySpan<double> residuals)
    {
        var inflation = new double[_count];
        Array.Fill(inflation, 1);
        if (_test != KramersKronigTest.Complex)
            return inflation;
        var unknowns = Unknowns(elements);
        var rows = 2 * _count;
        var (real, imaginary) = (new double[unknowns], new double[unknowns]);
        var smallest = 0.0;
        for (var j = 0; j < unknowns; j++)
            smallest = Math.Max(smallest, 1e-13 * Math.Abs(_factor[j * rows + j]));
        for (var k = 0; k < _count; k++)
        {
            RowOfBasis(k, real, rows, smallest);
            RowOfBasis(_count + k, imaginary, rows, smallest);
            var a = 1 - VectorMath.Dot(real, real);
            var c = 1 - VectorMath.Dot(imaginary, imaginary);
            var b = -VectorMath.Dot(real, imaginary);
            var (x, y) = (residuals[k], residuals[_count + k]);
            var square = x * x + y * y;
            var determinant = Math.Max(a * c - b * b, SmallestFreedom * SmallestFreedom);
            var studentised = (c * x * x - 2 * b * x * y + a * y * y) / determinant;
            if (square > 0 && studentised > square)
                inflation[k] = Math.Sqrt(Math.Min(studentised / square, 1 / SmallestFreedom));
        }
        return inflation;
    }

    /// <summary>Row of the orthonormal basis of the columns, by R' u = row.</summary>
    private void RowOfBasis(int row, double[] basis, int rows, double smallest)
    {
        for (var i = 0; i < basis.Length; i++)
        {
            var diagonal = _factor[i * rows + i];
            var sum = _columns[i * rows + row];
            for (var k = 0; k < i; k++)
                sum -= _factor[i * rows + k] * basis[k];
            basis[i] = Math.Abs(diagonal) > smallest ? sum / diagonal : 0;
        }
    }

    /// <summary>
    /// The unknowns that the fitted part sees are fitted to it; the others (the constant for the imaginary part, C and
    /// L for the real part) then to what is left of the other part.
    /// </summary>
    private void SolveOnePart(int elements, double[] solution)
    {
        var isReal = _test == KramersKronigTest.Real;
        var seen = Enumerable.Range(0, solution.Length).Where(j => isReal ? j <= elements : j > 0).ToArray();
        var hidden = Enumerable.Range(0, solution.Length).Except(seen).ToArray();
        Fit(seen, isReal ? 0 : _count);
        Fit(hidden, isReal ? _count : 0);

        void Fit(int[] use, int from)
        {
            if (use.Length == 0)
                return;
            var rows = Math.Max(_count, use.Length);
            var a = new double[rows * use.Length];
            var right = new double[rows];
            for (var i = 0; i < _count; i++)
            {
                right[i] = _target[from + i];
                for (var j = 0; j < solution.Length; j++)
                    right[i] -= solution[j] * _columns[j * 2 * _count + from + i];
            }
            for (var c = 0; c < use.Length; c++)
                _columns.AsSpan(use[c] * 2 * _count + from, _count).CopyTo(a.AsSpan(c * rows));
            var x = new double[use.Length];
            HouseholderQr.Factor(a, rows, use.Length, right);
            HouseholderQr.Solve(a, rows, use.Length, right, x);
            for (var c = 0; c < use.Length; c++)
                solution[use[c]] = x[c];
        }
    }

    private void Build(int elements, double extension)
    {
        if (elements == _elements && extension == _extension)
            return;
        var rows = 2 * _count;
        var needed = rows * Unknowns(elements);
        if (_columns.Length < needed)
        {
            Array.Resize(ref _columns, needed + 4 * rows);
            _factor = new double[_columns.Length];
        }
        _weight.CopyTo(_columns, 0);
        _columns.AsSpan(_count, _count).Clear();
        var reach = Math.Pow(10, extension);
        // The spectrum falls in frequency: the first point has the shortest time constant.
        var shortest = 1 / (_omega[0] * reach);
        var longest = Math.Max(reach / _omega[^1], shortest);
        for (var e = 0; e < elements; e++)
        {
            var share = elements == 1 ? 0.5 : e / (elements - 1.0);
            FillRelaxation(
                _columns.AsSpan((1 + e) * rows, rows),
                shortest * Math.Pow(longest / shortest, share)
            );
        }
        var next = 1 + elements;
        // Scaled by an end of the range so that all columns have numbers of the same order.
        if (_addCapacitance)
            FillImaginary(_columns.AsSpan(rows * next++, rows), k => -_omega[^1] / _omega[k]);
        if (_addInductance)
            FillImaginary(_columns.AsSpan(rows * next, rows), k => _omega[k] / _omega[0]);
        (_elements, _extension) = (elements, extension);
    }

    private double[] TimeConstants(int elements, double extension)
    {
        var reach = Math.Pow(10, extension);
        // The spectrum falls in frequency: the first point has the shortest time constant.
        var shortest = 1 / (_omega[0] * reach);
        var longest = Math.Max(reach / _omega[^1], shortest);
        var taus = new double[elements];
        for (var e = 0; e < elements; e++)
            taus[e] = shortest * Math.Pow(longest / shortest, elements == 1 ? 0.5 : e / (elements - 1.0));
        return taus;
    }

    private void FillRelaxation(Span<double> column, double tau)
    {
        for (var k = 0; k < _count; k++)
        {
            var x = _omega[k] * tau;
            var real = _weight[k] / (1 + x * x);
            column[k] = real;
            column[_count + k] = -x * real;
        }
    }

    private void FillImaginary(Span<double> column, Func<int, double> part)
    {
        for (var k = 0; k < _count; k++)
        {
            column[k] = 0;
            column[_count + k] = part(k) * _weight[k];
        }
    }
}
