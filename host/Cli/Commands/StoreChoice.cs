using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Service;
using EdgeTester.Storage;
using EdgeTester.Storage.Sql;

namespace EdgeTester.Cli.Commands;

/// <summary>The options that say which store a command is about.</summary>
internal sealed class StoreChoice
{
    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of a host's data",
        HelpName = "DIR",
        DefaultValueFactory = _ => "edgetester-data",
    };

    private readonly Option<string?> _store = new("--store")
    {
        Description = "The store itself, instead of --data",
        HelpName = "postgres://USER:PASSWORD@HOST:PORT/DATABASE|FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_store);
    }

    /// <summary>The address that was given.</summary>
    public string AddressOf(ParseResult result) =>
        result.GetValue(_store)
        ?? Path.Combine(Path.GetFullPath(result.GetValue(_data)!), EdgeTesterHost.DatabaseName);

    /// <summary>Opens the store, which must be there, and works on it.</summary>
    /// <exception cref="CliException">It is not there, or refuses.</exception>
    public async Task<int> UseAsync(ParseResult result, Func<SqlRunStore, Task<int>> work)
    {
        try
        {
            await using var store = RunStores.OpenExisting(AddressOf(result), TimeProvider.System);
            return await work(store);
        }
        catch (StoreException e)
        {
            throw new CliException(ExitCode.Unavailable, e.Message);
        }
    }

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) =>
        bytes switch
        {
            < 10_000 => $"{bytes} bytes",
            < 10_000_000 => $"{bytes / 1e3:0} kB",
            < 10_000_000_000 => $"{bytes / 1e6:0} MB",
            _ => $"{bytes / 1e9:0.0} GB",
        };
}
