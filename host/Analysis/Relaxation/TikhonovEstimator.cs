using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Penalised least squares for the weights of a basis, non-negative or signed
/// (Wan et al., Electrochim. Acta 184 (2015) 483, doi:10.1016/j.electacta.2015.09.097).
/// </summary>
internal sealed class TikhonovEstimator
{
    private readonly Spectrum _spectrum;
    private readonly RelaxationOptions _options;
    private readonly List<string> _warnings;
    private readonly int _points;
    private readonly double[] _basisTau;
    private readonly double _shape;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _penalty;
    private readonly double[] _target;

    public TikhonovEstimator(Spectrum spectrum, RelaxationOptions options, List<string> warnings)
    {
        _spectrum = spectrum;
        _options = options;
        _warnings = warnings;
        _points = spectrum.Count;
        _basisTau = options.GridAtFrequencies
            ? spectrum.FrequencyHz.Select(f => 1 / f).ToArray()
            : TauGrid.Logarithmic(
                Math.Log10(1 / (2 * Math.PI * spectrum.FrequencyHz[0]))
                    - Math.Min(options.ExtensionDecades, 1),
                Math.Log10(1 / (2 * Math.PI * spectrum.FrequencyHz[^1]))
                    + Math.Min(options.ExtensionDecades, 1),
                Math.Min(options.PointsPerDecade, 8)
            );
        _shape = RelaxationKernel.ShapeFactor(_basisTau, options.Basis, options.ShapeCoefficient);
        (_real, _imaginary) = RelaxationKernel.Impedance(
            spectrum.FrequencyHz,
            _basisTau,
            options.Basis,
            _shape
        );
        _penalty = RelaxationKernel.Penalty(_basisTau, options.Basis, _shape, options.PenaltyOrder);
        _target = new double[2 * _points];
        for (var k = 0; k < _points; k++)
        {
            _target[k] = spectrum.Impedance[k].Real;
            _target[_points + k] = spectrum.Impedance[k].Imaginary;
        }
    }

    public RelaxationResult Run()
    {
        var weight = Weights();
        var inductance = _options.Inductance ?? _options.Data != RelaxationData.Real;
        var exponent = SeriesExponent(weight, inductance);
        var model = Model(inductance, exponent);
        var problem = new PenalizedSpectrum(model, _penalty, _target, weight);
        var lambda = _options.Lambda ?? Search(problem, model, weight);
        var x = Solve(problem, lambda, out var free);
        var outliers = new List<int>();
        if (_options.RejectOutliers && _options.Weighting != RelaxationWeighting.Unit)
        {
            outliers = WildPoints(model, x);
            if (outliers.Count > 0)
            {
                foreach (var k in outliers)
                    weight[k] = weight[_points + k] = 0;
                problem = new PenalizedSpectrum(model, _penalty, _target, weight);
                lambda = _options.Lambda ?? Search(problem, model, weight);
                x = Solve(problem, lambda, out free);
            }
        }
        return Describe(model, problem, lambda, x, free, outliers, exponent);
    }

    private double[] Weights()
    {
        var weight = new double[2 * _points];
        for (var k = 0; k < _points; k++)
        {
            var size = _options.Weighting switch
            {
                RelaxationWeighting.Unit => 1,
                RelaxationWeighting.Modulus => 1 / _spectrum.Impedance[k].Magnitude,
                _ => 1 / (_spectrum.Impedance[k].Magnitude * (_spectrum.RelativeSigma?[k] ?? 1)),
            };
            weight[k] = _options.Data == RelaxationData.Imaginary ? 0 : size;
            weight[_points + k] = _options.Data == RelaxationData.Real ? 0 : size;
        }
        // Lambda keeps the meaning that it has without weights: the mean square of the weights is one.
        if (_options.Weighting != RelaxationWeighting.Unit)
        {
            var square = weight.Where(w => w > 0).Average(w => w * w);
            for (var k = 0; k < weight.Length; k++)
                weight[k] /= Math.Sqrt(square);
        }
        return weight;
    }

    private LinearModel Model(bool inductance, double exponent) =>
        LinearModel.Build(_spectrum, _real, _imaginary, _basisTau.Length, inductance, exponent);

