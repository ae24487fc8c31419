using System.Net;

namespace EdgeTester.Service.Access;

/// <summary>Refuses to serve where others could read and command unseen.</summary>
internal static class Exposure
{
    /// <summary>Loopback needs nothing; anything else TLS and a token, or the explicit word.</summary>
    /// <exception cref="HostException">The message says what is missing.</exception>
    public static void Check(IPAddress address, HostOptions options, AccessTokens tokens)
    {
        if (tokens.Trouble is { } trouble)
            throw new HostException(trouble);
        if (IPAddress.IsLoopback(address) || options.AllowOtherAddresses)
            return;
        var hasTls = options.TlsCertificatePath is not null;
        if (hasTls && tokens.IsAsked)
            return;
        var missing =
            hasTls ? "no access token was given to anybody"
            : tokens.IsAsked ? "there is no TLS in front of it"
            : "there is neither TLS nor a token in front of it";
        throw new HostException(
            $"The page is not served on {address}: {missing}, so everybody who reaches that address, or listens on the way, could stop "
                + "every run. Give a certificate ('edgetester provision' makes one) and tokens ('edgetester token add'), serve on 127.0.0.1 "
                + "and use an SSH tunnel, or allow it explicitly."
        );
    }
}
