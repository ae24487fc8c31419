namespace EdgeTester.Contracts
{
    /// <summary>A part of a tester that the self-test looks at.</summary>
    public enum SelfTestPart : byte
    {
        /// <summary>None: all is well.</summary>
        None = 0,

        /// <summary>Converter of the wide voltage, by its shorted input and its test signal; read and expected in volt at the converter.</summary>
        CoarseVoltage = 1,

        /// <summary>Likewise that of the current.</summary>
        Current = 2,

        /// <summary>Likewise that of the narrow voltage.</summary>
        FineVoltage = 3,

        /// <summary>Set-point: its register does not hold what was written; in codes.</summary>
        SetPoint = 4,

        /// <summary>Latch of relays and ranges: its outputs are not what was written; the number of wrong bytes.</summary>
        Latch = 5,

        /// <summary>Waveform generator: identity; read and expected as its register has them.</summary>
        Generator = 6,

        /// <summary>Waveform generator: its converter against its reference, in volt.</summary>
        GeneratorReference = 7,

        /// <summary>Memory of the checkpoints: a pattern does not come back; the number of wrong bytes.</summary>
        Memory = 8,
    }
}
