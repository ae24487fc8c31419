namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What one assembly of the device is made of.</summary>
/// <param name="Folders">Folders of its sources, in the repository.</param>
/// <param name="Without">Folders below them that belong to another assembly.</param>
/// <param name="Knows">Project files of the assemblies that it refers to.</param>
/// <param name="Least">Fewest bytes of byte code that it can have: fewer, and something was not compiled.</param>
public sealed record NanoProject(string[] Folders, string[] Without, string[] Knows, int Least)
{
    /// <summary>Its C# files, in a fixed order.</summary>
    public IReadOnlyList<string> Sources =>
        SourceFolders.SourcesOf(Folders).Except(SourceFolders.SourcesOf(Without)).ToList();
}
