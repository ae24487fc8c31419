namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>What one of the option module's generators puts out.</summary>
/// <param name="FrequencyHz">0 where it stands still.</param>
/// <param name="StartSeconds">When its accumulator had the turns at the start.</param>
/// <param name="StartTurns">Accumulator then, with the phase register, in turns.</param>
/// <param name="IsGarbage">What comes out has no meaning.</param>
public readonly record struct GeneratorOutput(
    double FrequencyHz,
    double StartSeconds,
    double StartTurns,
    bool IsGarbage
)
{
    /// <summary>Phase at a moment, in turns.</summary>
    public double Turns(double seconds) =>
        StartTurns + Math.IEEERemainder(FrequencyHz * (seconds - StartSeconds), 1);
}
