using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>A complex number.</summary>
    public readonly struct Phasor
    {
        /// <summary>Real part.</summary>
        public readonly double Real;

        /// <summary>Imaginary part.</summary>
        public readonly double Imaginary;

        /// <summary>Makes one of its parts.</summary>
        public Phasor(double real, double imaginary)
        {
            Real = real;
            Imaginary = imaginary;
        }

        /// <summary>Absolute value.</summary>
        public double Magnitude
        {
            get { return Turning.SquareRoot(Real * Real + Imaginary * Imaginary); }
        }

        /// <summary>The sum.</summary>
        public static Phasor operator +(Phasor a, Phasor b)
        {
            return new Phasor(a.Real + b.Real, a.Imaginary + b.Imaginary);
        }

        /// <summary>The difference.</summary>
        public static Phasor operator -(Phasor a, Phasor b)
        {
            return new Phasor(a.Real - b.Real, a.Imaginary - b.Imaginary);
        }

        /// <summary>The product.</summary>
        public static Phasor operator *(Phasor a, Phasor b)
        {
            return new Phasor(
                a.Real * b.Real - a.Imaginary * b.Imaginary,
                a.Imaginary * b.Real + a.Real * b.Imaginary
            );
        }

        /// <summary>The product with a real number.</summary>
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
