using EdgeTester.NanoSurface;
using EdgeTester.NanoSurface.Checks;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What the device compiles is what is tested here: the firmware against nanoFramework's surface.</summary>
public sealed class NanoTests(NanoAssemblies assemblies) : IClassFixture<NanoAssemblies>
{
    [Fact]
    public void The_firmware_compiles_for_nanoFramework_and_fits_its_interpreter()
    {
        Assert.Empty(AssemblyCheck.FindViolations(assemblies.Firmware()));
    }

    public static TheoryData<string> Projects { get; } = new(SourceFolders.Projects.Keys);

    /// <summary>All of Contracts and Core do not fit one assembly: that is why they are three. None sees more than the project refers to.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_assembly_of_the_device_compiles_with_what_it_knows_and_fits(string project)
    {
        Assert.InRange(
            SizeCheck.BytesOf(assemblies.Of(project)),
            SourceFolders.Projects[project].Least,
            SizeCheck.Limit
        );
    }

    [Fact]
    public void The_control_tick_takes_no_memory_and_makes_no_text()
    {
        Assert.Empty(
            TickCheck.FindViolations(assemblies.Core(), DeviceRules.TickEntry, DeviceRules.TickEndsAt.Keys)
        );
    }

    [Fact]
    public void The_tick_reaches_what_it_is_made_of()
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(assemblies.Core());
        var reached = new CallGraph(module)
            .Reach(DeviceRules.TickEntry, DeviceRules.TickEndsAt.Keys)
            .Keys.Select(CallGraph.Name)
            .ToHashSet();
        Assert.Contains("EdgeTester.Firmware.Chips.Ads131m08.Read", reached);
        Assert.Contains("EdgeTester.Firmware.Channels.CellNodeFrontEnd.Refresh", reached);
        Assert.Contains("EdgeTester.Firmware.Impedance.SineFit.Add", reached);
        Assert.Contains("EdgeTester.Firmware.Journal.ChannelJournal.Append", reached);
        Assert.Contains("EdgeTester.Contracts.SampleBlockCodec.Encode", reached);
        Assert.True(reached.Count > 300);
    }

    public static TheoryData<string> Lacking { get; } =
        new(Planted.LackingInDeclarations.Concat(Planted.LackingInBodies));

    [Theory]
    [MemberData(nameof(Lacking))]
    public void What_nanoFramework_lacks_does_not_compile(string planted)
    {
        Assert.Contains(Planted.FileOf(planted), assemblies.Refusals);
    }

    public static TheoryData<int, string> Unfit { get; } =
        new(Planted.WhatDoesNotRun.Select((p, k) => (k, p.Expected)));

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_the_interpreter_cannot_do_is_named(int planted, string expected)
    {
        var found = AssemblyCheck
            .FindViolations(assemblies.Violations())
            .Where(v => v.StartsWith(Planted.NamespaceOf(planted), StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains(expected, StringComparison.Ordinal));
    }

    public static TheoryData<int, string> Slow { get; } =
        new(Planted.WhatATickMustNot.Select((p, k) => (k, p.Expected)));

    [Theory]
    [MemberData(nameof(Slow))]
    public void What_a_tick_must_not_do_is_found_wherever_it_hides(int planted, string expected)
    {
        var entry = $"{Planted.NamespaceOfTick(planted)}Loop.Step";
        var found = TickCheck.FindViolations(assemblies.Violations(), entry, []);
        Assert.Contains(found, v => v.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void An_end_of_the_tick_that_nothing_reaches_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            TickCheck.FindViolations(assemblies.Core(), DeviceRules.TickEntry, ["A.B"])
        );
        Assert.Contains("A.B", error.Message);
    }

    [Fact]
    public void Every_listed_member_is_published_upstream()
    {
        Assert.SkipUnless(
            PublishedAssembly.AreHere,
            "nanoFramework's public API is not here: ../shared/nano-api is missing"
        );
        foreach (var (assembly, lines) in MemberList.ReadEmbedded())
        {
            var published = PublishedAssembly.MembersOf(assembly);
            Assert.NotEmpty(lines);
            Assert.DoesNotContain(lines, line => !published.Contains(line));
        }
    }
}
