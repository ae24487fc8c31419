using EdgeTester.NanoSurface.Checks;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface;

/// <summary>
/// Reads a compiled assembly and names what nanoFramework's metadata processor or interpreter cannot do although the compiler
/// lets it pass: generics, arrays of several dimensions, bodies in interfaces, pointers and stack memory, statics that are
/// initialised from another class (their order is not defined on the device), Math where data flow, numbers that lose their sign.
/// </summary>
public static class AssemblyCheck
{
    /// <summary>All violations, each with its place.</summary>
    public static IReadOnlyList<string> FindViolations(Stream assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return module.GetTypes().Where(t => t.FullName != "<Module>").SelectMany(OfType).Distinct().ToList();
    }

    private static IEnumerable<string> OfType(TypeDefinition type)
    {
        if (type.HasGenericParameters)
            yield return $"{type.FullName}: a generic type";
        foreach (var field in type.Fields)
            if (Unfit(field.FieldType) is { } why)
                yield return $"{type.FullName}.{field.Name}: {why}";
        foreach (var method in type.Methods)
        foreach (var violation in OfMethod(type, method))
            yield return $"{type.FullName}.{method.Name}: {violation}";
    }

    private static IEnumerable<string> OfMethod(TypeDefinition type, MethodDefinition method)
    {
        if (method.HasGenericParameters)
            yield return "a generic method";
        if (type.IsInterface && method.HasBody)
            yield return "a body in an interface";
        foreach (var used in method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType))
            if (Unfit(used) is { } why)
                yield return why;
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            if (Unfit(variable.VariableType) is { } why)
                yield return why;
        foreach (var lost in SignCheck.Find(method))
            yield return lost;
        foreach (var instruction in method.Body.Instructions)
            if (OfInstruction(type, method, instruction) is { } violation)
                yield return violation;
    }

    private static string? OfInstruction(
        TypeDefinition type,
        MethodDefinition method,
        Instruction instruction
    )
    {
        if (instruction.OpCode.Code is Code.Localloc)
            return "stackalloc";
        if (instruction.OpCode.Code is Code.Cpblk or Code.Initblk or Code.Calli)
            return $"unsafe code ({instruction.OpCode.Name})";
        switch (instruction.Operand)
        {
            case GenericInstanceMethod generic:
                return $"calls the generic method {generic.Name}";
            case MethodReference { DeclaringType.FullName: "System.Math" } when IsDataPath(type):
                return "uses Math, which is single precision on the device";
            case MethodReference called when Unfit(called.DeclaringType) is { } why:
                return why;
            case FieldReference field
                when method is { IsConstructor: true, IsStatic: true }
                    && instruction.OpCode.Code is Code.Ldsfld or Code.Ldsflda:
                return field.DeclaringType.FullName == type.FullName
                    ? null
                    : $"a static is initialised from {field.DeclaringType.FullName}.{field.Name}";
            case TypeReference reference:
                return Unfit(reference);
            default:
                return null;
        }
    }

    private static bool IsDataPath(TypeDefinition type)
    {
        for (; type.DeclaringType is not null; type = type.DeclaringType) { }
        return DeviceRules.DataPaths.Any(path =>
            type.Namespace == path || type.Namespace.StartsWith(path + ".", StringComparison.Ordinal)
        );
    }

    private static string? Unfit(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => $"uses the generic type {generic.Name}",
            ArrayType { Rank: > 1 } => "an array of several dimensions",
            ArrayType array => Unfit(array.ElementType),
            PointerType => "a pointer",
            ByReferenceType reference => Unfit(reference.ElementType),
            _ => null,
        };
}
