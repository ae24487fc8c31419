using EdgeTester.NanoSurface.Checks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace EdgeTester.NanoSurface.Cost;

/// <summary>
/// Makes a copy of an assembly that adds up what its own instructions would cost on nanoFramework's interpreter: at the head of every
/// stretch without a jump stands the sum of the stretch.
/// </summary>
public static class CostCounter
{
    /// <summary>Full name of the class with the counters, public static fields of the copy.</summary>
    public const string TypeName = "EdgeTester.NanoCost.Counter";

    /// <summary>What the fields of picoseconds begin with, one of each method, with its full name behind.</summary>
    public const string Picoseconds = "ps ";

    /// <summary>The field of executed instructions.</summary>
    public const string Instructions = "Instructions";

    /// <summary>Reads an assembly and writes the copy.</summary>
    /// <param name="path">The assembly; what it refers to lies beside it.</param>
    /// <param name="copy">Where the copy goes.</param>
    public static void Instrument(string path, Stream copy)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(
            path,
            new ReaderParameters { AssemblyResolver = resolver }
        );
        var counter = new TypeDefinition(
            "EdgeTester.NanoCost",
            "Counter",
            TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Class,
            module.TypeSystem.Object
        );
        var instructions = Field(Instructions);
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).ToList())
            Instrument(method, Field(Picoseconds + CallGraph.Name(method)), instructions);
        module.Types.Add(counter);
        module.Write(copy);

        FieldDefinition Field(string name)
        {
            var field = new FieldDefinition(
                name,
                FieldAttributes.Public | FieldAttributes.Static,
                module.TypeSystem.Int64
            );
            counter.Fields.Add(field);
            return field;
        }
    }

    private static void Instrument(
        MethodDefinition method,
        FieldDefinition picoseconds,
        FieldDefinition instructions
    )
    {
        var costs = EvaluationStack
            .Walk(method)
            .Select(at =>
                (
                    at.Instruction,
                    Nanoseconds: CostModel.Of(
                        at.Instruction,
                        at.Stack.Count > 0 && at.Stack[^1] == StackKind.Float
                    )
                )
            )
            .ToList();
        var heads = HeadsOf(method);
        method.Body.SimplifyMacros();
        var stretches = new List<(Instruction Head, double Nanoseconds, int Count)>();
        foreach (var (instruction, nanoseconds) in costs)
        {
            if (stretches.Count == 0 || heads.Contains(instruction))
                stretches.Add((instruction, 0, 0));
            var last = stretches[^1];
            var counts = instruction.OpCode.Code == Code.Nop ? 0 : 1;
            stretches[^1] = (last.Head, last.Nanoseconds + nanoseconds, last.Count + counts);
        }
        var processor = method.Body.GetILProcessor();
        var first = new Dictionary<Instruction, Instruction>();
        foreach (var (head, nanoseconds, count) in stretches.Where(s => s.Count > 0))
        {
            var added = Adding(processor, picoseconds, (long)(nanoseconds * 1000))
                .Concat(Adding(processor, instructions, count))
                .ToList();
            foreach (var instruction in added)
                processor.InsertBefore(head, instruction);
            first[head] = added[0];
        }
        Retarget(method.Body, first);
        method.Body.OptimizeMacros();
    }

    private static IEnumerable<Instruction> Adding(ILProcessor processor, FieldDefinition field, long value)
    {
        yield return processor.Create(OpCodes.Ldsfld, field);
        yield return processor.Create(OpCodes.Ldc_I8, value);
        yield return processor.Create(OpCodes.Add);
        yield return processor.Create(OpCodes.Stsfld, field);
    }

    private static HashSet<Instruction> HeadsOf(MethodDefinition method)
    {
        var heads = new HashSet<Instruction>();
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                heads.Add(target);
            if (instruction.Operand is Instruction[] targets)
                heads.UnionWith(targets);
            var flow = instruction.OpCode.FlowControl;
            if (flow is FlowControl.Branch or FlowControl.Cond_Branch && instruction.Next is not null)
                heads.Add(instruction.Next);
        }
        foreach (var handler in method.Body.ExceptionHandlers)
        {
            heads.Add(handler.TryStart);
            heads.Add(handler.HandlerStart);
            if (handler.HandlerEnd is not null)
                heads.Add(handler.HandlerEnd);
        }
        return heads;
    }

    private static void Retarget(MethodBody body, Dictionary<Instruction, Instruction> first)
    {
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target && first.TryGetValue(target, out var moved))
                instruction.Operand = moved;
            if (instruction.Operand is Instruction[] targets)
                instruction.Operand = targets.Select(t => first.GetValueOrDefault(t, t)).ToArray();
        }
        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = first.GetValueOrDefault(handler.TryStart, handler.TryStart);
            handler.TryEnd = first.GetValueOrDefault(handler.TryEnd, handler.TryEnd);
            handler.HandlerStart = first.GetValueOrDefault(handler.HandlerStart, handler.HandlerStart);
            if (handler.HandlerEnd is not null)
                handler.HandlerEnd = first.GetValueOrDefault(handler.HandlerEnd, handler.HandlerEnd);
        }
    }
}
