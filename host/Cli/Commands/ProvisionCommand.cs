using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Messaging.Identities;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester provision</c></summary>
internal static class ProvisionCommand
{
    public static Command Create() =>
        new(
            "provision",
            """
            Give host and testers their identity: a certificate authority for the lab, a certificate for each, and a broker whose rights go by them.

            Examples:
              edgetester provision init --lab "Ceramics" --host-name lab-host.example.org
              edgetester provision device bench-3
              edgetester provision serial /dev/ttyUSB0 --serial bench-3 --broker lab-host.example.org --identity edgetester-identities/devices/bench-3
              edgetester serve --identities edgetester-identities --broker-port 8883
              edgetester tester --broker 127.0.0.1:8883 --serial bench-3 --identity edgetester-identities/devices/bench-3
            """
        )
        {
            Init(),
            Device(),
            ProvisionSerialCommand.Create(),
            Host(),
            List(),
            Revoke(),
        };

    private static Option<string> Folder() =>
        new("--folder")
        {
            Description = "Folder of the authority; its ca.key makes devices, so keep it safe",
            HelpName = "DIR",
            DefaultValueFactory = _ => "edgetester-identities",
        };

    private static Option<string[]> Names() =>
        new("--host-name")
        {
            Description =
                "Name or address by which devices and browsers reach the host; may be given several times",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };

    private static Command Init()
    {
        var folder = Folder();
        var names = Names();
        var lab = new Option<string>("--lab")
        {
            Description = "What the lab is called",
            HelpName = "NAME",
            DefaultValueFactory = _ => "Lab",
        };
        var port = new Option<int>("--broker-port")
        {
            Description = "Port in the broker's configuration that is written",
            HelpName = "N",
            DefaultValueFactory = _ => 8883,
        };
        var command = new Command(
            "init",
            "Make the authority, the host's certificate, the broker's rights and its configuration."
        )
        {
            folder,
            lab,
            names,
            port,
        };
        command.SetAction(result =>
            Told(() =>
            {
                var at = new IdentityFolder(result.GetValue(folder)!);
                using var authority = LabAuthority.Create(
                    at,
                    result.GetValue(lab)!,
                    result.GetValue(names) ?? [],
                    result.GetValue(port),
                    TimeProvider.System
                );
                Console.WriteLine($"authority:     {at.AuthorityCertificate}");
                Console.WriteLine($"its key:       {at.AuthorityKey} (whoever has it can make devices)");
                Console.WriteLine($"host:          {at.HostCertificate}, {at.HostKey}");
                Console.WriteLine(
                    $"broker:        {at.BrokerConfiguration}, or 'edgetester serve --identities {at.Root}'"
                );
                Console.WriteLine("next:          edgetester provision device SERIAL");
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command Device()
    {
        var folder = Folder();
        var serial = new Argument<string>("serial")
        {
            Description = "Serial of the tester: 1 to 32 letters, digits, - and _",
            HelpName = "SERIAL",
        };
        var command = new Command(
            "device",
            "Make the certificate of a tester; one that it had before counts no more."
        )
        {
            serial,
            folder,
        };
        command.SetAction(result =>
            Told(() =>
            {
                var at = new IdentityFolder(result.GetValue(folder)!);
                using var authority = LabAuthority.Open(at, TimeProvider.System);
                var issued = authority.IssueDevice(result.GetValue(serial)!);
                Console.WriteLine($"device:  {issued.Name}, until {Day(issued.Expires)}");
                Console.WriteLine($"files:   {at.Device(issued.Name)} (device.crt, device.key, ca.crt)");
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command Host()
    {
        var folder = Folder();
        var names = Names();
        var command = new Command(
            "host",
            "Make the host's certificate anew, for its next two years or for other names."
        )
        {
            names,
            folder,
        };
        command.SetAction(result =>
            Told(() =>
            {
                var at = new IdentityFolder(result.GetValue(folder)!);
                using var authority = LabAuthority.Open(at, TimeProvider.System);
                var issued = authority.IssueHost(result.GetValue(names) ?? []);
                Console.WriteLine(
                    $"host:  {at.HostCertificate}, until {Day(issued.Expires)}; restart host and broker"
                );
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command List()
    {
        var folder = Folder();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command("list", "Say who has a certificate, until when, and which were revoked.")
        {
            folder,
            json,
        };
        command.SetAction(result =>
            Told(() =>
            {
                using var authority = LabAuthority.Open(
                    new IdentityFolder(result.GetValue(folder)!),
                    TimeProvider.System
                );
                var issued = authority.Issued();
                if (result.GetValue(json))
                {
                    Console.WriteLine(Json.Write(issued));
                    return ExitCode.Success;
                }
                var table = new Table("name", "number", "issued", "expires", "revoked");
                foreach (var one in issued)
                    table.Add(
                        one.Name,
                        one.SerialNumber[..8],
                        Day(one.Issued),
                        Day(one.Expires),
                        one.Revoked is { } day ? Day(day) : ""
                    );
                table.WriteTo(Console.Out);
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command Revoke()
    {
        var folder = Folder();
        var serial = new Argument<string>("serial")
        {
            Description = "Serial of the tester",
            HelpName = "SERIAL",
        };
        var command = new Command("revoke", "Withdraw a tester's certificate; restart the broker afterwards.")
        {
            serial,
            folder,
        };
        command.SetAction(result =>
            Told(() =>
            {
                var at = new IdentityFolder(result.GetValue(folder)!);
                using var authority = LabAuthority.Open(at, TimeProvider.System);
                var name = result.GetValue(serial)!;
                if (!authority.Revoke(name))
                    throw new CliException(
                        ExitCode.BadInput,
                        $"no certificate of '{name}' counts: 'edgetester provision list' names all"
                    );
                Console.WriteLine(
                    $"revoked: {name}; the broker reads {at.RevocationList} when it is started again"
                );
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static int Told(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (IdentityException e)
        {
            throw new CliException(ExitCode.BadInput, e.Message);
        }
    }

    private static string Day(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
