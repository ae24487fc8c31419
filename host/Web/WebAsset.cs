namespace EdgeTester.Web;

/// <summary>One file of the page.</summary>
/// <param name="Path">Its path below the root, for example "app.js".</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="EntityTag">A quoted tag that changes with the content.</param>
public sealed record WebAsset(string Path, string ContentType, ReadOnlyMemory<byte> Bytes, string EntityTag);
