using System.Net.Sockets;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>Says what a failure of PostgreSQL means for people.</summary>
internal static class PostgresFailure
{
    private const string OutOfDisk = PostgresErrorCodes.DiskFull;

    /// <summary>Two hosts wrote at the same time and the server chose the other one.</summary>
    public static bool MayRepeat(Exception e)
    {
        return e is PostgresException known
            && known.SqlState
                is PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.UniqueViolation;
    }

    /// <summary>Any failure in our words.</summary>
    /// <param name="e">The failure.</param>
    /// <param name="shown">The address without a password.</param>
    public static StoreException Explain(Exception e, string shown)
    {
        return e switch
        {
            StoreException known => known,
            PostgresException { SqlState: OutOfDisk } => NoRoom(shown, e),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new StoreException(
                StoreFailure.NotUsable,
                $"There is no such database as {shown}. Make it: createdb -E UTF8 NAME",
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } => new StoreException(
                StoreFailure.NotUsable,
                $"{shown} refuses the user or the password. Give postgres://user:password@host/database",
                e
            ),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
                new StoreException(
                    StoreFailure.NotUsable,
                    $"{shown} does not allow it: {denied.MessageText}. Give the user the right to create in this database.",
                    e
                ),
            PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new StoreException(
                StoreFailure.Busy,
                $"Another program holds {shown} for too long. End it, or wait until it is done.",
                e
            ),
            PostgresException known => new StoreException(
                StoreFailure.Failed,
                $"{shown} refused: {known.MessageText} ({known.SqlState}).",
                e
            ),
            NpgsqlException or SocketException or TimeoutException or IOException => new StoreException(
                StoreFailure.Failed,
                $"{shown} cannot be reached: {e.Message} Check that PostgreSQL runs there; testers keep their records until then.",
                e
            ),
            _ => new StoreException(StoreFailure.Failed, $"Using {shown} failed: {e.Message}", e),
        };
    }

    /// <summary>There is no room.</summary>
    public static StoreException NoRoom(string shown, Exception? inner = null)
    {
        return new StoreException(
            StoreFailure.DiskFull,
            $"There is no room left on the disk of {shown}. Free some: testers keep their records until then, and nothing that was acknowledged is lost.",
            inner
        );
    }
}
