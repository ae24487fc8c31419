using System.Xml.Linq;

namespace EdgeTester.Architecture.Tests;

/// <summary>Who may know whom. A new project or reference has to be entered here, and that is the point.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["EdgeTester.Contracts"] = [],
        ["EdgeTester.Mqtt.Abstractions"] = [],
        ["EdgeTester.Mqtt.MqttNet"] = ["EdgeTester.Mqtt.Abstractions", "MQTTnet"],
        ["EdgeTester.Mqtt"] = ["EdgeTester.Mqtt.Abstractions", "EdgeTester.Mqtt.MqttNet"],
        ["EdgeTester.Firmware.Core"] = ["EdgeTester.Contracts"],
        ["EdgeTester.Firmware.Bare"] = ["EdgeTester.Contracts", "EdgeTester.Firmware.Core"],
        ["EdgeTester.Firmware.Virtual"] =
        [
            "EdgeTester.Contracts",
            "EdgeTester.Firmware.Core",
            "EdgeTester.Mqtt",
        ],
        ["EdgeTester.NanoSurface"] = ["Mono.Cecil"],
        ["EdgeTester.Hardware"] = [],
        ["EdgeTester.Analysis"] = ["MathNet.Numerics"],
        ["EdgeTester.Formats"] = ["EdgeTester.Analysis", "EdgeTester.Contracts"],
        ["EdgeTester.Plans"] = ["EdgeTester.Contracts"],
        ["EdgeTester.Storage"] =
        [
            "EdgeTester.Contracts",
            "Microsoft.Data.Sqlite",
            "Npgsql",
            "SQLitePCLRaw.bundle_e_sqlite3",
            "SQLitePCLRaw.core",
        ],
        ["EdgeTester.Messaging"] = ["EdgeTester.Contracts", "EdgeTester.Mqtt", "EdgeTester.Storage"],
        ["EdgeTester.Web"] = [],
        ["EdgeTester.Report"] = ["EdgeTester.Analysis"],
        ["EdgeTester.Service"] =
        [
            "EdgeTester.Analysis",
            "EdgeTester.Contracts",
            "EdgeTester.Formats",
            "EdgeTester.Messaging",
            "EdgeTester.Mqtt",
            "EdgeTester.Plans",
            "EdgeTester.Report",
            "EdgeTester.Storage",
            "EdgeTester.Web",
            "Google.Protobuf",
            "OpenTelemetry",
            "OpenTelemetry.Exporter.OpenTelemetryProtocol",
        ],
        ["EdgeTester.Cli"] =
        [
            "EdgeTester.Analysis",
            "EdgeTester.Contracts",
            "EdgeTester.Formats",
            "EdgeTester.Hardware",
            "EdgeTester.Messaging",
            "EdgeTester.Mqtt",
            "EdgeTester.Plans",
            "EdgeTester.Report",
            "EdgeTester.Service",
            "EdgeTester.Storage",
            "EdgeTester.Web",
            "Spectre.Console",
            "System.CommandLine",
        ],
    };

    [Fact]
    public void EveryProjectKnowsOnlyWhomItMay()
    {
        var projects = Projects().ToList();
        Assert.True(projects.Count >= Allowed.Count, $"only {projects.Count} projects were found");
        foreach (var (name, references) in projects)
        {
            Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table of {nameof(ReferenceTests)}");
            var foreign = references.Except(Allowed[name]).ToList();
            Assert.True(foreign.Count == 0, $"{name} must not know {string.Join(", ", foreign)}");
        }
    }

    [Fact]
    public void HostAndFirmwareNeverKnowEachOther()
    {
        foreach (var (name, references) in Projects())
        {
            var isFirmware = IsFirmware(name);
            foreach (
                var reference in references.Where(r => r.StartsWith("EdgeTester", StringComparison.Ordinal))
            )
            {
                var isShared =
                    reference == "EdgeTester.Contracts"
                    || reference.StartsWith("EdgeTester.Mqtt", StringComparison.Ordinal);
                var toFirmware = IsFirmware(reference);
                Assert.True(isShared || toFirmware == isFirmware, $"{name} knows {reference}");
            }
        }
    }

    // What an evaluation finds must come from records alone: neither a reference nor a file may lead it to what a cell was built with.
    [Fact]
    public void TheHostCannotReachTheParametersOfVirtualCells()
    {
        foreach (var (name, references) in Projects().Where(project => !IsFirmware(project.Name)))
            Assert.True(
                !references.Any(IsFirmware),
                $"{name} can reach the cells through {string.Join(", ", references)}"
            );
        var host = Sources("host").ToList();
        Assert.True(host.Count > 200, "the sources of the host were not found");
        Assert.DoesNotContain(
            host,
            file =>
                File.ReadAllText(file) is var text
                && (
                    text.Contains("EdgeTester.Firmware", StringComparison.Ordinal)
                    || text.Contains("Virtual/Cells", StringComparison.Ordinal)
                )
                && !IsTesterStarter(file)
        );
        // The tester's own file of truths is read by the tables that hold a measurement against it, never by what measures.
        Assert.Equal(
            ["CaseEvaluation.cs", "DemoRunner.cs", "TruthFile.cs"],
            host.Where(file =>
                    File.ReadAllText(file).Contains("TruthFile.Read(", StringComparison.Ordinal)
                    || Path.GetFileName(file) == "TruthFile.cs"
                )
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(
            host.Where(file =>
                file.Contains("/host/Analysis/", StringComparison.Ordinal)
                || file.Contains("/host/Service/", StringComparison.Ordinal)
            ),
            file => File.ReadAllText(file).Contains("truths", StringComparison.OrdinalIgnoreCase)
        );
    }

    // It names the project that it builds and starts as a process, no more.
    private static bool IsTesterStarter(string file) => Path.GetFileName(file) == "Programs.cs";

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsBuildOutput(file));

    [Fact]
    public void SharedAndCoreHaveNoConditionalCode()
    {
        var offenders = new[] { "shared/Contracts", "firmware/Core" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(RepositoryRoot.Path, folder),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Where(file => !IsBuildOutput(file))
            .Where(file =>
                File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal))
            )
            .ToList();
        Assert.Empty(offenders);
    }

    private static IEnumerable<(string Name, List<string> References)> Projects() =>
        new[] { "shared", "firmware", "hardware", "host" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(RepositoryRoot.Path, folder),
                    "*.csproj",
                    SearchOption.AllDirectories
                )
            )
            .Where(file => !IsBuildOutput(file))
            .Select(file =>
            {
                var document = XDocument.Load(file);
                var projects = document
                    .Descendants("ProjectReference")
                    .Select(e =>
                        Path.GetFileNameWithoutExtension(
                            (string)e.Attribute("Include")!.Value.Replace('\\', '/')
                        )
                    );
                var packages = document
                    .Descendants("PackageReference")
                    .Select(e => (string)e.Attribute("Include")!);
                return (Path.GetFileNameWithoutExtension(file), projects.Concat(packages).ToList());
            });

    private static bool IsFirmware(string project) =>
        project == "EdgeTester.NanoSurface"
        || project.StartsWith("EdgeTester.Firmware", StringComparison.Ordinal);

    private static bool IsBuildOutput(string file) =>
        file.Contains(
            $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        )
        || file.Contains(
            $"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        );
}
