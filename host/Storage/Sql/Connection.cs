namespace EdgeTester.Storage.Sql;

/// <summary>
/// A connection to a database. Statements are written once for all databases: parameters are "?" or "?1", and in braces
/// stands what each database calls differently: {larger} and {smaller} of two values, {other} for the hint to use the
/// index of all frames that are not samples, {lock} for holding the rows of a query until the commit, {skip locked} for the
/// same but without those that others hold.
/// </summary>
internal abstract class Connection : IDisposable
{
    /// <summary>Prepares a statement.</summary>
    public abstract Statement Prepare(string sql);

    public abstract void Dispose();
}
