namespace EdgeTester.Firmware.Bare
{
    /// <summary>
    /// Counts the writes to what outlives a power cut and takes the power away in the middle of one. From then on nothing that the
    /// program still does reaches the outside.
    /// </summary>
    public sealed class PowerSwitch
    {
        /// <summary>The write that the power fails at, counted from 1; 0 for none.</summary>
        public int FailAt;

        /// <summary>Writes so far.</summary>
        public int Writes { get; private set; }

        /// <summary>Whether the power is away.</summary>
        public bool IsOff { get; private set; }

        /// <summary>How many of so many bytes get written.</summary>
        public int Allowed(int count)
        {
            if (IsOff)
                return 0;
            Writes++;
            if (Writes != FailAt)
                return count;
            IsOff = true;
            return count / 2;
        }

        /// <summary>The power comes back.</summary>
        public void Restore()
        {
            IsOff = false;
        }
    }
}
