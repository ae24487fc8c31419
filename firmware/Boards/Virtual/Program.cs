using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Composition;
using EdgeTester.Mqtt;

namespace EdgeTester.Firmware.Virtual;

/// <summary>The virtual tester as a process.</summary>
public static class Program
{
    private const int Success = 0;
    private const int Usage = 2;
    private const int BadInput = 65;
    private const int Unavailable = 69;

    /// <summary>Reads the command line and runs until Ctrl-C, SIGTERM or the end of the parent.</summary>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            var arguments = TesterArguments.Parse(args);
            if (arguments.Help)
                Console.WriteLine(TesterArguments.HelpText);
            else if (arguments.ListCells)
                Console.WriteLine(CellList.Write());
            else
                await RunAsync(arguments);
            return Success;
        }
        catch (ArgumentException e)
        {
            return Fail(Usage, e.Message);
        }
        catch (CellDefinitionException e)
        {
            return Fail(BadInput, e.Message);
        }
        catch (MqttException e)
        {
            return Fail(Unavailable, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(
                Unavailable,
                $"its state folder cannot be used: {e.Message} (is another tester using it? --state names another)"
            );
        }
    }

    private static async Task RunAsync(TesterArguments arguments)
    {
        using var stopping = new CancellationTokenSource();
        using var parent = new ParentWatch(arguments.ParentProcessId, stopping);
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                stopping.Cancel();
            }
        );
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stopping.Cancel();
        };
        await using var tester = new VirtualTester(arguments);
        Console.WriteLine(
            $"tester {arguments.Serial}: {VirtualTester.Version}, broker {arguments.BrokerHost}:{arguments.BrokerPort}, state in {arguments.StateFolder}"
        );
        try
        {
            await tester.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
        Console.WriteLine($"tester {arguments.Serial}: ended");
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine("edgetester tester: " + message);
        return code;
    }
}
