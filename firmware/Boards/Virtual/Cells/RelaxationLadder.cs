namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// A row of parallel RC elements in series, the state-space form of a passive element: node k obeys
/// dv/dt = -v/tau_k + i R_k/tau_k. Nodes beyond <see cref="Count"/> R and tau pairs are a series capacitor.
/// </summary>
/// <param name="Resistances">Resistance of each node in ohm (or as a share of the element's).</param>
/// <param name="TimeConstants">Time constant of each node in second (or as a multiple of the element's).</param>
/// <param name="Elastance">1/C of a capacitor in series, in 1/farad; 0 = none.</param>
public sealed record RelaxationLadder(double[] Resistances, double[] TimeConstants, double Elastance = 0)
{
    // The fastest node that matters at 1 MHz, the slowest at 10 uHz; beyond them nodes are lumped.
    private const double FastestSeconds = 1.2e-8;
    private const double SlowestSeconds = 3e5;

    private const double WideStep = 1.15;
    private const double NarrowStep = 0.9;

    /// <summary>Number of RC nodes.</summary>
    public int Count => Resistances.Length;

    /// <summary>One node: an ideal RC element.</summary>
    /// <param name="resistance">Ohm.</param>
    /// <param name="timeConstant">Second.</param>
    public static RelaxationLadder Single(double resistance, double timeConstant) =>
        new([resistance], [timeConstant]);

    /// <summary>
    /// A resistor parallel to a constant phase element, R / (1 + (j 2 pi f tau)^alpha), by the trapezoid rule over its
    /// distribution of relaxation times (Cole and Cole 1941, doi:10.1063/1.1750906) with a step that narrows at the peak.
    /// The shares add up to one; times are in units of the element's own.
    /// </summary>
    /// <param name="alpha">Exponent, 0.3 to 1.</param>
    /// <param name="typicalTimeConstant">Second; decides how far the fast tail is resolved.</param>
    public static RelaxationLadder Zarc(double alpha, double typicalTimeConstant)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(typicalTimeConstant);
        if (!(alpha is >= 0.3 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A ZARC needs an alpha of 0.3 to 1.");
        }
        if (alpha > 1 - 1e-6)
        {
            return Single(1, 1);
        }
        double sine = Math.Sin((1 - alpha) * Math.PI);
        double cosine = Math.Cos((1 - alpha) * Math.PI);
        double width = Math.PI * (1 - alpha) / alpha;
        double slowEnd = Math.Log(sine / (Math.PI * alpha) / 1e-5) / alpha;
        double fastEnd = Math.Min(0, Math.Log(FastestSeconds / typicalTimeConstant));
        double fastTail = -Math.Log(sine / (Math.PI * alpha) / 1e-12) / alpha;

        var nodes = new List<(double Share, double Log)>();
        void Walk(int direction, double end)
        {
            for (int step = direction > 0 ? 0 : -1; ; step += direction)
            {
                double x = Position(step, width);
                double density = sine / (2 * Math.PI * (Math.Cosh(alpha * x) - cosine));
                double share = density / (1 / WideStep + 1 / (NarrowStep * Math.Sqrt(x * x + width * width)));
                nodes.Add((share, x));
                if (x * direction > end * direction)
                {
                    return;
                }
            }
        }
        Walk(1, Math.Max(slowEnd, 3));
        Walk(-1, Math.Min(fastTail, -3));
        nodes.Sort((a, b) => a.Log.CompareTo(b.Log));
        LumpFast(nodes, Math.Max(fastEnd, fastTail) - WideStep);
        double total = nodes.Sum(node => node.Share);
        return new(
            nodes.Select(node => node.Share / total).ToArray(),
            nodes.Select(node => Math.Exp(node.Log)).ToArray()
        );
    }

