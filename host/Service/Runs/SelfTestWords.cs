using System.Globalization;
using EdgeTester.Contracts;

namespace EdgeTester.Service.Runs;

/// <summary>What a self-test found, in words.</summary>
internal static class SelfTestWords
{
    private const int Board = 255;

    /// <summary>What a tester says of its last self-test; null where all is well.</summary>
    public static string? Of(DeviceDescription description) =>
        description.SelfTest == SelfTestPart.None
            ? null
            : Of(
                description.SelfTest,
                description.SelfTestChannel,
                description.SelfTestRead,
                description.SelfTestExpected
            );

    /// <summary>What an event says of it.</summary>
    public static string Of(RunEvent happened)
    {
        if (!(happened.Value1 >= 1 && happened.Value1 < 65536))
            return "Self-test: all is well";
        var code = (int)happened.Value1;
        return $"Self-test failed: {Of((SelfTestPart)(code & 255), code >> 8, happened.Value2, happened.Value3)}";
    }

    private static string Of(SelfTestPart part, int channel, double read, double expected)
    {
        var what = part switch
        {
            SelfTestPart.CoarseVoltage => "the converter of the wide voltage",
            SelfTestPart.Current => "the converter of the current",
            SelfTestPart.FineVoltage => "the converter of the narrow voltage",
            SelfTestPart.SetPoint => "the set-point's register",
            SelfTestPart.Latch => "the latch of relays and ranges",
            SelfTestPart.Generator => "the identity of the waveform generator",
            SelfTestPart.GeneratorReference => "the reference of the waveform generator",
            SelfTestPart.Memory => "the memory of the checkpoints",
            _ => $"part {(int)part}",
        };
        var where = channel == Board ? "" : $" of channel {channel}";
        var found = part switch
        {
            SelfTestPart.Latch or SelfTestPart.Memory => Text($"{read:F0} bytes are wrong"),
            SelfTestPart.SetPoint or SelfTestPart.Generator => Text($"{read:F0} instead of {expected:F0}"),
            _ => Text($"{read:G5} V instead of {expected:G5} V"),
        };
        return $"{what}{where}, {found}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
