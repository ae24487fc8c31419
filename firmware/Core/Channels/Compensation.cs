namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// What open, short and load at the end of one channel's cable have found, for each row (current range, or the 1 MHz module) at fixed
    /// frequencies. A linear two-port has three complex terms: Zs = short, Yo = 1 / (open - short), K = true / compensated load, and
    /// Z = K (Zm - Zs) / (1 - (Zm - Zs) Yo). New: no compensation.
    /// </summary>
    public sealed class Compensation
    {
        /// <summary>Row of the option module above 200 kHz; the rows before it are the current ranges.</summary>
        public const int Module = SignalChain.RangeCount;

        /// <summary>Rows.</summary>
        public const int RowCount = Module + 1;

        /// <summary>Numbers of one term: real and imaginary part at each frequency, row after row.</summary>
        public const int TermLength = 2 * (5 + 1 + 1 + 1 + 5);

        // What the three measurements themselves leave of the terms they find: their scatter and what moves in a year.
        private const double OpenDoubt = 5e-3;
        private const double ShortDoubt = 5e-3;
        private const double LeastOhm = 1e-5;

        /// <summary>Zs in ohm.</summary>
        public readonly float[] Short = new float[TermLength];

        /// <summary>Yo in siemens.</summary>
        public readonly float[] Open = new float[TermLength];

        /// <summary>K.</summary>
        public readonly float[] Load = new float[TermLength];

        /// <summary>The identity.</summary>
        public Compensation()
        {
            for (int k = 0; k < TermLength; k += 2)
                Load[k] = 1;
        }

        /// <summary>Frequencies of a row.</summary>
        public static int CountOf(int row)
        {
            return row == 0 || row == Module ? 5 : 1;
        }

        /// <summary>A frequency of a row in Hz; rows of higher ranges have one near the highest that they are used at.</summary>
        public static double HzOf(int row, int node)
        {
            switch (row)
            {
                case 0:
                    return node == 0 ? 20000.0 : 50000.0 * node;
                case 1:
                    return 8000.0;
                case 2:
                    return 800.0;
                case 3:
                    return 80.0;
                default:
                    return 250000.0 + 187500.0 * node;
            }
        }

        /// <summary>The frequency of a row that is meant by one within 3 % of it, because not all can be made exactly; -1 where there is none.</summary>
        public static int NodeOf(int row, double hz)
        {
            for (int node = 0; row >= 0 && row < RowCount && node < CountOf(row); node++)
            {
                double share = hz / HzOf(row, node) - 1.0;
                if (share < 0.03 && share > -0.03)
                    return node;
            }
            return -1;
        }

        /// <summary>Where a frequency's real part stands in a term; the imaginary part follows.</summary>
        public static int IndexOf(int row, int node)
        {
            int first =
                row == 0 ? 0
                : row == Module ? 8
                : 4 + row;
            return 2 * (first + node);
        }

        /// <summary>Whether an open and a short were measured at all frequencies of a row.</summary>
        public bool IsMeasured(int row)
        {
            for (int node = 0; node < CountOf(row); node++)
            {
                int at = IndexOf(row, node);
                if (Open[at] == 0 && Open[at + 1] == 0 || Short[at] == 0 && Short[at + 1] == 0)
                    return false;
            }
            return true;
        }

        /// <summary>Takes all values of another one.</summary>
        public void Take(Compensation other)
        {
            for (int k = 0; k < TermLength; k++)
            {
                Short[k] = other.Short[k];
                Open[k] = other.Open[k];
                Load[k] = other.Load[k];
            }
        }

        /// <summary>The cell's impedance of a measured one.</summary>
        public Phasor Correct(int row, double hz, Phasor measured)
        {
            Phasor inner = measured - At(Short, row, hz, false);
            Phasor share = new Phasor(1.0, 0) - inner * At(Open, row, hz, true);
            return inner / share * At(Load, row, hz, false);
        }

        /// <summary>What had been measured where this is the corrected impedance.</summary>
        public Phasor Undo(int row, double hz, Phasor corrected)
        {
            Phasor inner = corrected / At(Load, row, hz, false);
            Phasor share = new Phasor(1.0, 0) + inner * At(Open, row, hz, true);
            return inner / share + At(Short, row, hz, false);
        }

        /// <summary>The share of an impedance, as a standard uncertainty, that the compensation leaves in doubt.</summary>
        public double Doubt(int row, double hz, double ohm)
        {
            if (ohm <= 0)
                return 1;
            double open = OpenDoubt * At(Open, row, hz, true).Magnitude * ohm;
            double lead = (ShortDoubt * At(Short, row, hz, false).Magnitude + LeastOhm) / ohm;
            return Chips.Turning.SquareRoot(open * open + lead * lead);
        }

        /// <summary>Zs at a frequency.</summary>
        internal Phasor ShortAt(int row, double hz)
        {
            return At(Short, row, hz, false);
        }

        /// <summary>Yo at a frequency.</summary>
        internal Phasor OpenAt(int row, double hz)
        {
            return At(Open, row, hz, true);
        }

        /// <summary>Takes a short that was measured near a frequency of a row; see <see cref="NodeOf"/>.</summary>
        internal void SetShort(int row, int node, double hz, Phasor ohm)
        {
            Set(Short, row, node, ohm.Real, ohm.Imaginary * HzOf(row, node) / hz);
        }

        /// <summary>Likewise the admittance of an open.</summary>
        internal void SetOpen(int row, int node, double hz, Phasor siemens)
        {
            double share = HzOf(row, node) / hz;
            Set(Open, row, node, siemens.Real * share, siemens.Imaginary * share);
        }

        /// <summary>Likewise the share of a load.</summary>
        internal void SetLoad(int row, int node, double hz, Phasor share)
        {
            Set(Load, row, node, share.Real, share.Imaginary * HzOf(row, node) / hz);
        }

        private static void Set(float[] term, int row, int node, double real, double imaginary)
        {
            int at = IndexOf(row, node);
            term[at] = (float)real;
            term[at + 1] = (float)imaginary;
        }

        // Straight lines between the frequencies. Below the first one, and around an only one, capacitance, inductance and delay go with the
        // frequency, and the real parts stay, except that of an admittance.
        private static Phasor At(float[] term, int row, double hz, bool isAdmittance)
        {
            int last = CountOf(row) - 1;
            int node = 0;
            while (node < last && hz > HzOf(row, node + 1))
                node++;
            int at = IndexOf(row, node);
            double low = HzOf(row, node);
            if (node == 0 && (hz <= low || last == 0))
            {
                double share = hz / low;
                return new Phasor(isAdmittance ? term[at] * share : term[at], term[at + 1] * share);
            }
            if (node == last)
                return new Phasor(term[at], term[at + 1]);
            double part = (hz - low) / (HzOf(row, node + 1) - low);
            return new Phasor(
                term[at] + (term[at + 2] - term[at]) * part,
                term[at + 1] + (term[at + 3] - term[at + 1]) * part
            );
        }
    }
}