    private double SeriesExponent(double[] weight, bool inductance)
    {
        var wanted = _options.SeriesElement;
        if (_options.Data == RelaxationData.Real || wanted == SeriesElement.None)
            return 0;
        if (wanted == SeriesElement.Automatic && !Blocking.IsSeen(_spectrum))
            return 0;
        if (wanted == SeriesElement.Capacitance)
            return 1;
        // The exponent enters nonlinearly: the smallest penalised misfit at one fixed lambda decides.
        var best = 1.0;
        var lowest = double.PositiveInfinity;
        var step = 0.05;
        for (var exponent = 0.4; exponent <= 1.0001; exponent += step)
            Try(Math.Min(exponent, 1));
        for (step = 0.025; step > 0.002; step /= 2)
        {
            var centre = best;
            Try(centre - step);
            Try(Math.Min(centre + step, 1));
        }
        return best;

        void Try(double exponent)
        {
            var problem = new PenalizedSpectrum(Model(inductance, exponent), _penalty, _target, weight);
            var lambda = _options.Lambda ?? 1e-5 * problem.NaturalLambda;
            var x = Solve(problem, lambda, out _);
            var value = problem.ResidualSquare(x) + lambda * problem.PenaltyValue(x);
            if (value < lowest)
                (lowest, best) = (value, exponent);
        }
    }

    private double[] Solve(PenalizedSpectrum problem, double lambda, out bool[] free)
    {
        if (_options is { SolveAsPeer: true, Signed: false })
        {
            var x = problem.SolveAsPeer(lambda);
            free = x.Select(value => value > 1e-9 * x.Max()).ToArray();
            return x;
        }
        if (!_options.Signed)
            return problem.SolveNonNegative(lambda, out free);
        free = new bool[problem.Unknowns];
        Array.Fill(free, true);
        return problem.SolveSigned(lambda);
    }

    private double Search(PenalizedSpectrum problem, LinearModel model, double[] weight)
    {
        Func<double, double> score = _options.LambdaRule switch
        {
            LambdaRule.LCurve => t => LambdaScores.LCurve(problem, Math.Exp(t)),
            LambdaRule.RealImaginary => RealImaginaryScore(model, weight),
            LambdaRule.KFold => FoldScore(model, weight),
            var rule => t => LambdaScores.CrossValidation(problem, _points, rule, Math.Exp(t)),
        };
        var slow = _options.LambdaRule is LambdaRule.RealImaginary or LambdaRule.KFold;
        // Without weights lambda has the meaning and the range that it has in the literature.
        if (_options.Weighting == RelaxationWeighting.Unit)
            return LambdaSearch.Minimize(score, 1e-7, 10, slow ? 17 : 49);
        var scale = problem.NaturalLambda;
        return LambdaSearch.Minimize(score, 1e-11 * scale, 10 * scale, slow ? 25 : 61);
    }

    private Func<double, double> RealImaginaryScore(LinearModel model, double[] weight)
    {
        var n = _points;
        var onlyReal = weight.Select((w, k) => k < n ? w : 0).ToArray();
        var onlyImaginary = weight.Select((w, k) => k < n ? 0 : w).ToArray();
        var real = new PenalizedSpectrum(model, _penalty, _target, onlyReal);
        var imaginary = new PenalizedSpectrum(model, _penalty, _target, onlyImaginary);
        return t =>
        {
            var fromReal = Solve(real, Math.Exp(t), out _);
            var fromImaginary = Solve(imaginary, Math.Exp(t), out _);
            // Each half lends the other what that one cannot see: R from the real part, L and 1/C from the imaginary.
            fromImaginary[0] = fromReal[0];
            for (var k = 1; k < model.BasisStart; k++)
                fromReal[k] = fromImaginary[k];
            return real.ResidualSquare(fromImaginary) + imaginary.ResidualSquare(fromReal);
        };
    }

    private Func<double, double> FoldScore(LinearModel model, double[] weight)
    {
        var folds = Math.Min(_options.Folds, _points);
        var pairs = new List<(PenalizedSpectrum Train, PenalizedSpectrum Test)>();
        for (var fold = 0; fold < folds; fold++)
        {
            var inside = weight.Select((w, k) => k % _points % folds == fold ? 0 : w).ToArray();
            var outside = weight.Select((w, k) => k % _points % folds == fold ? w : 0).ToArray();
            if (outside.All(w => w == 0))
                continue;
            pairs.Add(
                (
                    new PenalizedSpectrum(model, _penalty, _target, inside),
                    new PenalizedSpectrum(model, _penalty, _target, outside)
                )
            );
        }
        return t => pairs.Sum(pair => pair.Test.ResidualSquare(Solve(pair.Train, Math.Exp(t), out _)));
    }

