namespace EdgeTester.Storage.Sql;

/// <summary>
/// A statement that is bound in order, without boxing, and used again and again. NaN is stored as NULL and comes back
/// as NaN. Not thread-safe.
/// </summary>
internal abstract class Statement : IDisposable
{
    public abstract Statement Add(long value);

    public abstract Statement Add(double value);

    public abstract Statement Add(string value);

    public abstract Statement Add(ReadOnlySpan<byte> value);

    public abstract Statement Add(long? value);

    /// <summary>Goes to the next row; false at the end.</summary>
    public abstract bool Step();

    /// <summary>Runs a statement that gives no rows; it can be bound anew afterwards. May be put off until the next read or commit.</summary>
    public abstract void Run();

    /// <summary>Runs a statement that gives no rows, at once, and tells how many rows it changed.</summary>
    public abstract long Count();

    /// <summary>Makes it ready to be bound anew.</summary>
    public abstract Statement Reset();

    public abstract bool IsNull(int column);

    public abstract long Long(int column);

    public abstract double Double(int column);

    public abstract string Text(int column);

    public abstract ReadOnlySpan<byte> Blob(int column);

    public abstract void Dispose();
}
