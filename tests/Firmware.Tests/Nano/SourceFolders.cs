namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>The sources that a nanoFramework application is made of.</summary>
public static class SourceFolders
{
    public const string Contracts = "shared/Contracts";
    public const string Core = "firmware/Core";
    public const string Channels = "firmware/Core/Channels";
    public const string Chips = "firmware/Core/Chips";
    public const string Bare = "firmware/Boards/Bare";
    public const string Esp32 = "firmware/Boards/Esp32";

    /// <summary>Boards that nanoFramework's tools build.</summary>
    public static readonly string[] Boards = [Bare, Esp32];

    private const string ContractsProject = "firmware/Nano/Contracts/EdgeTester.Contracts.nfproj";
    private const string CoreProject = "firmware/Nano/Core/EdgeTester.Core.nfproj";
    private const string FrontEndProject = "firmware/Nano/FrontEnd/EdgeTester.FrontEnd.nfproj";

    /// <summary>The projects that upstream's tools open, each an assembly; whom it knows stands above it.</summary>
    public static readonly IReadOnlyDictionary<string, NanoProject> Projects = new Dictionary<
        string,
        NanoProject
    >
    {
        [ContractsProject] = new([Contracts], [], [], 5_000),
        [CoreProject] = new([Core], [Channels, Chips], [ContractsProject], 30_000),
        [FrontEndProject] = new([Channels, Chips], [], [ContractsProject, CoreProject], 10_000),
        ["firmware/Boards/Bare/EdgeTester.Bare.nfproj"] = new(
            [Bare],
            [],
            [ContractsProject, CoreProject],
            2_000
        ),
        ["firmware/Boards/Esp32/EdgeTester.Esp32.nfproj"] = new(
            [Esp32],
            [],
            [ContractsProject, CoreProject, FrontEndProject],
            2_000
        ),
    };

    /// <summary>All sources of the device.</summary>
    public static readonly string[] OfTheDevice = [Contracts, Core, .. Boards];

    /// <summary>Folders of build output, and of what stands in for nanoFramework's own assemblies on .NET.</summary>
    private static readonly string[] NotTheDevices = ["obj", "bin", "Desktop"];

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All C# files of the device below some folders of the repository, in a fixed order.</summary>
    public static IReadOnlyList<string> SourcesOf(params string[] folders) =>
        folders
            .SelectMany(folder =>
                Directory
                    .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                    .Where(file =>
                        !Path.GetRelativePath(Path.Combine(Root, folder), file)
                            .Split(Path.DirectorySeparatorChar)
                            .Intersect(NotTheDevices)
                            .Any()
                    )
            )
            .Order(StringComparer.Ordinal)
            .ToList();

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "EdgeTester.sln")))
                return at.FullName;
        throw new InvalidOperationException(
            "EdgeTester.sln is in no folder above " + AppContext.BaseDirectory
        );
    }
}
