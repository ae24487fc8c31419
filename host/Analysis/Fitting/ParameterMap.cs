using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// From the variables u of a minimisation to the values p of a circuit: v = A u + b, p = exp(v) for a logarithmic
/// parameter and p = v for an exponent. A is the identity but for constraints: a dependent parameter shares a
/// variable, an ordered one is the one before and an increment of its own.
/// </summary>
internal sealed class ParameterMap
{
    private readonly Circuit _circuit;
    private readonly int[][] _variablesOf;
    private readonly double[] _offset;
    private readonly bool[] _isLogarithmic;
    private readonly double[] _fixedValues;
    private readonly double[] _upper;

    public ParameterMap(Circuit circuit, IReadOnlyList<ParameterConstraint> constraints)
    {
        _circuit = circuit;
        var count = circuit.Parameters.Count;
        _variablesOf = new int[count][];
        _offset = new double[count];
        _isLogarithmic = circuit.Parameters.Select(p => p.Declaration.IsLogarithmic).ToArray();
        _fixedValues = circuit.Values();
        var follows = Dependents(constraints);
        var previous = Predecessors(constraints, follows);
        _upper = UpperLimits(previous);
        var lower = new List<double>();
        var upper = new List<double>();
        var largestStep = new List<double>();
        var owners = new List<int>();
        for (var i = 0; i < count; i++)
            Assign(i, 0);
        Lower = lower.ToArray();
        Upper = upper.ToArray();
        LargestStep = largestStep.ToArray();
        Owners = owners.ToArray();
        HasConstraints = follows.Count > 0 || previous.Count > 0;

        void Assign(int i, int depth)
        {
            if (_variablesOf[i] is not null)
                return;
            if (depth > count)
                throw new FitException(
                    $"the constraints on {circuit.Parameters[i].Name} go round in a circle"
                );
            var parameter = circuit.Parameters[i];
            if (follows.TryGetValue(i, out var leader))
            {
                Assign(leader.Index, depth + 1);
                _variablesOf[i] = _variablesOf[leader.Index];
                _fixedValues[i] = _fixedValues[leader.Index] * leader.Factor;
                _offset[i] = _offset[leader.Index] + (_isLogarithmic[i] ? Math.Log(leader.Factor) : 0);
                return;
            }
            if (parameter.IsFixed)
            {
                _variablesOf[i] = [];
                return;
            }
            var isIncrement = previous.TryGetValue(i, out var before);
            if (isIncrement)
                Assign(before, depth + 1);
            _variablesOf[i] = isIncrement ? [.. _variablesOf[before], lower.Count] : [lower.Count];
            if (isIncrement)
                _offset[i] =
                    _variablesOf[before].Length == 0
                        ? ToInner(before, _fixedValues[before])
                        : _offset[before];
            lower.Add(isIncrement ? 0 : ToInner(i, parameter.Lower));
            upper.Add(
                isIncrement
                    ? Math.Max(0, ToInner(i, parameter.Upper) - ToInner(i, parameter.Lower))
                    : Math.Max(ToInner(i, parameter.Lower), ToInner(i, _upper[i]))
            );
            largestStep.Add(_isLogarithmic[i] ? 2.5 : 0.25);
            owners.Add(i);
        }
    }

    /// <summary>Number of variables.</summary>
    public int Count => Lower.Length;

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double[] LargestStep { get; }

    /// <summary>The parameter that brought in each variable.</summary>
    public int[] Owners { get; }

    public bool HasConstraints { get; }

    /// <summary>The variables that a parameter depends on; none where it is fixed.</summary>
    public int[] VariablesOf(int parameter) => _variablesOf[parameter];

    public bool IsLogarithmic(int parameter) => _isLogarithmic[parameter];

    /// <summary>dp/dv of a parameter at its value.</summary>
    public double Slope(int parameter, double value) => _isLogarithmic[parameter] ? value : 1;

    /// <summary>What is added to a parameter's variables on the scale of the minimisation.</summary>
    public double Offset(int parameter) => _offset[parameter];

    /// <summary>The value of a parameter on the scale of the minimisation.</summary>
    public double Inner(int parameter, ReadOnlySpan<double> u)
    {
        var v = _offset[parameter];
        foreach (var j in _variablesOf[parameter])
            v += u[j];
        return v;
    }

    /// <summary>A value in the parameter's unit from one on the scale of the minimisation.</summary>
    public double FromInner(int parameter, double v) => _isLogarithmic[parameter] ? Math.Exp(v) : v;

