using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>
/// Finds numbers that the interpreter takes without their sign where C# has one. `(int)unsigned` makes no instruction, so that the value
/// stays unsigned there until a variable, a field or an array has held it: widening it, making a double of it, shifting it to the right
/// or dividing it by remainder then gives another number than .NET (seen on CoreLibrary 1.17.11). Cast to byte, sbyte, short or ushort,
/// or by way of long, where that is what is meant.
/// </summary>
public static class SignCheck
{
    /// <summary>All places in a method.</summary>
    public static IEnumerable<string> Find(MethodDefinition method)
    {
        foreach (var (instruction, stack) in EvaluationStack.Walk(method))
        {
            if (Wrong(instruction, stack) is { } why)
                yield return why;
            if (
                instruction.Operand is MethodReference called
                && instruction.OpCode.FlowControl == FlowControl.Call
            )
                for (var k = 0; k < called.Parameters.Count; k++)
                    if (
                        LosesSign(
                            At(stack, called.Parameters.Count - 1 - k),
                            called.Parameters[k].ParameterType
                        )
                    )
                        yield return $"hands an unsigned number over as the signed {Name(called, k)}";
            if (instruction.OpCode.Code == Code.Ret && LosesSign(At(stack, 0), method.ReturnType))
                yield return "returns an unsigned number as a signed one";
        }
    }

    private static string? Wrong(Instruction instruction, IReadOnlyList<StackKind> stack) =>
        instruction.OpCode.Code switch
        {
            Code.Conv_I8 when At(stack, 0) == StackKind.UInt32 => "widens a number that lost its sign",
            Code.Conv_R8 or Code.Conv_R4 when At(stack, 0).IsUnsigned() =>
                "makes a fraction of a number that lost its sign",
            Code.Shr when At(stack, 1).IsUnsigned() => "shifts a number that lost its sign",
            Code.Rem when At(stack, 1).IsUnsigned() => "takes the remainder of a number that lost its sign",
            _ => null,
        };

    private static bool LosesSign(StackKind kind, TypeReference declared) =>
        kind.IsUnsigned()
        && StackKinds.Of(declared) is StackKind.Int32 or StackKind.Int64
        && kind.IsUnsigned();

    private static string Name(MethodReference called, int parameter) =>
        called.Parameters[parameter].Name is { Length: > 0 } name
            ? $"'{name}' of {called.Name}"
            : $"parameter {parameter} of {called.Name}";

    private static StackKind At(IReadOnlyList<StackKind> stack, int fromTop) =>
        stack.Count > fromTop ? stack[stack.Count - 1 - fromTop] : StackKind.Other;
}
