using System.CommandLine;

namespace EdgeTester.Cli.Commands;

/// <summary>Arguments that the commands on files share.</summary>
internal static class FileOptions
{
    public static Argument<string[]> Files() =>
        new("files")
        {
            Description =
                "Impedance files: csv or text with frequency, Z' and Z'', BioLogic .mpt, Gamry .DTA, ZView .z and more",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "FILE",
        };

    public static Option<bool> Json() =>
        new("--json") { Description = "Print one JSON array with an object a spectrum, for scripts" };
}
