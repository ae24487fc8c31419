using System.Reflection;

namespace EdgeTester.Service;

/// <summary>Name and version of this program.</summary>
public static class HostVersion
{
    /// <summary>The version, for example "0.1.0".</summary>
    public static string Number { get; } =
        typeof(HostVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    /// <summary>Name and version, for example "EdgeTester 0.1.0".</summary>
    public static string Text { get; } = "EdgeTester " + Number;
}
