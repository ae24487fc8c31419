using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>How a plan looks for shorts that do not collapse the voltage.</summary>
public sealed record Sentinel
{
    /// <summary>No sentinel.</summary>
    public static Sentinel Off { get; } = new();

    /// <summary>Whether constant currents are watched, and checked after each half cycle.</summary>
    public bool IsOn { get; init; }

    /// <summary>What a soft short does to the run.</summary>
    public SoftShortAction Action { get; init; } = SoftShortAction.Stop;

    /// <summary>Voltage noise above this share of |V| is a sign of a soft short.</summary>
    public double NoiseShare { get; init; } = 0.01;

    /// <summary>A conductance above the lowest by more than this share is a sign of a soft short.</summary>
    public double ConductanceRise { get; init; } = 0.15;

    /// <summary>At this |V| in volt the cell has run away; null: do not look.</summary>
    public double? RunawayVolt { get; init; }

    /// <summary>The settings as they cross the wire.</summary>
    internal SentinelSettings ToContract() =>
        new()
        {
            IsOn = IsOn,
            Action = Action,
            NoiseShare = NoiseShare,
            ConductanceRise = ConductanceRise,
            RunawayVolt = RunawayVolt ?? double.NaN,
        };

    /// <summary>
    /// The steps with a check before the first constant current, which finds what the healthy cell is like, and one after each. Jumps and
    /// loops lead where they led; a loop that begins with the constant current still begins there.
    /// </summary>
    internal static List<PlanStep> WithChecks(List<PlanStep> steps)
    {
        var result = new List<PlanStep>();
        var places = new int[steps.Count + 1];
        var isFirst = true;
        for (var k = 0; k < steps.Count; k++)
        {
            if (steps[k] is ConstantCurrentStep first && isFirst)
            {
                if (k == 0 || steps[k - 1] is not ShortCheckStep)
                    result.Add(Check(first));
                isFirst = false;
            }
            places[k] = result.Count;
            result.Add(steps[k]);
            if (
                steps[k] is ConstantCurrentStep current
                && (k + 1 == steps.Count || steps[k + 1] is not ShortCheckStep)
            )
                result.Add(Check(current));
        }
        places[steps.Count] = result.Count;
        return
        [
            .. result.Select(step =>
                step switch
                {
                    LoopStep loop => loop with { Target = places[loop.Target] },
                    _ => step with
                    {
                        Ends =
                        [
                            .. step.Ends.Select(end =>
                                end.Target < steps.Count ? end with { Target = places[end.Target] } : end
                            ),
                        ],
                    },
                }
            ),
        ];
    }

    private static ShortCheckStep Check(ConstantCurrentStep current) =>
        new()
        {
            Number = current.Number,
            Position = current.Position,
            Label = current.Label,
            Current = current.Current,
            Record = current.Record,
            Safety = current.Safety,
            Range = current.Range,
            EveryCycles = current.EveryCycles,
        };
}