    /// <summary>Between which values on the scale of the minimisation a parameter can be.</summary>
    public (double Lowest, double Highest) Range(int parameter) =>
        _variablesOf[parameter] is [var j]
            ? (Lower[j] + _offset[parameter], Upper[j] + _offset[parameter])
            : (
                ToInner(parameter, _circuit.Parameters[parameter].Lower),
                ToInner(parameter, _upper[parameter])
            );

    public void ToValues(ReadOnlySpan<double> u, Span<double> values)
    {
        for (var i = 0; i < _variablesOf.Length; i++)
        {
            var variables = _variablesOf[i];
            if (variables.Length == 0)
            {
                values[i] = _fixedValues[i];
                continue;
            }
            var v = _offset[i];
            foreach (var j in variables)
                v += u[j];
            values[i] = _isLogarithmic[i] ? Math.Exp(v) : v;
        }
    }

    /// <summary>The variables that give these values as nearly as limits and constraints allow.</summary>
    public double[] ToVariables(ReadOnlySpan<double> values)
    {
        var u = new double[Count];
        // An increment needs the variables before it, and those have smaller indices.
        for (var j = 0; j < u.Length; j++)
        {
            var i = Owners[j];
            var v = ToInner(
                i,
                Math.Clamp(values[i], _circuit.Parameters[i].Lower, _circuit.Parameters[i].Upper)
            );
            v -= _offset[i];
            foreach (var other in _variablesOf[i])
                if (other != j)
                    v -= u[other];
            u[j] = Math.Clamp(v, Lower[j], Upper[j]);
        }
        return u;
    }

    private double ToInner(int parameter, double value) =>
        _isLogarithmic[parameter] ? Math.Log(value) : value;

    /// <summary>Each parameter's upper limit, lowered to that of every parameter that must not be smaller.</summary>
    private double[] UpperLimits(Dictionary<int, int> previous)
    {
        var upper = _circuit.Parameters.Select(p => p.Upper).ToArray();
        // A chain of n parameters is settled after n rounds, in whatever order it is given.
        for (var round = 0; round < upper.Length; round++)
            foreach (var (after, before) in previous)
            {
                var limit = _circuit.Parameters[after].IsFixed ? _fixedValues[after] : upper[after];
                upper[before] = Math.Min(upper[before], limit);
            }
        return upper;
    }

    private Dictionary<int, (int Index, double Factor)> Dependents(
        IReadOnlyList<ParameterConstraint> constraints
    )
    {
        var follows = new Dictionary<int, (int, double)>();
        foreach (var equal in constraints.OfType<EqualConstraint>())
        {
            var dependent = Index(equal.Dependent);
            var independent = Index(equal.Independent);
            if (dependent == independent || _isLogarithmic[dependent] != _isLogarithmic[independent])
                throw new FitException($"{equal.Dependent} cannot be made equal to {equal.Independent}");
            if (
                !(equal.Factor > 0)
                || !double.IsFinite(equal.Factor)
                || (!_isLogarithmic[dependent] && equal.Factor != 1)
            )
                throw new FitException(
                    $"{equal.Factor} is not a factor between {equal.Dependent} and {equal.Independent}"
                );
            if (!follows.TryAdd(dependent, (independent, equal.Factor)))
                throw new FitException($"{equal.Dependent} is bound twice");
        }
        return follows;
    }

    private Dictionary<int, int> Predecessors(
        IReadOnlyList<ParameterConstraint> constraints,
        Dictionary<int, (int Index, double Factor)> follows
    )
    {
        var previous = new Dictionary<int, int>();
        foreach (var ordered in constraints.OfType<OrderedConstraint>())
            for (var k = 1; k < ordered.Names.Count; k++)
            {
                var (before, after) = (Index(ordered.Names[k - 1]), Index(ordered.Names[k]));
                if (before == after || _isLogarithmic[before] != _isLogarithmic[after])
                    throw new FitException(
                        $"{ordered.Names[k]} cannot be ordered against {ordered.Names[k - 1]}"
                    );
                if (follows.ContainsKey(after) || !previous.TryAdd(after, before))
                    throw new FitException($"{ordered.Names[k]} is bound twice");
            }
        return previous;
    }

    private int Index(string name)
    {
        for (var i = 0; i < _circuit.Parameters.Count; i++)
            if (_circuit.Parameters[i].Name == name)
                return i;
        throw new FitException(
            $"no parameter '{name}' in {_circuit.Text}: it has {string.Join(", ", _circuit.Parameters.Select(p => p.Name))}"
        );
    }
}
