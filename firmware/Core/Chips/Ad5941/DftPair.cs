namespace EdgeTester.Firmware.Chips
{
    /// <summary>DFT of voltage and current of one sequence, both turned back to the moment of its trigger; in converter codes.</summary>
    public sealed class DftPair
    {
        /// <summary>Real part of the voltage.</summary>
        public double VoltageReal;

        /// <summary>Imaginary part of the voltage.</summary>
        public double VoltageImaginary;

        /// <summary>Real part of the current.</summary>
        public double CurrentReal;

        /// <summary>Imaginary part of the current.</summary>
        public double CurrentImaginary;

        /// <summary>A conversion was at the end of its scale.</summary>
        public bool Overloaded;
    }
}
