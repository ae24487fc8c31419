using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Demo;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester demo</c></summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var serve = new Option<bool>("--serve") { Description = "Keep the page up until Ctrl-C" };
        var spectrum = new Option<string?>("--spectrum")
        {
            Description = "A measured spectrum (csv with freq_Hz,Zre,Zim) that the last channel plays back",
            HelpName = "FILE",
        };
        var folder = new Option<string?>("--folder")
        {
            Description = "Where data, reports and logs go; default: edgetester-demo/DATE-TIME",
            HelpName = "DIR",
        };
        var port = new Option<int>("--port")
        {
            Description = "Port of the page; default: any that is free",
            HelpName = "N",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the noise",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON at the end, for scripts" };
        var command = new Command(
            "demo",
            """
            Test eight virtual cells from firmware to figure: an MQTT broker, a host and a virtual tester are started, the cells are
            run as fast as the machine can, and what was measured is held against what the cells truly are.

            Ends by itself in under three minutes. Exit code 0 when every record is there once and every resistance is within 1 %.

            Examples:
              edgetester demo
              edgetester demo --serve
              edgetester demo --spectrum my-cell.csv --json
            """
        )
        {
            serve,
            spectrum,
            folder,
            port,
            seed,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var options = new DemoOptions
                {
                    Folder = Path.GetFullPath(
                        result.GetValue(folder)
                            ?? Path.Combine(
                                "edgetester-demo",
                                DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
                            )
                    ),
                    HttpPort = result.GetValue(port),
                    SpectrumFile = result.GetValue(spectrum),
                    Serve = result.GetValue(serve),
                    Json = result.GetValue(json),
                    Seed = result.GetValue(seed),
                };
                var outcome = await new DemoRunner(options, Console.Error).RunAsync(cancellation);
                if (options.Json)
                    Console.WriteLine(Json.Write(outcome));
                else if (!options.Serve)
                    DemoPrinter.Print(outcome, Console.Out);
                return outcome.IsGood ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }
}