    private Complex[] Fit(LinearModel model, double[] x)
    {
        var fit = new Complex[_points];
        for (var k = 0; k < _points; k++)
            fit[k] = new Complex(
                Dense.Dot(model.Rows.AsSpan(k * model.Unknowns, model.Unknowns), x),
                Dense.Dot(model.Rows.AsSpan((_points + k) * model.Unknowns, model.Unknowns), x)
            );
        return fit;
    }

    /// <summary>Points far off while their neighbours are not: beyond eight robust standard deviations.</summary>
    private List<int> WildPoints(LinearModel model, double[] x)
    {
        var fit = Fit(model, x);
        var misfit = new double[_points];
        for (var k = 0; k < _points; k++)
        {
            var difference = _spectrum.Impedance[k] - fit[k];
            misfit[k] =
                _options.Data switch
                {
                    RelaxationData.Real => Math.Abs(difference.Real),
                    RelaxationData.Imaginary => Math.Abs(difference.Imaginary),
                    _ => difference.Magnitude,
                } / _spectrum.Impedance[k].Magnitude;
        }
        var median = misfit.Order().ElementAt(_points / 2);
        var wild = Enumerable
            .Range(0, _points)
            .Where(k => misfit[k] > 8 * median && misfit[k] > 1e-6)
            .ToList();
        return wild.Count <= _points / 8 ? wild : [];
    }

    private RelaxationResult Describe(
        LinearModel model,
        PenalizedSpectrum problem,
        double lambda,
        double[] x,
        bool[] free,
        List<int> outliers,
        double exponent
    )
    {
        var tau = OutputTau();
        var basisValues = BasisValues(tau, model);
        var gamma = new double[tau.Length];
        Dense.Multiply(basisValues, tau.Length, model.Unknowns, x, gamma);

        // Posterior covariance over the unknowns off their bound, at this lambda and at the noise that remains.
        var index = Enumerable.Range(0, model.Unknowns).Where(k => free[k]).ToArray();
        var count = index.Length;
        var hessian = problem.Hessian(lambda);
        var factor = new double[count * count];
        var scale = index.Select(i => 1 / Math.Sqrt(hessian[i * model.Unknowns + i])).ToArray();
        var jitter = 0.0;
        do
        {
            for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
                factor[i * count + j] =
                    hessian[index[i] * model.Unknowns + index[j]] * scale[i] * scale[j]
                    + (i == j ? jitter : 0);
            jitter = jitter == 0 ? 1e-14 : 10 * jitter;
        } while (!Dense.TryCholesky(factor, count));
        var trace = problem.Determined(index, scale, factor);
        var variance = problem.ResidualSquare(x) / Math.Max(problem.Rows - trace, 1);
        var sigma = Math.Sqrt(variance);
        var inverse = Dense.InverseTransposed(factor, count);
        var spread = new double[tau.Length * count];
        for (var m = 0; m < tau.Length; m++)
        {
            var row = spread.AsSpan(m * count, count);
            // Few functions reach a point, so that their columns of L^-1 are combined instead of solving.
            for (var k = 0; k < count; k++)
                if (basisValues[m * model.Unknowns + index[k]] is var value and not 0)
                    Dense.Add(row, inverse.AsSpan(k * count, count), sigma * scale[k] * value);
        }
        var half = NormalDistribution.HalfWidth(_options.Confidence);
        var lower = new double[tau.Length];
        var upper = new double[tau.Length];
        for (var m = 0; m < tau.Length; m++)
        {
            var row = spread.AsSpan(m * count, count);
            var error = half * Math.Sqrt(Dense.Dot(row, row));
            lower[m] = _options.Signed ? gamma[m] - error : Math.Max(gamma[m] - error, 0);
            upper[m] = gamma[m] + error;
        }
        var resistanceError = 0.0;
        if (count > 0 && index[0] == 0)
        {
            var unit = new double[count];
            unit[0] = sigma * scale[0];
            Dense.SolveLower(factor, count, unit);
            resistanceError = Math.Sqrt(Dense.Dot(unit, unit));
        }

        var fit = Fit(model, x);
        var resistance = x[0];
        if (_options.Data == RelaxationData.Imaginary)
        {
            resistance = Enumerable.Range(0, _points).Average(k => _spectrum.Impedance[k].Real - fit[k].Real);
            for (var k = 0; k < _points; k++)
                fit[k] += resistance;
        }
        var polarization = 0.0;
        for (var m = 0; m < tau.Length; m++)
            polarization += RelaxationKernel.Share(tau, m) * gamma[m];
        var square = Enumerable
            .Range(0, _points)
            .Where(k => !outliers.Contains(k))
            .Average(k =>
                Square((_spectrum.Impedance[k] - fit[k]).Magnitude / _spectrum.Impedance[k].Magnitude)
            );
        var warnings = new List<string>(_warnings);
        SpectrumCheck.CheckResidual(100 * Math.Sqrt(square), warnings);
        if (outliers.Count > 0)
            warnings.Add($"{outliers.Count} points were taken for outliers and left out");
        return new RelaxationResult
        {
            Method =
                $"Tikhonov, {_options.Basis}, order {_options.PenaltyOrder}, {(_options.Signed ? "signed" : "non-negative")}, lambda "
                + (_options.Lambda is null ? $"by {_options.LambdaRule}" : "given"),
            Lambda = lambda,
            TauSeconds = tau,
            GammaOhm = gamma,
            GammaLowerOhm = lower,
            GammaUpperOhm = upper,
            SeriesResistanceOhm = resistance,
            SeriesResistanceErrorOhm = resistanceError,
            InductanceHenry = model.InductanceAt > 0 ? x[model.InductanceAt] : 0,
            SeriesCapacitanceFarad =
                model.SeriesAt > 0 && x[model.SeriesAt] > 0 ? 1 / x[model.SeriesAt] : double.PositiveInfinity,
            SeriesExponent = exponent > 0 ? exponent : 1,
            PolarizationResistanceOhm = polarization,
            ResidualRmsPercent = 100 * Math.Sqrt(square),
            Fit = fit,
            NoisePercent = 100 * Math.Sqrt(square / 2),
            ErrorStructure =
                _options.Weighting == RelaxationWeighting.Unit ? "constant" : "proportional to |Z|",
            Outliers = outliers,
            Peaks = PeakAnalysis.Describe(tau, gamma, spread, count, _options.Confidence),
            Warnings = warnings,
        };
    }

