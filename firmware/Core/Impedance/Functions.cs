using System;

namespace EdgeTester.Firmware.Impedance
{
    /// <summary>
    /// Elementary functions in double precision from + - * / alone: the device's Math is single precision.
    /// </summary>
    public static class Functions
    {
        private const double TwoPi = 6.283185307179586476925;
        private const double NaturalLogarithmOfTen = 2.302585092994045684018;

        /// <summary>Sine of an angle in turns (0.25 is the crest); |turns| below 1e9, error below 2e-15.</summary>
        public static double SineOfTurns(double turns)
        {
            double rest = turns - (long)turns;
            if (rest < 0)
                rest += 1;
            int quarter = (int)(rest * 4 + 0.5);
            double angle = (rest - quarter * 0.25) * TwoPi;
            switch (quarter & 3)
            {
                case 0:
                    return SineNearZero(angle);
                case 1:
                    return CosineNearZero(angle);
                case 2:
                    return -SineNearZero(angle);
                default:
                    return -CosineNearZero(angle);
            }
        }

        /// <summary>Cosine of an angle in turns; |turns| below 1e9, error below 2e-15.</summary>
        public static double CosineOfTurns(double turns)
        {
            return SineOfTurns(turns + 0.25);
        }

        /// <summary>Square root by Newton's iteration; 0 for what is not above zero.</summary>
        public static double SquareRoot(double value)
        {
            if (double.IsNaN(value) || value <= 0)
                return 0;
            // Halving the exponent in the bits gives a start within 7 %; four iterations square that error away.
            long bits = BitConverter.DoubleToInt64Bits(value);
            double root = BitConverter.Int64BitsToDouble((bits >> 1) + 0x1FF8000000000000L);
            for (int k = 0; k < 5; k++)
                root = 0.5 * (root + value / root);
            return root;
        }

        /// <summary>Ten to the power <paramref name="numerator"/> / <paramref name="denominator"/>; relative error below 1e-14 up to 1e12.</summary>
        public static double PowerOfTen(int numerator, int denominator)
        {
            int whole = numerator / denominator;
            int rest = numerator - whole * denominator;
            double power = Exponential(NaturalLogarithmOfTen * rest / denominator);
            for (; whole > 0; whole--)
                power *= 10;
            for (; whole < 0; whole++)
                power /= 10;
            return power;
        }

        private static double Exponential(double value)
        {
            double small = value / 16;
            double sum = 1;
            for (int k = 14; k > 0; k--)
                sum = 1 + small * sum / k;
            for (int k = 0; k < 4; k++)
                sum *= sum;
            return sum;
        }

        private static double SineNearZero(double a)
        {
            double s = a * a;
            double sum = 1 - s / 210;
            sum = 1 - s / 156 * sum;
            sum = 1 - s / 110 * sum;
            sum = 1 - s / 72 * sum;
            sum = 1 - s / 42 * sum;
            sum = 1 - s / 20 * sum;
            return a * (1 - s / 6 * sum);
        }

        private static double CosineNearZero(double a)
        {
            double s = a * a;
            double sum = 1 - s / 240;
            sum = 1 - s / 182 * sum;
            sum = 1 - s / 132 * sum;
            sum = 1 - s / 90 * sum;
            sum = 1 - s / 56 * sum;
            sum = 1 - s / 30 * sum;
            sum = 1 - s / 12 * sum;
            return 1 - s / 2 * sum;
        }
    }
}
