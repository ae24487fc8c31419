using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>The project files that nanoFramework's own tools open: the same sources as the checks here, and packages that upstream published.</summary>
public sealed class ProjectFileTests
{
    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    public static TheoryData<string> Projects { get; } = new(SourceFolders.Projects.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_builds_from_the_sources_that_are_checked_here(string project)
    {
        var listed = Items(Read(project), "Compile").SelectMany(item => Expand(project, item)).Order();
        var expected = SourceFolders.Projects[project].Sources;
        Assert.Equal(expected.Order(), listed);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_the_language_that_is_checked_here(string project)
    {
        var properties = Read(project).Descendants(Build + "PropertyGroup").Elements().ToList();
        Assert.Equal("9.0", properties.Single(p => p.Name.LocalName == "LangVersion").Value);
        Assert.Equal("enable", properties.Single(p => p.Name.LocalName == "Nullable").Value);
        Assert.Equal(
            SourceFolders.Projects[project].Folders.Intersect(SourceFolders.Boards).Any() ? "Exe" : "Library",
            properties.Single(p => p.Name.LocalName == "OutputType").Value
        );
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_package_is_one_that_upstream_published_with_all_that_it_needs(string project)
    {
        Assert.SkipUnless(
            PublishedAssembly.AreHere,
            "nanoFramework's public API is not here: ../shared/nano-api is missing"
        );
        var packages = XDocument
            .Load(Path.Combine(SourceFolders.Root, Path.GetDirectoryName(project)!, "packages.config"))
            .Descendants("package")
            .ToDictionary(p => (string)p.Attribute("id")!, p => (string)p.Attribute("version")!);
        var referenced = Items(Read(project), "Reference").ToDictionary(r => (string)r.Attribute("Include")!);
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
    public void The_solution_holds_every_project()
    {
        var text = File.ReadAllText(
            Path.Combine(SourceFolders.Root, "firmware", "EdgeTester.nanoFramework.sln")
        );
        foreach (var project in SourceFolders.Projects.Keys)
            Assert.Contains(
                Path.GetRelativePath("firmware", project).Replace('/', '\\'),
                text,
                StringComparison.Ordinal
            );
        Assert.Equal(SourceFolders.Projects.Count, Regex.Count(text, @"\.nfproj"""));
    }

    [Fact]
    public void A_project_refers_to_the_assemblies_that_it_is_checked_against()
    {
        foreach (var (project, checkedAs) in SourceFolders.Projects)
        {
            var folder = Path.Combine(SourceFolders.Root, Path.GetDirectoryName(project)!);
            var known = Items(Read(project), "ProjectReference")
                .Select(r => ((string)r.Attribute("Include")!).Replace('\\', '/'))
                .Select(r => Path.GetRelativePath(SourceFolders.Root, Path.Combine(folder, r)))
                .Order();
            Assert.Equal(checkedAs.Knows.Order(), known);
        }
    }

    private static XDocument Read(string project) =>
        XDocument.Load(Path.Combine(SourceFolders.Root, project));

    private static IEnumerable<XElement> Items(XDocument project, string kind) =>
        project.Descendants(Build + "ItemGroup").Elements(Build + kind);

    // As MSBuild does it: two stars for any folders, one for a name.
    private static IEnumerable<string> Expand(string project, XElement item)
    {
        var folder = Path.Combine(SourceFolders.Root, Path.GetDirectoryName(project)!);
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
