using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Calibrate;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Cli.Processes;
using EdgeTester.Service.Calibration;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester calibrate</c></summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device", "-d")
        {
            Description = "Serial of the tester",
            HelpName = "SERIAL",
            DefaultValueFactory = _ => "virtual-1",
        };
        var host = HostOption.Create();
        var name = new Option<string?>("--name")
        {
            Description = "Names the certificate; default: the serial and today's date",
            HelpName = "NAME",
        };
        var temperature = new Option<double?>("--temperature")
        {
            Description = "Temperature of the tester in degree Celsius, for the certificate",
            HelpName = "C",
        };
        var channels = new Option<int>("--channels")
        {
            Description = "Channels that the standards are connected to, from 0 on",
            HelpName = "N",
            DefaultValueFactory = _ => 8,
        };
        var virtualBoard = new Option<bool>("--virtual")
        {
            Description =
                "Calibrate a virtual board whose parts have errors: the command starts broker, host and tester and changes the standards itself",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "With --virtual: which board (seed of its errors)",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var module = new Option<bool>("--option-1mhz")
        {
            Description = "With --virtual: a board with the 1 MHz option module, which is calibrated, too",
        };
        var standards = new Option<string>("--standards")
        {
            Description =
                "Which standards these are, for the certificate: their numbers, their own certificates",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var validity = new Option<int>("--valid-days")
        {
            Description = "Days until the next calibration is due; the host then raises an alarm",
            HelpName = "N",
            DefaultValueFactory = _ => 365,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description =
                "Write the certificate as JSON; with --virtual default edgetester-calibration/certificate.json",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "calibrate",
            """
            Calibrate a tester: gains and offsets of every channel and range with voltage standards and resistors; leads, leakage, capacitance and
            crosstalk with a short, an open and a load at the cables' ends.

            Says which standard to connect, reads it on all channels, and has the tester make and keep its calibration, which from then on
            is named in its description and at the beginning of every run. The host keeps the certificate and shows it in the runs' reports. No channel may
            have a run. Exit code 1 when a check stays above its limit (currents 0.05 %, impedances 0.3 % up to 20 kHz, 1.5 % up to 200 kHz, 2 % up to 1 MHz).

            Examples:
              edgetester calibrate --device bench-3 --temperature 23.1 --standards "Fluke 742A-1 no. 1234, R set no. 7"
              edgetester calibrate --virtual --seed 7
              edgetester calibrate --virtual --option-1mhz --channels 1
            """
        )
        {
            device,
            host,
            name,
            temperature,
            channels,
            virtualBoard,
            seed,
            module,
            standards,
            validity,
            output,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var serial = result.GetValue(device)!;
                var count = result.GetValue(channels);
                if (count is < 1 or > 8)
                    throw new CliException(ExitCode.Usage, "--channels: 1 to 8 are possible");
                var days = result.GetValue(validity);
                if (days is < 1 or > 3650)
                    throw new CliException(ExitCode.Usage, "--valid-days: 1 to 3650 are possible");
                var progress = result.GetValue(json) ? Console.Error : Console.Out;
                var title =
                    result.GetValue(name)
                    ?? $"{serial} {DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}";
                CalibrationCertificate Document(CertificateMaker found)
                {
                    var made = DateTimeOffset.UtcNow;
                    return found.Make(
                        title,
                        serial,
                        made,
                        made.AddDays(days),
                        result.GetValue(temperature),
                        count,
                        result.GetValue(standards)!
                    );
                }
                var certificate = result.GetValue(virtualBoard)
                    ? await VirtualAsync(
                        serial,
                        title,
                        result.GetValue(temperature),
                        count,
                        result.GetValue(seed),
                        result.GetValue(module),
                        Document,
                        progress,
                        cancellation
                    )
                    : await KeptAsync(
                        result.GetValue(host)!,
                        Document(
                            await new CalibrationSession(
                                result.GetValue(host)!,
                                serial,
                                count,
                                (standard, _) => Ask(standard, progress),
                                progress
                            ).RunAsync(title, result.GetValue(temperature), cancellation)
                        ),
                        cancellation
                    );
                var text = Json.Write(certificate);
                var path =
                    result.GetValue(output)
                    ?? (result.GetValue(virtualBoard) ? "edgetester-calibration/certificate.json" : null);
                if (path is not null)
                    await File.WriteAllTextAsync(path, text, cancellation);
                if (result.GetValue(json))
                    Console.WriteLine(text);
                else
                {
                    CertificateMaker.Print(certificate, Console.Out);
                    if (path is not null)
                        Console.WriteLine($"written to {path}");
                }
                return certificate.IsPassed ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<CalibrationCertificate> VirtualAsync(
        string serial,
        string title,
        double? celsius,
        int channels,
        int seed,
        bool hasModule,
        Func<CertificateMaker, CalibrationCertificate> document,
        TextWriter progress,
        CancellationToken cancellation
    )
    {
        var folder = Path.GetFullPath("edgetester-calibration");
        await using var laboratory = await LaboratoryHost.StartAsync(folder, 0, progress, cancellation);
        var found = await new CalibrationSession(
            laboratory.Address,
            serial,
            channels,
            async (standard, token) =>
            {
                await GoneAsync(laboratory.Address, serial, token);
                return await laboratory.StartTesterAsync(
                    serial,
                    Enumerable.Repeat(standard.VirtualCell, channels),
                    seed,
                    token,
                    withErrors: true,
                    hasModule: hasModule
                );
            },
            progress
        ).RunAsync(title, celsius, cancellation);
        return await KeptAsync(laboratory.Address, document(found), cancellation);
    }

    private static async Task<CalibrationCertificate> KeptAsync(
        string host,
        CalibrationCertificate certificate,
        CancellationToken cancellation
    )
    {
        using var client = new HostClient(host);
        await client.KeepCertificateAsync(certificate, cancellation);
        return certificate;
    }

    // The host must know that the board with the standard before is gone, or it would send to nobody.
    private static async Task GoneAsync(string address, string serial, CancellationToken cancellation)
    {
        using var client = new HostClient(address);
        for (var k = 0; k < 300; k++)
        {
            var channels = await client.ChannelsAsync(cancellation);
            if (!channels.Any(channel => channel.Device == serial && channel.Online))
                return;
            await Task.Delay(200, cancellation);
        }
        throw new CliException(ExitCode.Failed, $"{serial} does not go away");
    }

    private static Task<IAsyncDisposable> Ask(CalibrationStandard standard, TextWriter progress)
    {
        progress.WriteLine(
            standard.Role == StandardRole.Open
                ? "Leave every channel's terminals open at the cables' ends, shielded (force and sense of each end together), then press Enter."
                : $"Connect the {standard.Name} to every channel (four wires), then press Enter."
        );
        if (Console.In.ReadLine() is null)
            throw new CliException(
                ExitCode.Usage,
                "there is nobody to change the standards: run this in a terminal, or with --virtual"
            );
        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
