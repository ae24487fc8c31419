using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>The project files that nanoFramework's own tools open: the same sources as the checks here, and packages that upstream published.</summary>
public sealed class ProjectFileTests
{
    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    public static TheoryData<string> Boards { get; } = new(SourceFolders.Boards);

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_board_builds_from_the_sources_that_are_checked_here(string board)
    {
        var listed = Items(Project(board), "Compile").SelectMany(item => Expand(board, item)).Order();
        var expected = SourceFolders.SourcesOf(SourceFolders.Contracts, SourceFolders.Core, board);
        Assert.Equal(expected.Order(), listed);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_board_uses_the_language_that_is_checked_here(string board)
    {
        var properties = Project(board).Descendants(Build + "PropertyGroup").Elements().ToList();
        Assert.Equal("9.0", properties.Single(p => p.Name.LocalName == "LangVersion").Value);
        Assert.Equal("enable", properties.Single(p => p.Name.LocalName == "Nullable").Value);
        Assert.Equal("Exe", properties.Single(p => p.Name.LocalName == "OutputType").Value);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_package_is_one_that_upstream_published_with_all_that_it_needs(string board)
    {
        Assert.SkipUnless(
            PublishedAssembly.AreHere,
            "nanoFramework's public API is not here: ../shared/nano-api is missing"
        );
        var packages = XDocument
            .Load(Path.Combine(SourceFolders.Root, board, "packages.config"))
            .Descendants("package")
            .ToDictionary(p => (string)p.Attribute("id")!, p => (string)p.Attribute("version")!);
        var referenced = Items(Project(board), "Reference")
            .ToDictionary(r => (string)r.Attribute("Include")!);
        foreach (var (name, reference) in referenced)
        {
            var published = PublishedAssembly.Read(name);
            Assert.Equal(published.Version, packages.GetValueOrDefault(published.Package));
            Assert.EndsWith(
                $@"\packages\{published.Package}.{published.Version}\lib\{name}.dll",
                reference.Element(Build + "HintPath")!.Value
            );
            foreach (var needed in published.References)
                Assert.True(referenced.ContainsKey(needed), $"{name} needs {needed}");
        }
        Assert.Equal(
            packages.Keys.Order(),
            referenced.Keys.Select(name => PublishedAssembly.Read(name).Package).Distinct().Order()
        );
    }

    [Fact]
    public void The_solution_holds_every_board()
    {
        var text = File.ReadAllText(
            Path.Combine(SourceFolders.Root, "firmware", "EdgeTester.nanoFramework.sln")
        );
        foreach (var board in SourceFolders.Boards)
            Assert.Contains(
                Path.GetRelativePath("firmware", ProjectPath(board)).Replace('/', '\\'),
                text,
                StringComparison.Ordinal
            );
        Assert.Equal(SourceFolders.Boards.Length, Regex.Count(text, @"\.nfproj"""));
    }

    private static string ProjectPath(string board) =>
        Path.Combine(board, $"EdgeTester.{Path.GetFileName(board)}.nfproj");

    private static XDocument Project(string board) =>
        XDocument.Load(Path.Combine(SourceFolders.Root, ProjectPath(board)));

    private static IEnumerable<XElement> Items(XDocument project, string kind) =>
        project.Descendants(Build + "ItemGroup").Elements(Build + kind);

    // As MSBuild does it: two stars for any folders, one for a name.
    private static IEnumerable<string> Expand(string board, XElement item)
    {
        var folder = Path.Combine(SourceFolders.Root, board);
        var included = Pattern(folder, (string)item.Attribute("Include")!);
        var excluded = ((string?)item.Attribute("Exclude") ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Pattern(folder, text))
            .ToList();
        return Directory
            .EnumerateFiles(SourceFolders.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => included.IsMatch(file) && !excluded.Any(e => e.IsMatch(file)));
    }

    private static Regex Pattern(string folder, string text)
    {
        var parts = text.Replace('\\', '/').Split('/');
        var up = parts.TakeWhile(p => p == "..").Count();
        var start = Path.GetFullPath(Path.Combine(folder, string.Concat(Enumerable.Repeat("../", up))))
            .TrimEnd('/');
        var rest = string.Join('/', parts.Skip(up));
        var pattern = Regex
            .Escape(rest)
            .Replace(@"\*\*/", "(.*/)?")
            .Replace(@"\*\*", ".*")
            .Replace(@"\*", "[^/]*");
        return new Regex($"^{Regex.Escape(start)}/{pattern}$");
    }
}
