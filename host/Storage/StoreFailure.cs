namespace EdgeTester.Storage;

/// <summary>Why a store refuses.</summary>
public enum StoreFailure
{
    /// <summary>No room is left, or less than must stay free.</summary>
    DiskFull,

    /// <summary>Another process holds the database for too long.</summary>
    Busy,

    /// <summary>The file is not a database of ours, is damaged, or is newer than this program.</summary>
    NotUsable,

    /// <summary>The run is not known.</summary>
    UnknownRun,

    /// <summary>The run is known with another device or plan.</summary>
    RunTaken,

    /// <summary>Reading or writing failed for another reason.</summary>
    Failed,
}
