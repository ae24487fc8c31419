namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Finds how many arcs the data support and of which kind: moves that add, remove or make an arc asymmetric are
/// accepted while they raise the evidence.
/// </summary>
internal sealed class ArcSearch
{
    private const int MostArcs = 8;

    /// <summary>Smallest distance of two arcs in ln tau (about a quarter of a decade).</summary>
    private const double SmallestDistance = 0.6;

    /// <summary>Fall of chi-square, to first order, below which a move is not tried.</summary>
    private const double SmallestGain = 1.0;

    private readonly WeightedSpectrum _data;
    private readonly SeriesTerms _series;
    private readonly ArcFit _fit;
    private readonly List<ArcModel> _tried = [];

    public ArcSearch(WeightedSpectrum data, SeriesTerms series)
    {
        _data = data;
        _series = series;
        _fit = new ArcFit(data, series.Scale);
    }

    public ArcFit Fit => _fit;

    /// <param name="starts">Guesses (ln tau, R) of the arcs to begin with.</param>
    /// <param name="seriesStart">Unknowns of the terms in series to begin with.</param>
    public ArcModel Run(IReadOnlyList<(double LogTau, double Resistance)> starts, double[] seriesStart)
    {
        var unknowns = new List<double>(seriesStart);
        foreach (var (logTau, resistance) in starts)
            unknowns.AddRange([Math.Log(resistance), logTau, 1.3]);
        _tried.Clear();
        var best = new ArcModel(_data, _series, unknowns.ToArray(), new bool[starts.Count]);
        _fit.Run(best, 60);
        _tried.Add(best);
        for (var round = 0; round < 12; round++)
        {
            var candidate = Grow(best);
            if (candidate.LogEvidence > best.LogEvidence + 0.5)
            {
                best = candidate;
                continue;
            }
            candidate = Shrink(best);
            if (candidate.LogEvidence > best.LogEvidence)
            {
                best = candidate;
                continue;
            }
            break;
        }
        _fit.Run(best, 60);
        return best;
    }

    /// <summary>
    /// Models of another structure that the search has passed and whose evidence is within so much of the best one's.
    /// </summary>
    public List<ArcModel> Alternatives(ArcModel best, double range, int most)
    {
        var result = new List<ArcModel>();
        foreach (var model in _tried.OrderByDescending(m => m.LogEvidence))
        {
            if (result.Count == most || model.LogEvidence < best.LogEvidence - range)
                break;
            if (!HasTwins(model) && !IsAlike(model, best) && !result.Any(other => IsAlike(model, other)))
                result.Add(model);
        }
        return result;
    }

    private static bool IsAlike(ArcModel one, ArcModel other)
    {
        if (one.ArcCount != other.ArcCount)
            return false;
        var a = Sorted(one);
        var b = Sorted(other);
        return a.Zip(b)
            .All(pair =>
                pair.First.Asymmetric == pair.Second.Asymmetric
                && Math.Abs(pair.First.LogTau - pair.Second.LogTau) < 0.5
            );

        static (double LogTau, bool Asymmetric)[] Sorted(ArcModel model) =>
            Enumerable
                .Range(0, model.ArcCount)
                .Select(k => (model.LogTau(k), model.Asymmetric[k]))
                .OrderBy(arc => arc.Item1)
                .ToArray();
    }

    /// <summary>The best model with one arc less, or null when there is only one.</summary>
    public ArcModel Without(ArcModel model, int arc)
    {
        var unknowns = model.Unknowns.ToList();
        unknowns.RemoveRange(model.ArcStart(arc), ArcModel.UnknownsOf(model.Asymmetric[arc]));
        var rest = model.Asymmetric.Where((_, k) => k != arc).ToArray();
        var result = new ArcModel(_data, _series, unknowns.ToArray(), rest);
        _fit.Run(result, 40);
        return result;
    }

    /// <summary>The best of the few moves that promise most to first order.</summary>
    private ArcModel Grow(ArcModel model)
    {
        var best = model;
        foreach (var move in Moves(model))
        {
            var candidate = move();
            _fit.Run(candidate, 25);
            _tried.Add(candidate);
            if (candidate.LogEvidence > best.LogEvidence && !HasTwins(candidate))
                best = candidate;
        }
        return best;
    }

