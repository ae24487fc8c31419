using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Service;
using EdgeTester.Service.Access;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester token</c></summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var command = new Command(
            "token",
            """
            Give, list and withdraw the tokens that a host asks for. Without any, a host serves on the loopback address only and asks nobody.

            Examples:
              edgetester token add anna --role operator
              edgetester token list
              edgetester token remove anna
            """
        )
        {
            Add(),
            List(),
            Remove(),
        };
        return command;
    }

    private static Option<string> Data() =>
        new("--data")
        {
            Description = "Folder of the host's store",
            HelpName = "DIR",
            DefaultValueFactory = _ => "edgetester-data",
        };

    private static Argument<string> Name() =>
        new("name") { Description = "Whose token it is; stands in the audit", HelpName = "NAME" };

    private static AccessTokens Open(string folder) =>
        new(AccessTokens.PathIn(Path.GetFullPath(folder)), TimeProvider.System);

    private static Command Add()
    {
        var name = Name();
        var data = Data();
        var role = new Option<AccessRole>("--role")
        {
            Description = "viewer reads, operator also starts and stops runs, admin also withdraws tokens",
            HelpName = "viewer|operator|admin",
            Required = true,
        };
        var days = new Option<int?>("--days")
        {
            Description = "Days until it counts no more; default: never",
            HelpName = "N",
        };
        var command = new Command(
            "add",
            "Make a token. It is printed once and kept nowhere; a running host knows it at once."
        )
        {
            name,
            role,
            days,
            data,
        };
        command.SetAction(result =>
            Told(() =>
            {
                var token = Open(result.GetValue(data)!)
                    .Add(
                        result.GetValue(name)!,
                        result.GetValue(role),
                        result.GetValue(days) is { } n ? TimeSpan.FromDays(n) : null
                    );
                Console.WriteLine(token);
                Console.Error.WriteLine(
                    "This is shown only now. The command line takes it from the variable EDGETESTER_TOKEN; the page asks for it."
                );
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command List()
    {
        var data = Data();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command("list", "Say who has a token, with which role.") { data, json };
        command.SetAction(result =>
            Told(() =>
            {
                var tokens = Open(result.GetValue(data)!).List();
                if (result.GetValue(json))
                {
                    Console.WriteLine(
                        Json.Write(
                            tokens.Select(t => new
                            {
                                t.Name,
                                Role = Word(t.Role),
                                t.Created,
                                t.Expires,
                            })
                        )
                    );
                    return ExitCode.Success;
                }
                var table = new Table("name", "role", "given", "expires");
                foreach (var token in tokens)
                    table.Add(token.Name, Word(token.Role), Day(token.Created), Day(token.Expires));
                table.WriteTo(Console.Out);
                if (tokens.Count == 0)
                    Console.WriteLine(
                        "no tokens: the host asks nobody, and serves on the loopback address only"
                    );
                return ExitCode.Success;
            })
        );
        return command;
    }

    private static Command Remove()
    {
        var name = Name();
        var data = Data();
        var command = new Command("remove", "Withdraw a token; a running host knows it at once.")
        {
            name,
            data,
        };
        command.SetAction(result =>
            Told(() =>
                Open(result.GetValue(data)!).Remove(result.GetValue(name)!)
                    ? ExitCode.Success
                    : throw new CliException(
                        ExitCode.BadInput,
                        $"there is no token named '{result.GetValue(name)}': 'edgetester token list' names all"
                    )
            )
        );
        return command;
    }

    private static int Told(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (HostException e)
        {
            throw new CliException(ExitCode.BadInput, e.Message);
        }
    }

    private static string Word(AccessRole role) => role.ToString().ToLowerInvariant();

    private static string Day(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never";
}
