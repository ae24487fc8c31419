namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The even grid in ln tau on which ln gamma is estimated, the grid on which it is reported, and the Debye kernel
/// between the first and the frequencies.
/// </summary>
internal sealed class LogarithmGrid
{
    /// <param name="data">The frequencies of the kernel.</param>
    /// <param name="answerTau">Time constants in s at which ln gamma is reported.</param>
    /// <param name="perDecade">Density of the nodes.</param>
    /// <param name="extensionDecades">How far the nodes reach beyond the frequencies, in decades.</param>
    /// <param name="range">The spectrum whose frequencies set the range; null: the same.</param>
    public LogarithmGrid(
        WeightedSpectrum data,
        double[] answerTau,
        double perDecade,
        double extensionDecades,
        WeightedSpectrum? range = null
    )
    {
        range ??= data;
        var low = -range.LogOmega[0] - extensionDecades * Math.Log(10);
        var high = -range.LogOmega[^1] + extensionDecades * Math.Log(10);
        var count = Math.Max(16, (int)Math.Ceiling((high - low) / Math.Log(10) * perDecade) + 1);
        Step = (high - low) / (count - 1);
        Nodes = new double[count];
        for (var m = 0; m < count; m++)
            Nodes[m] = low + m * Step;
        Answer = answerTau.Select(tau => Math.Log(tau)).ToArray();

        var n = data.Points;
        Kernel = new double[2 * n * count];
        for (var k = 0; k < n; k++)
        for (var m = 0; m < count; m++)
        {
            var x = Math.Exp(data.LogOmega[k] + Nodes[m]);
            var share = Step / (1 + x * x);
            Kernel[k * count + m] = share;
            Kernel[(n + k) * count + m] = -x * share;
        }
        Interpolation = Answer.Select(Stencil).ToArray();
    }

    /// <summary>ln tau, even.</summary>
    public double[] Nodes { get; }

    public double Step { get; }

    /// <summary>ln tau of the answer.</summary>
    public double[] Answer { get; }

    /// <summary>Mean distance of the points of the answer in ln tau.</summary>
    public double AnswerCell => Answer.Length > 1 ? (Answer[^1] - Answer[0]) / (Answer.Length - 1) : 0.1;

    /// <summary>2N rows: the impedance of gamma = 1 ohm at each node.</summary>
    public double[] Kernel { get; }

    /// <summary>For each point of the answer the nodes and shares of cubic interpolation; a line outside.</summary>
    public (int Node, double Share)[][] Interpolation { get; }

    private (int Node, double Share)[] Stencil(double logTau)
    {
        var position = (logTau - Nodes[0]) / Step;
        var last = Nodes.Length - 1;
        if (position <= 0)
            return [(0, 1 - position), (1, position)];
        if (position >= last)
            return [(last, 1 + position - last), (last - 1, last - position)];
        var first = Math.Clamp((int)position - 1, 0, last - 3);
        var t = position - first;
        return
        [
            (first, -(t - 1) * (t - 2) * (t - 3) / 6),
            (first + 1, t * (t - 2) * (t - 3) / 2),
            (first + 2, -t * (t - 1) * (t - 3) / 2),
            (first + 3, t * (t - 1) * (t - 2) / 6),
        ];
    }
}
