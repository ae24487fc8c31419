using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Cost;

/// <summary>
/// What an instruction costs on nanoFramework's interpreter, from the times of whole statements in ../shared/spec/nano.md (desktop core). A
/// loop of seven instructions takes 44 ns, a multiply-add over an array with its loop fifteen and 78 ns, a byte of CRC-32 by table sixteen
/// and 105 ns: 5 to 6.5 ns an instruction, of which the highest is taken. Calls, objects and properties have figures of their own.
/// </summary>
public static class CostModel
{
    /// <summary>An instruction that does no more than move, calculate with whole numbers, or jump, in nanoseconds.</summary>
    public const double Plain = 6.5;

    /// <summary>
    /// A sum, product or quotient of doubles. The ESP32 has no unit for doubles and calculates them by a subroutine of 60 to 120 clocks, which
    /// the desktop's times do not show: 10 ns times <see cref="Esp32Psram"/> are 84 clocks of 240 MHz.
    /// </summary>
    public const double FloatOperation = 16.5;

    /// <summary>A call to a method that is known, its return included.</summary>
    public const double StaticCall = 89;

    /// <summary>A call by way of an interface.</summary>
    public const double InterfaceCall = 130;

    /// <summary>A call to a virtual method.</summary>
    public const double VirtualCall = 196;

    /// <summary>Reading or writing a property: half of both.</summary>
    public const double PropertyCall = 74;

    /// <summary>A new object with its share of collection.</summary>
    public const double NewObject = 230;

    /// <summary>How many times slower an ESP32 of 240 MHz with PSRAM is than the desktop core of the other figures.</summary>
    public const double Esp32Psram = 35;

    /// <summary>Nanoseconds of one instruction on the desktop's interpreter.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="onFloats">Whether its operands are floats or doubles.</param>
    public static double Of(Instruction instruction, bool onFloats)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Nop:
                return 0;
            case Code.Newobj:
            case Code.Newarr:
            case Code.Box:
                return NewObject;
            case Code.Call:
            case Code.Callvirt:
                return OfCall((MethodReference)instruction.Operand);
            case Code.Add:
            case Code.Sub:
            case Code.Mul:
            case Code.Div:
            case Code.Rem:
                return onFloats ? FloatOperation : Plain;
            default:
                return Plain;
        }
    }

    private static double OfCall(MethodReference called)
    {
        var definition = called as MethodDefinition ?? called.Resolve();
        if (definition is null)
            return StaticCall;
        if (definition.DeclaringType.IsInterface)
            return InterfaceCall;
        if (definition.IsVirtual && !definition.IsFinal && !definition.DeclaringType.IsSealed)
            return VirtualCall;
        return definition.IsGetter || definition.IsSetter ? PropertyCall : StaticCall;
    }
}
