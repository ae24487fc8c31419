namespace EdgeTester.Service.Access;

/// <summary>What somebody may do; each may what stands before it.</summary>
public enum AccessRole
{
    /// <summary>Nothing: nobody who is known.</summary>
    None,

    /// <summary>Read everything.</summary>
    Viewer,

    /// <summary>Start, stop, pause and resume runs.</summary>
    Operator,

    /// <summary>See and withdraw tokens.</summary>
    Admin,
}
