using System.Security.Cryptography;
using System.Text;

namespace EdgeTester.Hardware.KiCad;

/// <summary>Identities that follow from names, so that the same source gives the same file.</summary>
internal static class Identity
{
    /// <summary>A UUID for a name.</summary>
    public static string Of(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("edgetester/" + name));
        var bytes = hash[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x50);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        var hex = Convert.ToHexStringLower(bytes);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }
}
