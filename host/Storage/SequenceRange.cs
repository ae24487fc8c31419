namespace EdgeTester.Storage;

/// <summary>Sequences from <paramref name="First"/> up to and without <paramref name="End"/>.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The first after it.</param>
public readonly record struct SequenceRange(long First, long End)
{
    /// <summary>How many.</summary>
    public long Count => End - First;
}
