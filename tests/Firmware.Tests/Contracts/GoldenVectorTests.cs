using System.Text;

namespace EdgeTester.Firmware.Tests.Contracts;

/// <summary>
/// The bytes of every frame as they were approved. A difference means that devices and hosts of different ages no longer
/// understand each other: raise the version, or mend the code. EDGETESTER_APPROVE=1 writes the file anew.
/// </summary>
public class GoldenVectorTests
{
    [Fact]
    public void Every_frame_has_its_approved_bytes()
    {
        var path = Path.Combine(Folder(), "golden.txt");
        var text = new StringBuilder();
        foreach (var (name, bytes) in Examples.All())
        {
            text.Append("# ").Append(name).Append(", ").Append(bytes.Length).Append(" bytes\n");
            for (var at = 0; at < bytes.Length; at += 32)
                text.Append(Convert.ToHexStringLower(bytes.AsSpan(at, Math.Min(32, bytes.Length - at))))
                    .Append('\n');
        }
        if (Environment.GetEnvironmentVariable("EDGETESTER_APPROVE") == "1")
            File.WriteAllText(path, text.ToString());
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ToString());
    }

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "tests", "Firmware.Tests", "Contracts");
            if (Directory.Exists(folder))
                return folder;
        }
        throw new DirectoryNotFoundException("tests/Firmware.Tests/Contracts above the test's own folder");
    }
}
