using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Sine by a 28-bit accumulator. Write-only: nothing can be read back, so that whoever uses it has to look at what it does. Each change of the
    /// frequency goes through reset, so that two parts on one clock start at the same phase again and again.
    /// </summary>
    public sealed class Ad9834
    {
        /// <summary>Steps of the phase register in a turn.</summary>
        public const int PhaseSteps = 4096;

        /// <summary>2 to the power of 28: the accumulator.</summary>
        public const double Accumulator = 268435456.0;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly int output;
        private readonly byte[] command = new byte[2];
        private readonly byte[] reply = new byte[2];

        /// <summary>Takes the bus; nothing is sent yet.</summary>
        /// <param name="bus">Where it is.</param>
        /// <param name="chipSelect">Its chip select.</param>
        /// <param name="output"><see cref="Ad9834Register.Sine"/> or <see cref="Ad9834Register.SignBit"/>.</param>
        public Ad9834(ISpiBus bus, int chipSelect, int output)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
            this.output = output;
        }

        /// <summary>Stops it in reset and writes a frequency (of <see cref="Accumulator"/> a clock) and the phase zero.</summary>
        public void Hold(int frequencyWord)
        {
            Send(Ad9834Register.ControlWhole | Ad9834Register.ControlReset | output);
            Send(Ad9834Register.Frequency0 | (frequencyWord & Ad9834Register.HalfMask));
            Send(Ad9834Register.Frequency0 | ((frequencyWord >> 14) & Ad9834Register.HalfMask));
            SetPhase(0);
        }

        /// <summary>Lets it run from the phase that was written.</summary>
        public void Run()
        {
            Send(Ad9834Register.ControlWhole | output);
        }

        /// <summary>Writes the phase, 0 to <see cref="PhaseSteps"/> - 1, running or not.</summary>
        public void SetPhase(int steps)
        {
            Send(Ad9834Register.Phase0 | (steps & Ad9834Register.PhaseMask));
        }

        private void Send(int word)
        {
            command[0] = (byte)(word >> 8);
            command[1] = (byte)word;
            bus.Transfer(chipSelect, command, reply, 2);
        }
    }
}
