using Microsoft.AspNetCore.Http;

namespace EdgeTester.Service.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">Stands in the audit.</param>
/// <param name="Role">What they may do.</param>
internal sealed record Identity(string Name, AccessRole Role)
{
    private static readonly object Key = new();

    /// <summary>Whoever asks while no token is needed: the machine's own users.</summary>
    public static Identity Local(HttpContext context) =>
        new($"api {context.Connection.RemoteIpAddress}", AccessRole.Admin);

    /// <summary>Nobody who is known.</summary>
    public static Identity Nobody { get; } = new("nobody", AccessRole.None);

    /// <summary>Who asks in this request.</summary>
    public static Identity Of(HttpContext context) =>
        context.Items.TryGetValue(Key, out var found) && found is Identity one ? one : Nobody;

    /// <summary>Notes who asks.</summary>
    public void Attach(HttpContext context) => context.Items[Key] = this;
}