    private ArcModel Shrink(ArcModel model)
    {
        var best = model;
        for (var arc = 0; arc < model.ArcCount; arc++)
        {
            if (model.ArcCount > 1)
            {
                var without = Without(model, arc);
                _tried.Add(without);
                if (without.LogEvidence > best.LogEvidence)
                    best = without;
            }
            if (!model.Asymmetric[arc])
                continue;
            var unknowns = model.Unknowns.ToList();
            unknowns.RemoveAt(model.ArcStart(arc) + 3);
            var asymmetric = (bool[])model.Asymmetric.Clone();
            asymmetric[arc] = false;
            var symmetric = new ArcModel(_data, _series, unknowns.ToArray(), asymmetric);
            _fit.Run(symmetric, 40);
            _tried.Add(symmetric);
            if (symmetric.LogEvidence > best.LogEvidence)
                best = symmetric;
        }
        return best;
    }

    /// <summary>Two arcs at one place are one arc of another shape.</summary>
    private static bool HasTwins(ArcModel model)
    {
        var logTau = Enumerable.Range(0, model.ArcCount).Select(model.LogTau).Order().ToArray();
        return logTau.Zip(logTau.Skip(1), (a, b) => b - a).Any(distance => distance < SmallestDistance);
    }

    private ArcModel MadeAsymmetric(ArcModel model, int arc)
    {
        var unknowns = model.Unknowns.ToList();
        unknowns.Insert(model.ArcStart(arc) + 3, 0);
        var asymmetric = (bool[])model.Asymmetric.Clone();
        asymmetric[arc] = true;
        return new ArcModel(_data, _series, unknowns.ToArray(), asymmetric);
    }

    private ArcModel With(ArcModel model, double logTau, double resistance)
    {
        var unknowns = model.Unknowns.Append(Math.Log(resistance)).Append(logTau).Append(1.3).ToArray();
        return new ArcModel(_data, _series, unknowns, [.. model.Asymmetric, false]);
    }

    /// <summary>
    /// What one more unknown would take of the misfit, to first order and with the present unknowns free to follow:
    /// a new arc at each of many places, or the asymmetry of each symmetric arc.
    /// </summary>
    private List<Func<ArcModel>> Moves(ArcModel model)
    {
        int count = model.Unknowns.Length,
            rows = 2 * _data.Points;
        var value = new double[rows];
        var columns = new double[rows * count];
        var residual = new double[rows];
        _fit.Linearize(model, model.Unknowns, value, columns, residual);
        var column = new double[rows];
        var projection = new double[count];

        var asymmetries = new List<(double Gain, Func<ArcModel> Move)>();
        for (var arc = 0; arc < model.ArcCount; arc++)
        {
            if (model.Asymmetric[arc])
                continue;
            model.AsymmetryColumn(arc, column);
            var target = arc;
            asymmetries.Add((Gain().Gain, () => MadeAsymmetric(model, target)));
        }
        var places = new List<(double Gain, double LogTau, double Resistance)>();
        if (model.ArcCount < MostArcs)
            for (var logTau = -_data.LogOmega[0] - 1.5; logTau <= -_data.LogOmega[^1] + 1.5; logTau += 0.6)
            {
                ArcModel.UnitArc(_data, logTau, 0.85, column);
                var (gain, resistance) = Gain();
                places.Add((gain, logTau, Math.Max(Math.Abs(resistance), 1e-4 * _series.Scale)));
            }
        var moves = asymmetries
            .Where(m => m.Gain > SmallestGain)
            .OrderByDescending(m => m.Gain)
            .Take(3)
            .ToList();
        var taken = new List<double>();
        foreach (var (gain, logTau, resistance) in places.OrderByDescending(p => p.Gain))
        {
            if (taken.Count == 4 || gain < SmallestGain)
                break;
            if (taken.Any(other => Math.Abs(other - logTau) < 1.5))
                continue;
            taken.Add(logTau);
            moves.Add((gain, () => With(model, logTau, resistance)));
        }
        return moves.Select(m => m.Move).ToList();

        (double Gain, double Resistance) Gain()
        {
            for (var k = 0; k < rows; k++)
                column[k] *= _data.Weight(k);
            var moment = Dense.Dot(column, residual);
            Dense.Multiply(columns, count, rows, column, projection);
            Dense.SolveLower(model.Factor, count, projection);
            var norm = Dense.Dot(column, column) - Dense.Dot(projection, projection) / model.Variance;
            return norm > 0 ? (moment * moment / norm / model.Variance, moment / norm) : (0, 0);
        }
    }
}
