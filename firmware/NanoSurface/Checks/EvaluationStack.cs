using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>
/// Follows the evaluation stack of a method as nanoFramework's interpreter sees it: every value brings its type along, a result has the
/// type of the left operand, and a cast between int and uint is no instruction and changes nothing. Variables, fields and arrays give a
/// value their own type back.
/// </summary>
public static class EvaluationStack
{
    /// <summary>Each instruction of a method with the kinds that lie on the stack before it, the topmost last.</summary>
    public static IEnumerable<(Instruction Instruction, IReadOnlyList<StackKind> Stack)> Walk(
        MethodDefinition method
    )
    {
        var stack = new List<StackKind>();
        var atTarget = new Dictionary<Instruction, List<StackKind>>();
        foreach (
            var handler in method.Body.ExceptionHandlers.Where(h =>
                h.HandlerType == ExceptionHandlerType.Catch
            )
        )
            atTarget[handler.HandlerStart] = [StackKind.Other];
        var isReached = true;
        foreach (var instruction in method.Body.Instructions)
        {
            if (atTarget.TryGetValue(instruction, out var known))
                stack = isReached ? Merge(known, stack) : [.. known];
            else if (!isReached)
                stack = [];
            yield return (instruction, stack);
            Apply(instruction, method, stack);
            switch (instruction.Operand)
            {
                case Instruction target:
                    Remember(target);
                    break;
                case Instruction[] targets:
                    foreach (var target in targets)
                        Remember(target);
                    break;
            }
            isReached =
                instruction.OpCode.FlowControl
                    is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);

            void Remember(Instruction target)
            {
                if (target.Offset > instruction.Offset)
                    atTarget[target] = atTarget.TryGetValue(target, out var before)
                        ? Merge(before, stack)
                        : [.. stack];
            }
        }
    }

    // Where two ways meet the worse one counts: a value that may come without its sign.
    private static List<StackKind> Merge(List<StackKind> a, List<StackKind> b) =>
        a.Count != b.Count ? a : a.Zip(b, (x, y) => x.IsUnsigned() ? x : y).ToList();

    private static void Apply(Instruction instruction, MethodDefinition method, List<StackKind> stack)
    {
        var code = instruction.OpCode;
        if (code.Code is Code.Dup)
        {
            stack.Add(stack.Count > 0 ? stack[^1] : StackKind.Other);
            return;
        }
        if (
            code.Code
            is Code.Add
                or Code.Sub
                or Code.Mul
                or Code.Div
                or Code.Rem
                or Code.And
                or Code.Or
                or Code.Xor
                or Code.Shl
                or Code.Shr
                or Code.Shr_Un
                or Code.Div_Un
                or Code.Rem_Un
        )
        {
            // The left operand stays where it is, with its type.
            Pop(stack, 1);
            return;
        }
        if (code.Code is Code.Neg or Code.Not)
            return;
        Pop(stack, Popped(instruction, method));
        if (Pushed(instruction, method) is { } kind)
            stack.Add(kind);
    }

    private static void Pop(List<StackKind> stack, int count) =>
        stack.RemoveRange(Math.Max(0, stack.Count - count), Math.Min(count, stack.Count));

    private static int Popped(Instruction instruction, MethodDefinition method)
    {
        if (
            instruction.Operand is MethodReference called
            && instruction.OpCode.FlowControl == FlowControl.Call
        )
            return called.Parameters.Count
                + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0);
        return instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1
            or StackBehaviour.Popi_pop1
            or StackBehaviour.Popi_popi
            or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8
            or StackBehaviour.Popref_pop1
            or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Popi_popi_popi
            or StackBehaviour.Popref_popi_popi
            or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4
            or StackBehaviour.Popref_popi_popr8
            or StackBehaviour.Popref_popi_popref => 3,
            StackBehaviour.Varpop => method.ReturnType.MetadataType == MetadataType.Void ? 0 : 1,
            _ => int.MaxValue,
        };
    }

    private static StackKind? Pushed(Instruction instruction, MethodDefinition method)
    {
        switch (instruction.Operand)
        {
            case MethodReference called when instruction.OpCode.FlowControl == FlowControl.Call:
                if (instruction.OpCode.Code == Code.Newobj)
                    return StackKind.Other;
                return called.ReturnType.MetadataType == MetadataType.Void
                    ? null
                    : StackKinds.Of(called.ReturnType);
            case FieldReference field when instruction.OpCode.Code is Code.Ldfld or Code.Ldsfld:
                return StackKinds.Of(field.FieldType);
            case VariableDefinition variable when IsLoad(instruction):
                return StackKinds.Of(variable.VariableType);
            case ParameterDefinition parameter when IsLoad(instruction):
                return StackKinds.Of(parameter.ParameterType);
            case TypeReference type
                when instruction.OpCode.Code is Code.Ldobj or Code.Unbox_Any or Code.Ldelem_Any:
                return StackKinds.Of(type);
        }
        if (Numbered(instruction, method) is { } numbered)
            return numbered;
        return instruction.OpCode.Code switch
        {
            Code.Ldelem_U4 or Code.Ldind_U4 or Code.Conv_U4 or Code.Conv_Ovf_U4 => StackKind.UInt32,
            Code.Conv_U8 or Code.Conv_Ovf_U8 => StackKind.UInt64,
            Code.Ldelem_R4 or Code.Ldelem_R8 or Code.Ldind_R4 or Code.Ldind_R8 => StackKind.Float,
            Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un or Code.Ldc_R4 or Code.Ldc_R8 => StackKind.Float,
            Code.Ldelem_I8 or Code.Ldind_I8 or Code.Conv_I8 or Code.Ldc_I8 => StackKind.Int64,
            _ => instruction.OpCode.StackBehaviourPush switch
            {
                StackBehaviour.Push0 => null,
                StackBehaviour.Pushi => StackKind.Int32,
                StackBehaviour.Pushi8 => StackKind.Int64,
                StackBehaviour.Pushr4 or StackBehaviour.Pushr8 => StackKind.Float,
                _ => StackKind.Other,
            },
        };
    }

    private static bool IsLoad(Instruction instruction) =>
        instruction.OpCode.Code is Code.Ldloc or Code.Ldloc_S or Code.Ldarg or Code.Ldarg_S;

    // ldloc.0 to ldloc.3 and ldarg.0 to ldarg.3
    private static StackKind? Numbered(Instruction instruction, MethodDefinition method)
    {
        var code = instruction.OpCode.Code;
        if (code is >= Code.Ldloc_0 and <= Code.Ldloc_3)
            return StackKinds.Of(method.Body.Variables[code - Code.Ldloc_0].VariableType);
        if (code is < Code.Ldarg_0 or > Code.Ldarg_3)
            return null;
        var place = code - Code.Ldarg_0 - (method.HasThis ? 1 : 0);
        return place < 0 ? StackKind.Other : StackKinds.Of(method.Parameters[place].ParameterType);
    }
}
