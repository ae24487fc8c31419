namespace EdgeTester.Formats;

/// <summary>What a file says about the sign of its imaginary column.</summary>
internal enum SignPolicy
{
    /// <summary>The format fixes it; points come with the physical sign.</summary>
    Known,

    /// <summary>The header carries a minus, which was taken into account.</summary>
    HeaderMinus,

    /// <summary>The header names Z'' without a minus.</summary>
    HeaderPlain,

    /// <summary>There is no header.</summary>
    Unsaid,
}