    /// <summary>
    /// A constant phase element 1 / (Q (j 2 pi f)^alpha): the power-law distribution in even steps of ln tau, its slow
    /// end as a capacitor.
    /// </summary>
    /// <param name="q">S s^alpha.</param>
    /// <param name="alpha">0.3 to 1; 1 is a capacitor of q farad.</param>
    public static RelaxationLadder ConstantPhase(double q, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(q);
        if (!(alpha is >= 0.3 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A CPE needs an alpha of 0.3 to 1.");
        }
        if (alpha > 1 - 1e-6)
        {
            return new([], [], 1 / q);
        }
        double scale = Math.Sin(Math.PI * alpha) / (Math.PI * q) * WideStep;
        var nodes = new List<(double Share, double Log)>();
        double fastEnd = Math.Log(FastestSeconds) - WideStep;
        double slowEnd = Math.Log(SlowestSeconds);
        double x = fastEnd - 30 / alpha;
        for (; x < slowEnd; x += WideStep)
        {
            nodes.Add((scale * Math.Exp(alpha * x), x));
        }
        // What is slower only adds up elastance: a geometric series of R/tau.
        double elastance = scale * Math.Exp((alpha - 1) * x) / (1 - Math.Exp((alpha - 1) * WideStep));
        LumpFast(nodes, fastEnd);
        return new(
            nodes.Select(node => node.Share).ToArray(),
            nodes.Select(node => Math.Exp(node.Log)).ToArray(),
            elastance
        );
    }

    /// <summary>
    /// Diffusion over a finite length: the modes of R tanh(s)/s (far end open to the flow) or R coth(s)/s (far end
    /// blocked), s^2 = j 2 pi f tau (Barsoukov and Macdonald, doi:10.1002/0471716243, ch. 2). The first modes one by one,
    /// the rest as an integral over the mode number.
    /// </summary>
    /// <param name="resistance">Ohm.</param>
    /// <param name="timeConstant">Second, length squared over diffusivity.</param>
    /// <param name="blocked">Far end blocked: adds the capacitance tau/R.</param>
    public static RelaxationLadder FiniteWarburg(double resistance, double timeConstant, bool blocked)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resistance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeConstant);
        const int single = 12;
        double shift = blocked ? 0 : 0.5;
        var nodes = new List<(double Share, double Log)>();
        void Add(double mode, double weight)
        {
            double square = Math.PI * Math.PI * mode * mode;
            nodes.Add((weight * 2 * resistance / square, Math.Log(timeConstant / square)));
        }
        for (int mode = 1; mode <= single; mode++)
        {
            Add(mode - shift, 1);
        }
        const double panel = 0.9;
        double fastEnd = Math.Log(FastestSeconds);
        double left = Math.Log(single + 0.5 - shift);
        while (Math.Log(timeConstant) - 2 * (Math.Log(Math.PI) + left) > fastEnd - 40)
        {
            foreach (
                var (place, weight) in new[]
                {
                    (-0.7745966692414834, 5 / 18.0),
                    (0, 8 / 18.0),
                    (0.7745966692414834, 5 / 18.0),
                }
            )
            {
                double mode = Math.Exp(left + panel * (1 + place) / 2);
                Add(mode, weight * panel * mode);
            }
            left += panel;
        }
        nodes.Sort((a, b) => a.Log.CompareTo(b.Log));
        LumpFast(nodes, fastEnd);
        return new(
            nodes.Select(node => node.Share).ToArray(),
            nodes.Select(node => Math.Exp(node.Log)).ToArray(),
            blocked ? resistance / timeConstant : 0
        );
    }

    // Even steps of s, where s(x) = x/wide + asinh(x/width)/narrow: narrow steps at the peak, wide ones in the tails.
    private static double Position(int step, double width)
    {
        double low = -80;
        double high = 80;
        for (int i = 0; i < 70; i++)
        {
            double middle = (low + high) / 2;
            double s = middle / WideStep + Math.Asinh(middle / width) / NarrowStep;
            if (s < step)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    // Nodes too fast to matter become one of the same resistance and the same first moment.
    private static void LumpFast(List<(double Share, double Log)> ascending, double limit)
    {
        int count = ascending.FindIndex(node => node.Log >= limit);
        if (count < 2)
        {
            return;
        }
        double share = 0;
        double moment = 0;
        foreach (var node in ascending.Take(count))
        {
            share += node.Share;
            moment += node.Share * Math.Exp(node.Log);
        }
        ascending.RemoveRange(0, count);
        ascending.Insert(0, (share, Math.Log(moment / share)));
    }
}
