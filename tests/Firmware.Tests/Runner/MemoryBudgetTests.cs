using System.Reflection;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>
/// The tester's whole object graph at the prices of the nanoFramework interpreter (nano.md: an object 12 bytes and 12 a field;
/// arrays 12 and their elements, references 12 each): it must leave room in 80 KB.
/// </summary>
public class MemoryBudgetTests
{
    [Fact]
    public void Eight_channels_fit_the_heap_of_the_device()
    {
        // What Boards/Esp32 sets where there is no PSRAM.
        var options = new TesterOptions
        {
            Serial = "T1",
            ReceiveBytes = 4096,
            BlockSamples = 24,
            WindowFrames = 16,
        };
        var clock = new FakeClock();
        var power = new PowerSwitch();
        var tester = new Tester(
            options,
            clock,
            new FakeFrontEnd(clock, 8),
            new FakeUplink(clock),
            new FakeMemory(Tester.MemorySize(8), power),
            new FakeStore(power)
        );
        tester.Start();
        var bytes = Size(tester, []);
        TestContext.Current.SendDiagnosticMessage($"{bytes} bytes");
        Assert.InRange(bytes, 20_000, 72_000);
    }

    private static long Size(object? value, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
            return 0;
        var type = value.GetType();
        if (value is string text)
            return 12 + text.Length;
        if (value is Array array)
        {
            var element = type.GetElementType()!;
            if (element.IsPrimitive)
                return 12 + (long)Buffer.ByteLength(array);
            return 12 + 12L * array.Length + array.Cast<object?>().Sum(item => Size(item, seen));
        }
        // The ports are the board's, not the core's.
        if (type.Assembly != typeof(Tester).Assembly && type.Namespace != "EdgeTester.Contracts")
            return 0;
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            fields.AddRange(
                at.GetFields(
                    BindingFlags.Instance
                        | BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly
                )
            );
        long sum = 12;
        foreach (var field in fields)
        {
            var isValue =
                field.FieldType.IsValueType && !field.FieldType.IsPrimitive && !field.FieldType.IsEnum;
            sum += isValue ? 24 : 12;
            if (!field.FieldType.IsValueType)
                sum += Size(field.GetValue(value), seen);
        }
        return sum;
    }
}