    private double[] OutputTau()
    {
        if (_options.TauSeconds is not null || !_options.GridAtFrequencies)
            return TauGrid.Build(_spectrum, _options);
        return TauGrid.Logarithmic(
            Math.Log10(_basisTau[0]) - 0.5,
            Math.Log10(_basisTau[^1]) + 0.5,
            Math.Min(_options.PointsPerDecade, 20)
        );
    }

    /// <summary>gamma at each tau per unit of each unknown; zero for the terms in series.</summary>
    private double[] BasisValues(double[] tau, LinearModel model)
    {
        var values = new double[tau.Length * model.Unknowns];
        var logBasis = _basisTau.Select(t => Math.Log(t)).ToArray();
        var reach =
            _options.Basis == RelaxationBasis.PiecewiseLinear ? 0 : RadialFunction.Reach(_options.Basis);
        for (var m = 0; m < tau.Length; m++)
        {
            var logTau = Math.Log(tau[m]);
            var row = values.AsSpan(m * model.Unknowns + model.BasisStart, _basisTau.Length);
            for (var j = 0; j < row.Length; j++)
                if (_options.Basis == RelaxationBasis.PiecewiseLinear)
                    row[j] = Hat(tau[m], j);
                else if (Math.Abs(_shape * (logTau - logBasis[j])) < reach)
                    row[j] = RadialFunction.Value(_options.Basis, _shape * (logTau - logBasis[j]), 0);
        }
        return values;
    }

    private double Hat(double tau, int j)
    {
        var neighbour = tau < _basisTau[j] ? j - 1 : j + 1;
        if (tau == _basisTau[j])
            return 1;
        if (neighbour < 0 || neighbour >= _basisTau.Length)
            return 0;
        return Math.Max(0, 1 - Math.Log(tau / _basisTau[j]) / Math.Log(_basisTau[neighbour] / _basisTau[j]));
    }

    private static double Square(double value) => value * value;
}
