using System.Diagnostics;

namespace EdgeTester.Messaging;

/// <summary>
/// A PostgreSQL server of one's own in a folder, from Debian's package: for tests, benchmarks and trying out. It listens
/// on a socket in that folder only, so it meets no other server of the machine, and it does not outlive us.
/// A lab runs its server as a service and gives its address.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Who owns its files where we are root: the server refuses to run as root.</summary>
    private const string ServiceUser = "postgres";
    private const int Port = 5432;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly string programs;
    private readonly string folder;
    private readonly string data;
    private readonly string settings;
    private ChildProcess? child;

    private PostgresServer(string programs, string folder, IEnumerable<string> settings)
    {
        this.programs = programs;
        this.folder = folder;
        data = Path.Combine(folder, "data");
        this.settings = string.Join('\n', settings);
    }

    /// <summary>Whether the package is installed.</summary>
    public static bool IsInstalled => FindPrograms() != null;

    /// <summary>Address of its database, for the store.</summary>
    public string Address => $"postgres://edgetester@localhost:{Port}/postgres?host={folder}";

    /// <summary>Its process number.</summary>
    public int ProcessId => child?.Id ?? 0;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => child is { HasExited: false };

    /// <summary>Makes a new server and starts it.</summary>
    /// <param name="folder">A folder for its files; made where it is missing, its database too.</param>
    /// <param name="settings">Lines of postgresql.conf to add.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerException">It is not installed, or does not start.</exception>
    public static async Task<PostgresServer> StartAsync(
        string folder,
        IEnumerable<string> settings,
        CancellationToken cancellation
    )
    {
        string programs =
            FindPrograms()
            ?? throw new BrokerException(
                "PostgreSQL is not installed. Debian and Ubuntu: apt-get install postgresql; "
                    + "or give the address of a server that runs already."
            );
        var server = new PostgresServer(programs, Path.GetFullPath(folder), settings);
        try
        {
            await server.MakeAsync(cancellation).ConfigureAwait(false);
            await server.LaunchAsync(cancellation).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it at once, as kill -9 does. <see cref="RestartAsync"/> brings it back.</summary>
    public void Kill()
    {
        ChildProcess? last = child;
        child = null;
        last?.Dispose();
    }

    /// <summary>Starts it again, after ending it where it still runs; it recovers by itself.</summary>
    /// <exception cref="BrokerException">It does not start.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Kill();
        await LaunchAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends its process; its files stay.</summary>
    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", [ServiceUser, folder], cancellation).ConfigureAwait(false);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
            await RunAsync(
                    Path.Combine(programs, "initdb"),
                    ["-D", data, "-U", "edgetester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                    cancellation
                )
                .ConfigureAwait(false);
        string always =
            $"listen_addresses = ''\nport = {Port}\nunix_socket_directories = '{folder}'\nfsync = on\n";
        await File.AppendAllTextAsync(
                Path.Combine(data, "postgresql.conf"),
                always + settings + "\n",
                cancellation
            )
            .ConfigureAwait(false);
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        string processFile = Path.Combine(folder, "server.pid");
        ChildProcess.EndLeftOver(processFile, data);
        (string program, List<string> arguments) = AsService(
            Path.Combine(programs, "postgres"),
            ["-D", data],
            endsWithUs: true
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartTimeout);
        while (true)
        {
            // A server that was killed leaves its number behind, which by now may be another program's.
            File.Delete(Path.Combine(data, "postmaster.pid"));
            child = ChildProcess.Start(program, arguments, processFile);
            while (!limit.IsCancellationRequested && !child.HasExited)
            {
                if (await IsReadyAsync(limit.Token).ConfigureAwait(false))
                    return;
                await Task.Delay(20, cancellation).ConfigureAwait(false);
            }
            cancellation.ThrowIfCancellationRequested();
            string words = child.LastWords;
            Kill();
            // The helpers of a killed server take a moment to notice.
            if (limit.IsCancellationRequested || !words.Contains("still in use", StringComparison.Ordinal))
                throw new BrokerException($"PostgreSQL in {folder} did not start: {words}");
            await Task.Delay(100, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        using Process ask = Begin(
            Path.Combine(programs, "pg_isready"),
            ["-h", folder, "-p", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        await ask.WaitForExitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ask.HasExited && ask.ExitCode == 0;
    }

    private static async Task RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellation
    )
    {
        (string started, List<string> words) = program.EndsWith("chown", StringComparison.Ordinal)
            ? (program, [.. arguments])
            : AsService(program, arguments, endsWithUs: false);
        using Process process = Begin(started, words);
        string said = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new BrokerException($"{program} failed: {said.Trim()}");
    }

    private static Process Begin(string program, IReadOnlyList<string> arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        Process process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>
    /// As the user who owns the files. What is to end with us ends with the thread that started it: that must be one that
    /// lives as long, and not one of the pool, which ends when it has been idle for some seconds.
    /// </summary>
    private static (string Program, List<string> Arguments) AsService(
        string program,
        IReadOnlyList<string> arguments,
        bool endsWithUs
    )
    {
        if (!Environment.IsPrivilegedProcess)
            return (program, [.. arguments]);
        string switcher =
            MosquittoProgram.Find("setpriv")
            ?? throw new BrokerException("PostgreSQL does not run as root, and setpriv is not there.");
        return (
            switcher,
            [
                "--reuid",
                ServiceUser,
                "--regid",
                ServiceUser,
                "--init-groups",
                // The switch of users takes back that it ends with us.
                .. endsWithUs ? (string[])["setpriv", "--pdeathsig", "KILL"] : [],
                program,
                .. arguments,
            ]
        );
    }

    private static string? FindPrograms()
    {
        const string packages = "/usr/lib/postgresql";
        if (!Directory.Exists(packages))
            return null;
        return Directory
            .GetDirectories(packages)
            .OrderByDescending(path =>
                double.TryParse(Path.GetFileName(path), out double version) ? version : 0
            )
            .Select(path => Path.Combine(path, "bin"))
            .FirstOrDefault(path => File.Exists(Path.Combine(path, "postgres")));
    }
}
