using System.CommandLine;
using System.Text;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Provisioning;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester provision serial</c></summary>
internal static class ProvisionSerialCommand
{
    private const string PasswordVariable = "EDGETESTER_WIRELESS_PASSWORD";

    public static Command Create()
    {
        var port = new Argument<string>("port") { Description = "Serial port, such as /dev/ttyUSB0" };
        var serial = new Option<string?>("--serial")
        {
            Description = "Serial of the tester: 1 to 32 letters, digits, - and _",
            HelpName = "SERIAL",
        };
        var broker = new Option<string?>("--broker")
        {
            Description = "Where the broker is; without a port 8883 with a certificate and 1883 without",
            HelpName = "HOST[:PORT]",
        };
        var wireless = new Option<string?>("--wireless")
        {
            Description =
                $"Name of the wireless network; its password comes from {PasswordVariable} or is asked for. Without it: Ethernet",
            HelpName = "NAME",
        };
        var identity = new Option<string?>("--identity")
        {
            Description =
                "Folder with ca.crt, device.crt and device.key, as 'edgetester provision device' makes it. Without it: no TLS",
            HelpName = "DIR",
        };
        var timeServer = new Option<string?>("--time-server")
        {
            Description = "Where the time comes from (SNTP); without it from the broker's machine",
            HelpName = "HOST",
        };
        var command = new Command(
            "serial",
            """
            Set a tester up over its serial port: name, network, broker, certificate. Without --serial it only says who is there.

            Examples:
              edgetester provision serial /dev/ttyUSB0
              edgetester provision serial /dev/ttyUSB0 --serial bench-3 --broker lab-host.example.org --identity edgetester-identities/devices/bench-3
              edgetester provision serial /dev/ttyUSB0 --serial bench-3 --broker 192.168.1.10:1883 --wireless "Lab 4"
            """
        )
        {
            port,
            serial,
            broker,
            wireless,
            identity,
            timeServer,
        };
        command.SetAction(result =>
        {
            var name = result.GetValue(serial);
            var values = name is null
                ? null
                : ValuesOf(
                    name,
                    result.GetValue(broker),
                    result.GetValue(wireless),
                    result.GetValue(identity),
                    result.GetValue(timeServer)
                );
            using var stream = SerialDevice.Open(result.GetValue(port)!);
            var device = new DeviceConversation(stream, TimeProvider.System);
            Console.WriteLine($"device:  {device.Say("hello")}");
            if (values is null)
                return ExitCode.Success;
            device.Say("clear");
            foreach (var (setting, value) in values)
            {
                device.Put(setting, value);
                Console.WriteLine($"sent:    {setting}, {value.Length} bytes");
            }
            device.Say("save");
            device.Say("restart");
            Console.WriteLine($"saved:   '{name}' restarts as soon as none of its channels runs");
            return ExitCode.Success;
        });
        return command;
    }

    private static List<(string Setting, byte[] Value)> ValuesOf(
        string serial,
        string? broker,
        string? wireless,
        string? identity,
        string? timeServer
    )
    {
        if (broker is null)
            throw new CliException(
                ExitCode.Usage,
                "--broker is missing: where shall the tester send its data?"
            );
        var values = new List<(string, byte[])> { ("serial", Ascii("--serial", serial)) };
        var colon = broker.LastIndexOf(':');
        values.Add(("broker", Ascii("--broker", colon < 0 ? broker : broker[..colon])));
        if (colon >= 0)
            values.Add(("broker-port", Ascii("--broker", broker[(colon + 1)..])));
        if (timeServer is not null)
            values.Add(("time-server", Ascii("--time-server", timeServer)));
        if (wireless is not null)
        {
            values.Add(("wireless-name", Ascii("--wireless", wireless)));
            values.Add(("wireless-password", Ascii(PasswordVariable, Password(wireless))));
        }
        if (identity is null)
            return values;
        values.Add(("authority", FileOf(identity, "ca.crt")));
        values.Add(("certificate", FileOf(identity, "device.crt")));
        values.Add(("private-key", FileOf(identity, "device.key")));
        return values;
    }

    private static string Password(string network)
    {
        if (Environment.GetEnvironmentVariable(PasswordVariable) is { } password)
            return password;
        if (Console.IsInputRedirected)
            throw new CliException(ExitCode.Usage, $"set {PasswordVariable} to the password of '{network}'");
        Console.Write($"password of '{network}': ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else
                typed.Append(key.KeyChar);
        Console.WriteLine();
        return typed.ToString();
    }

    private static byte[] Ascii(string what, string text) =>
        text.All(c => c is >= ' ' and <= '~')
            ? Encoding.ASCII.GetBytes(text)
            : throw new CliException(
                ExitCode.BadInput,
                $"{what} has a character that a tester does not know: use printable ASCII"
            );

    private static byte[] FileOf(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            throw new CliException(
                ExitCode.BadInput,
                $"{path} is not there: 'edgetester provision device SERIAL' makes it"
            );
        return File.ReadAllBytes(path);
    }
}
