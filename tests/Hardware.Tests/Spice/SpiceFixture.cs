using EdgeTester.Hardware.Spice;

namespace EdgeTester.Hardware.Tests.Spice;

/// <summary>ngspice in a folder of its own; the tests are skipped where the program is missing.</summary>
public sealed class SpiceFixture : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-spice-").FullName;

    public Ngspice Spice
    {
        get
        {
            Assert.SkipUnless(
                (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator)
                    .Any(p => File.Exists(Path.Combine(p, "ngspice"))),
                "ngspice is not installed: apt-get install ngspice"
            );
            return new Ngspice("ngspice", folder);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
