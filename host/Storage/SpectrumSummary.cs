namespace EdgeTester.Storage;

/// <summary>One spectrum without its points.</summary>
/// <param name="Spectrum">Its number, from 0.</param>
/// <param name="Points">Points that are stored.</param>
/// <param name="Expected">Points that it is to have; where the device ended it early, those that it measured.</param>
/// <param name="Complete">All of them are there.</param>
/// <param name="Step">Index in the step table.</param>
/// <param name="StepCount">How many steps had begun since the run began.</param>
/// <param name="Cycle">Cycle from 0.</param>
/// <param name="ElapsedFirst">Time of the first point, microseconds since the run began.</param>
/// <param name="ElapsedLast">Time of the last point.</param>
public sealed record SpectrumSummary(
    uint Spectrum,
    int Points,
    int Expected,
    bool Complete,
    int Step,
    uint StepCount,
    uint Cycle,
    long ElapsedFirst,
    long ElapsedLast
);
