using System.Globalization;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>The command line of the virtual tester, read.</summary>
public sealed record TesterArguments
{
    /// <summary>The tester's unique name.</summary>
    public string Serial { get; init; } = "virtual-1";

    /// <summary>Name or address of the broker.</summary>
    public string BrokerHost { get; init; } = "127.0.0.1";

    /// <summary>Its port.</summary>
    public int BrokerPort { get; init; } = 1883;

    /// <summary>File of the authority that the broker's certificate must come from; null = no TLS.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Folder with device.crt and device.key; null = none.</summary>
    public string? IdentityFolder { get; init; }

    /// <summary>Cells of channels 0, 1, 2 and so on: names of the catalogue, or a spectrum file to play back.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Simulated seconds a real second; infinite = as fast as the machine can.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Folder of the journal.</summary>
    public string StateFolder { get; init; } = "";

    /// <summary>Seed of every random number.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Parts with the errors that data sheets allow (gain, offset, drift), drawn by the seed: what a calibration must remove.</summary>
    public bool WithErrors { get; init; }

    /// <summary>The 1 MHz option module is plugged in.</summary>
    public bool HasModule { get; init; }

    /// <summary>Longest time between two readings in simulated seconds, 1 or 2: the watchdog acts when the loop is away for longer.</summary>
    public int LongestTickSeconds { get; init; } = 1;

    /// <summary>End when this process has ended, 0 = do not watch.</summary>
    public int ParentProcessId { get; init; }

    /// <summary>Start although no broker answers, and go on trying.</summary>
    public bool WaitForBroker { get; init; }

    /// <summary>Print the catalogue of cells with their truths as JSON and end.</summary>
    public bool ListCells { get; init; }

    /// <summary>Print the help and end.</summary>
    public bool Help { get; init; }

    /// <summary>What <c>--help</c> prints.</summary>
    public const string HelpText = """
        A virtual tester: the firmware's own code over chip models and simulated cells, against any MQTT broker.

        Options:
          --serial NAME         its name at the broker (letters, digits, - and _), default virtual-1
          --broker HOST[:PORT]  default 127.0.0.1:1883
          --identity DIR        folder of a device from "edgetester provision device": device.crt, device.key, ca.crt
          --cells A,B,...       a cell a channel, up to eight: names of the catalogue, or a csv file with a measured
                                spectrum (freq_Hz,Zre,Zim) to play back; default: the demo's eight
          --speed X             real, fast, or simulated seconds a real second (for example 60); default real
          --state DIR           where its journal is kept across restarts; default ./edgetester-state/NAME
          --seed N              seed of noise and tolerances, default 1
          --errors              parts with gain, offset and drift errors as data sheets allow, drawn by the seed; without a
                                calibration the readings show them (edgetester calibrate makes one)
          --option-1mhz         with the option module: impedance to 1 MHz instead of 200 kHz
          --longest-tick S      longest time between two readings of a steady cell in simulated seconds, 1 or 2,
                                default 1; months pass sooner, what comes out of the blue is seen later
          --exit-with PID       end when that process has ended
          --wait-for-broker     start although no broker answers, measure, and go on trying (as a device does)
          --list-cells          print the catalogue of cells with their true values as JSON

        Examples:
          edgetester tester --speed fast --cells symmetric-growing,blocking-zn010
          edgetester tester --broker lab-broker:1883 --serial bench-3 --cells measured.csv
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">Something is not understood; the message says what.</exception>
    public static TesterArguments Parse(string[] arguments)
    {
        var result = new TesterArguments();
        for (var k = 0; k < arguments.Length; k++)
        {
            var name = arguments[k];
            string Value() =>
                k + 1 < arguments.Length
                    ? arguments[++k]
                    : throw new ArgumentException($"{name} needs a value");
            result = name switch
            {
                "--help" or "-h" or "-?" => result with { Help = true },
                "--wait-for-broker" => result with { WaitForBroker = true },
                "--option-1mhz" => result with { HasModule = true },
                "--errors" => result with { WithErrors = true },
                "--list-cells" => result with { ListCells = true },
                "--serial" => result with { Serial = CheckSerial(Value()) },
                "--broker" => WithBroker(result, Value()),
                "--identity" => WithIdentity(result, Value()),
                "--cells" => result with
                {
                    Cells = Value()
                        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                },
                "--speed" => result with { Speed = SpeedOf(Value()) },
                "--state" => result with { StateFolder = Value() },
                "--seed" => result with { Seed = Whole(name, Value(), 0, int.MaxValue) },
                "--longest-tick" => result with { LongestTickSeconds = Whole(name, Value(), 1, 2) },
                "--exit-with" => result with { ParentProcessId = Whole(name, Value(), 1, int.MaxValue) },
                _ => throw new ArgumentException(
                    $"'{name}' is not an option of the tester: --help lists them"
                ),
            };
        }
        return result.StateFolder.Length > 0
            ? result
            : result with
            {
                StateFolder = Path.Combine("edgetester-state", result.Serial),
            };
    }

    private static string CheckSerial(string value) =>
        Contracts.Topics.IsSerial(value)
            ? value
            : throw new ArgumentException(
                $"--serial '{value}': 1 to 32 of letters, digits, '-' and '_' are allowed"
            );

    private static TesterArguments WithBroker(TesterArguments arguments, string value)
    {
        var colon = value.LastIndexOf(':');
        var host = colon < 0 ? value : value[..colon];
        var port = colon < 0 ? 1883 : Whole("--broker", value[(colon + 1)..], 1, 65535);
        return host.Length > 0
            ? arguments with
            {
                BrokerHost = host,
                BrokerPort = port,
            }
            : throw new ArgumentException($"--broker '{value}': expected HOST or HOST:PORT");
    }

    private static TesterArguments WithIdentity(TesterArguments arguments, string folder)
    {
        foreach (var file in (string[])["device.crt", "device.key", "ca.crt"])
            if (!File.Exists(Path.Combine(folder, file)))
                throw new ArgumentException(
                    $"--identity '{folder}': {file} is not there; 'edgetester provision device' makes such a folder"
                );
        return arguments with { IdentityFolder = folder, AuthorityFile = Path.Combine(folder, "ca.crt") };
    }

    private static double SpeedOf(string value)
    {
        if (value == "real")
            return 1;
        if (value == "fast")
            return double.PositiveInfinity;
        return
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)
            && speed > 0
            && double.IsFinite(speed)
            ? speed
            : throw new ArgumentException($"--speed '{value}': expected real, fast or a positive number");
    }

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new ArgumentException(
                $"{name} '{value}': expected a whole number from {least} to {most}"
            );
}
