using Mono.Cecil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>What nanoFramework's interpreter knows of a value on the evaluation stack: it carries its type with it, sign included.</summary>
public enum StackKind : byte
{
    /// <summary>A reference, a struct, nothing that is calculated with.</summary>
    Other,

    /// <summary>32 bits with a sign; bytes, shorts, characters and booleans become it when they are loaded.</summary>
    Int32,

    /// <summary>32 bits without a sign.</summary>
    UInt32,

    /// <summary>64 bits with a sign.</summary>
    Int64,

    /// <summary>64 bits without a sign.</summary>
    UInt64,

    /// <summary>Float or double.</summary>
    Float,
}

/// <summary>Kinds of declared types.</summary>
public static class StackKinds
{
    /// <summary>The kind that a value of a type has once it is loaded.</summary>
    public static StackKind Of(TypeReference type)
    {
        if (type is ByReferenceType or ArrayType or PointerType)
            return StackKind.Other;
        switch (type.MetadataType)
        {
            case MetadataType.Boolean:
            case MetadataType.Char:
            case MetadataType.SByte:
            case MetadataType.Byte:
            case MetadataType.Int16:
            case MetadataType.UInt16:
            case MetadataType.Int32:
                return StackKind.Int32;
            case MetadataType.UInt32:
                return StackKind.UInt32;
            case MetadataType.Int64:
                return StackKind.Int64;
            case MetadataType.UInt64:
                return StackKind.UInt64;
            case MetadataType.Single:
            case MetadataType.Double:
                return StackKind.Float;
            default:
                var definition = type is TypeDefinition own ? own : null;
                return definition is { IsEnum: true }
                    ? Of(definition.Fields.First(f => !f.IsStatic).FieldType)
                    : StackKind.Other;
        }
    }

    /// <summary>Whether the interpreter takes it for a number without a sign.</summary>
    public static bool IsUnsigned(this StackKind kind) => kind is StackKind.UInt32 or StackKind.UInt64;
}
