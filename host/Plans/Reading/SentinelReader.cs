using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Reads how a plan looks for shorts.</summary>
internal static class SentinelReader
{
    public static Sentinel Read(ObjectReader root)
    {
        if (root.Value("sentinel") is { Kind: JsonKind.Text })
            return root.Choice("sentinel") == "on" ? new Sentinel { IsOn = true } : Sentinel.Off;
        if (root.Child("sentinel") is not { } from)
            return Sentinel.Off;
        var standard = new Sentinel { IsOn = true };
        return standard with
        {
            Action = from.Choice("after_soft_short") switch
            {
                "go_on" => SoftShortAction.Record,
                "stop_if_irreversible" => SoftShortAction.StopIfIrreversible,
                _ => SoftShortAction.Stop,
            },
            NoiseShare = from.Number("noise_percent") * 0.01 ?? standard.NoiseShare,
            ConductanceRise = from.Number("conductance_rise_percent") * 0.01 ?? standard.ConductanceRise,
            RunawayVolt = from.Number("runaway_voltage_V"),
        };
    }
}
