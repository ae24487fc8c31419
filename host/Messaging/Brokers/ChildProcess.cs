using System.Diagnostics;

namespace EdgeTester.Messaging;

/// <summary>
/// A program that does not outlive us. Where setpriv is there (Linux) the kernel kills it when the thread that started
/// it ends, so that thread stays for as long as the program runs. Everywhere else, and as a second net, its process
/// number stands in a file and the next start ends what an earlier one left.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const int KeptLines = 20;
    private readonly Queue<string> lines = new();
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly string processFile;

    private ChildProcess(Process process, string processFile)
    {
        this.process = process;
        this.processFile = processFile;
    }

    /// <summary>Its process number.</summary>
    public int Id { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => exited.Task.IsCompleted;

    /// <summary>Completes when it has ended.</summary>
    public Task Exited => exited.Task;

    /// <summary>The last lines that it wrote.</summary>
    public string LastWords
    {
        get
        {
            lock (lines)
                return string.Join(" | ", lines);
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments; one of them must be a path that no other program has, to know it again.</param>
    /// <param name="processFile">Where its number is written.</param>
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, string processFile)
    {
        var info = new ProcessStartInfo { RedirectStandardError = true, UseShellExecute = false };
        string? guard = OperatingSystem.IsLinux() ? MosquittoProgram.Find("setpriv") : null;
        info.FileName = guard ?? program;
        if (guard != null)
        {
            info.ArgumentList.Add("--pdeathsig");
            info.ArgumentList.Add("KILL");
            info.ArgumentList.Add(program);
        }
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);

        var child = new ChildProcess(new Process { StartInfo = info }, processFile);
        var begun = new TaskCompletionSource();
        var keeper = new Thread(() => child.Keep(begun))
        {
            IsBackground = true,
            Name = "keeper of " + program,
        };
        keeper.Start();
        begun.Task.GetAwaiter().GetResult();
        return child;
    }

    /// <summary>Ends what a process file names, if it still is the program that was started with this argument.</summary>
    public static void EndLeftOver(string processFile, string argument)
    {
        if (!File.Exists(processFile) || !int.TryParse(File.ReadAllText(processFile), out int id))
            return;
        try
        {
            using var old = Process.GetProcessById(id);
            string commandLine = $"/proc/{id}/cmdline";
            bool same = File.Exists(commandLine)
                ? File.ReadAllText(commandLine).Split('\0').Contains(argument)
                : old.ProcessName == "mosquitto";
            if (!same)
                return;
            old.Kill();
            old.WaitForExit(5000);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            // It is gone: that is what was wanted.
        }
    }

    /// <summary>Ends it at once, as kill -9 does, and waits until it is gone.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
        exited.Task.Wait();
    }

    /// <summary>Ends it and forgets it.</summary>
    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void WriteNumber()
    {
        try
        {
            File.WriteAllText(processFile, Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is the second net only, and a full disk must not keep a broker from running.
        }
    }

    private void Keep(TaskCompletionSource begun)
    {
        try
        {
            process.ErrorDataReceived += (_, e) => Remember(e.Data);
            process.Start();
            Id = process.Id;
            process.BeginErrorReadLine();
            WriteNumber();
        }
        catch (Exception e)
        {
            exited.TrySetResult();
            begun.SetException(e);
            return;
        }
        begun.SetResult();
        process.WaitForExit();
        try
        {
            File.Delete(processFile);
        }
        catch (IOException)
        {
            // The next start finds a number that belongs to nobody.
        }
        exited.TrySetResult();
    }

    private void Remember(string? line)
    {
        if (line == null)
            return;
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
                lines.Dequeue();
        }
    }
}
