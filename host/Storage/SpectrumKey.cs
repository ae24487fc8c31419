using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>Names one spectrum.</summary>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="Spectrum">Its number in this run and channel, from 0.</param>
public readonly record struct SpectrumKey(RunId Run, byte Channel, uint Spectrum);
