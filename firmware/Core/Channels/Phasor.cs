using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>A complex number.</summary>
    internal readonly struct Phasor
    {
        internal readonly double Real;
        internal readonly double Imaginary;

        internal Phasor(double real, double imaginary)
        {
            Real = real;
            Imaginary = imaginary;
        }

        internal double Magnitude
        {
            get { return Turning.SquareRoot(Real * Real + Imaginary * Imaginary); }
        }

        public static Phasor operator +(Phasor a, Phasor b)
        {
            return new Phasor(a.Real + b.Real, a.Imaginary + b.Imaginary);
        }

        public static Phasor operator -(Phasor a, Phasor b)
        {
            return new Phasor(a.Real - b.Real, a.Imaginary - b.Imaginary);
        }

        public static Phasor operator *(Phasor a, Phasor b)
        {
            return new Phasor(
                a.Real * b.Real - a.Imaginary * b.Imaginary,
                a.Imaginary * b.Real + a.Real * b.Imaginary
            );
        }

        public static Phasor operator *(Phasor a, double factor)
        {
            return new Phasor(a.Real * factor, a.Imaginary * factor);
        }

        /// <summary>The quotient, zero where the divisor is.</summary>
        public static Phasor operator /(Phasor a, Phasor b)
        {
            double square = b.Real * b.Real + b.Imaginary * b.Imaginary;
            if (square <= 0)
                return new Phasor(0, 0);
            return new Phasor(
                (a.Real * b.Real + a.Imaginary * b.Imaginary) / square,
                (a.Imaginary * b.Real - a.Real * b.Imaginary) / square
            );
        }

        /// <summary>Impedance of a resistor with a capacitor across it: R / (1 + j 2 pi f R C).</summary>
        internal static Phasor Shunt(double hz, double ohm, double farad)
        {
            return new Phasor(ohm, 0) / new Phasor(1.0, 6.283185307179586 * hz * ohm * farad);
        }
    }
}
