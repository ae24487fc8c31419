namespace EdgeTester.Contracts
{
    /// <summary>Why bytes are not a frame that can be used.</summary>
    public enum FrameError : byte
    {
        /// <summary>Nothing is wrong.</summary>
        None = 0,

        /// <summary>Fewer bytes than a header and a CRC.</summary>
        TooShort = 1,

        /// <summary>The first two bytes are not those of a frame.</summary>
        NotAFrame = 2,

        /// <summary>A version that this code does not know.</summary>
        UnknownVersion = 3,

        /// <summary>The length field disagrees with the bytes at hand, or is larger than <see cref="Frame.MaximumSize"/>.</summary>
        WrongLength = 4,

        /// <summary>The CRC-32 does not match: a bit flipped or a part was cut.</summary>
        WrongChecksum = 5,

        /// <summary>A frame kind that this code does not know, or not the kind that was asked for.</summary>
        WrongKind = 6,

        /// <summary>The body ends before all that its header promises, or goes on after it.</summary>
        WrongBody = 7,

        /// <summary>A field holds a value that cannot be.</summary>
        FieldOutOfRange = 8,

        /// <summary>More records, steps or text than a frame may hold.</summary>
        TooMany = 9,
    }
}
