using System.Diagnostics;

namespace EdgeTester.Cli.Processes;

/// <summary>A child process that is started again whenever it dies, until it is disposed. Its output goes to a log file.</summary>
public sealed class Supervised : IAsyncDisposable
{
    private readonly string program;
    private readonly IReadOnlyList<string> arguments;
    private readonly string logFile;
    private readonly CancellationTokenSource stopping = new();
    private readonly object gate = new();
    private readonly Task loop;
    private Process? current;
    private bool isDisposed;

    /// <summary>Starts the child.</summary>
    /// <param name="name">For people.</param>
    /// <param name="program">Executable.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="logFile">Both outputs are appended here.</param>
    public Supervised(string name, string program, IReadOnlyList<string> arguments, string logFile)
    {
        Name = name;
        this.program = program;
        this.arguments = arguments;
        this.logFile = logFile;
        Start();
        loop = Task.Run(WatchAsync);
    }

    /// <summary>For people.</summary>
    public string Name { get; }

    /// <summary>Process id of the present child.</summary>
    public int ProcessId { get; private set; }

    /// <summary>How often it had to be started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>The last lines of the log, for error messages.</summary>
    public string LogTail(int lines)
    {
        if (!File.Exists(logFile))
            return "";
        using var stream = new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return string.Join(
            '\n',
            reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines)
        );
    }

    /// <summary>Asks the child to end (SIGTERM where there is one), and kills it after five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        await stopping.CancelAsync();
        Process? child;
        lock (gate)
            child = current;
        if (child is { HasExited: false })
        {
            Terminate(child);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await child.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                child.Kill(entireProcessTree: true);
            }
        }
        await loop;
        child?.Dispose();
        stopping.Dispose();
    }

    private void Start()
    {
        var log = new StreamWriter(
            new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)
        )
        {
            AutoFlush = true,
        };
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        void Keep(string? line)
        {
            if (line is null)
                return;
            lock (log)
                log.WriteLine(line);
        }
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        lock (gate)
        {
            current = process;
            ProcessId = process.Id;
        }
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            Process child;
            lock (gate)
                child = current!;
            try
            {
                await child.WaitForExitAsync(stopping.Token);
                // A child that dies at once must not make us spin.
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Math.Min(2000, 200 * (Restarts + 1))),
                    stopping.Token
                );
            }
            catch (OperationCanceledException)
            {
                return;
            }
            Restarts++;
            Start();
        }
    }

    private static void Terminate(Process child)
    {
        if (OperatingSystem.IsWindows())
        {
            child.Kill(entireProcessTree: true);
            return;
        }
        using var kill = Process.Start(
            "kill",
            ["-TERM", child.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }
}
