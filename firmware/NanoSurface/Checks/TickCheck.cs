using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>
/// Holds what the control tick can reach to two rules: it takes nothing from the heap, and it makes no text. On the device a collection is
/// a gap in the control loop, and a number in words costs as much as the rest of the tick.
/// </summary>
public static class TickCheck
{
    /// <summary>All violations, each with the way from the entry to it.</summary>
    public static IReadOnlyList<string> FindViolations(
        Stream assembly,
        string entry,
        IEnumerable<string> endsAt
    )
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var graph = new CallGraph(module);
        var ends = endsAt.ToList();
        return graph
            .Reach(entry, ends)
            .SelectMany(reached =>
                reached
                    .Key.Body.Instructions.Select(i => Violation(i, reached.Key, graph))
                    .OfType<string>()
                    .Distinct()
                    .Select(why => $"{CallGraph.Name(reached.Key)} {why} ({reached.Value})")
            )
            .ToList();
    }

    private static string? Violation(Instruction instruction, MethodDefinition method, CallGraph graph)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Newarr:
                return $"makes an array of {((TypeReference)instruction.Operand).Name}";
            case Code.Box:
                return $"boxes a {((TypeReference)instruction.Operand).Name}";
            case Code.Newobj:
                var made = ((MethodReference)instruction.Operand).DeclaringType;
                return made.IsValueType || made is TypeDefinition { IsValueType: true }
                    ? null
                    : $"makes a {made.Name}";
        }
        if (instruction.Operand is not MethodReference called || called.DeclaringType is ArrayType)
            return null;
        if (instruction.OpCode.FlowControl != FlowControl.Call || called.DeclaringType.Scope == method.Module)
            return null;
        return DeviceRules.TickMayCall.Contains(CallGraph.Name(called))
            ? null
            : $"calls {called.DeclaringType.Name}.{called.Name}";
    }
}
