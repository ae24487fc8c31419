using System.Reflection;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>
/// An object graph at the prices of the nanoFramework interpreter (nano.md): an object 12 bytes and 12 a field, a string or an array of
/// numbers 12 and its bytes, an array of references 12 and 12 an element, a struct in a field an object of its own.
/// </summary>
public static class NanoHeap
{
    private const int Block = 12;

    /// <summary>Bytes of all that can be reached from an object, without what belongs to the test.</summary>
    public static long SizeOf(object root) => SizeOf(root, []);

    private static long SizeOf(object? value, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
            return 0;
        var type = value.GetType();
        if (value is string text)
            return Rounded(Block + text.Length + 1);
        if (value is Array array)
        {
            var element = type.GetElementType()!;
            if (element.IsPrimitive)
                return Rounded(Block + Buffer.ByteLength(array));
            var own = element.IsValueType ? Block * (2 + Fields(element).Count()) : Block;
            return Block + (long)own * array.Length + array.Cast<object?>().Sum(item => SizeOf(item, seen));
        }
        return type.Namespace!.StartsWith("EdgeTester.Firmware.Tests", StringComparison.Ordinal)
            ? 0
            : Block + FieldsOf(value, type, seen);
    }

    private static long FieldsOf(object value, Type type, HashSet<object> seen)
    {
        long sum = 0;
        foreach (var field in Fields(type))
        {
            sum += Block;
            var isStruct =
                field.FieldType.IsValueType && !field.FieldType.IsPrimitive && !field.FieldType.IsEnum;
            if (isStruct)
                sum += Block + Block * Fields(field.FieldType).Count();
            else if (!field.FieldType.IsValueType)
                sum += SizeOf(field.GetValue(value), seen);
        }
        return sum;
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        const BindingFlags own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            foreach (var field in at.GetFields(own))
                yield return field;
    }

    private static long Rounded(long bytes) => (bytes + Block - 1) / Block * Block;
}
