namespace EdgeTester.Contracts
{
    /// <summary>What became of a command.</summary>
    public enum CommandResult : byte
    {
        /// <summary>Not said.</summary>
        None = 0,

        /// <summary>Done.</summary>
        Accepted = 1,

        /// <summary>This very command was done before; nothing was done twice.</summary>
        AlreadyDone = 2,

        /// <summary>The channel has another run.</summary>
        Busy = 3,

        /// <summary>The channel does not have this run, or it is not in a state for this.</summary>
        NotPossible = 4,

        /// <summary>The plan cannot be run; the text says which step and why.</summary>
        BadPlan = 5,

        /// <summary>It came after its time.</summary>
        Expired = 6,

        /// <summary>The device does not know the verb.</summary>
        UnknownVerb = 7,

        /// <summary>No such channel.</summary>
        NoSuchChannel = 8,

        /// <summary>The hardware is not fit: the text says what failed.</summary>
        NotReady = 9,
    }
}
