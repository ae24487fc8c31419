namespace EdgeTester.Storage;

/// <summary>The store cannot do what was asked; nothing of it was done. The message says what to do next.</summary>
public sealed class StoreException(StoreFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public StoreFailure Failure { get; } = failure;
}
