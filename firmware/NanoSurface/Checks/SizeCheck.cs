using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>
/// How much byte code an assembly has once upstream's metadata processor has written it: the methods of one assembly are found by an
/// offset of 16 bits, and what does not fit is refused ("Byte code table overflow"). More needs another assembly.
/// </summary>
public static class SizeCheck
{
    /// <summary>Bytes that fit.</summary>
    public const int Limit = 65535;

    /// <summary>Bytes of all methods: a token takes two bytes instead of four, a handler eight and their number one.</summary>
    public static int BytesOf(Stream assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).Sum(BytesOf);
    }

    private static int BytesOf(MethodDefinition method)
    {
        var body = method.Body;
        var tokens = body.Instructions.Count(i =>
            i.OpCode.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineString
                    or OperandType.InlineTok
        );
        var handlers = body.ExceptionHandlers.Count;
        return body.CodeSize - 2 * tokens + (handlers == 0 ? 0 : 1 + 12 * handlers);
    }
}
