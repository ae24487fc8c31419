namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Sine and cosine of an angle in turns, and the square root, in double precision: the device's own are single.
    /// Power series around the nearest eighth of a turn; error below 1e-15.
    /// </summary>
    public static class Turning
    {
        private const double Circle = 6.283185307179586;

        /// <summary>Sine of 2 pi <paramref name="turns"/>.</summary>
        public static double Sine(double turns)
        {
            return Cosine(turns - 0.25);
        }

        /// <summary>Cosine of 2 pi <paramref name="turns"/>; NaN for what is not finite or beyond 1e9 turns.</summary>
        public static double Cosine(double turns)
        {
            if (double.IsNaN(turns) || turns > 1e9 || turns < -1e9)
                return double.NaN;
            double rest = turns - (long)turns;
            if (rest < 0)
                rest = -rest;
            if (rest > 0.5)
                rest = 1.0 - rest;
            double sign = 1.0;
            if (rest > 0.25)
            {
                rest = 0.5 - rest;
                sign = -1.0;
            }
            double value = rest > 0.125 ? SineSeries((0.25 - rest) * Circle) : CosineSeries(rest * Circle);
            return sign * value;
        }

        /// <summary>Square root by Newton's method; 0 for what is not above 0.</summary>
        public static double SquareRoot(double value)
        {
            if (double.IsNaN(value) || value <= 0)
                return 0;
            if (value > 1.7e308)
                return 1.3e154;
            double scale = 1.0;
            while (value > 4.0)
            {
                value *= 0.25;
                scale *= 2.0;
            }
            while (value < 1.0)
            {
                value *= 4.0;
                scale *= 0.5;
            }
            double root = 0.5 + 0.4 * value;
            for (int k = 0; k < 5; k++)
                root = 0.5 * (root + value / root);
            return root * scale;
        }

        private static double SineSeries(double angle)
        {
            double square = angle * angle;
            double term = angle;
            double sum = angle;
            for (int k = 2; k < 18; k += 2)
            {
                term *= -square / (k * (k + 1));
                sum += term;
            }
            return sum;
        }

        private static double CosineSeries(double angle)
        {
            double square = angle * angle;
            double term = 1.0;
            double sum = 1.0;
            for (int k = 1; k < 17; k += 2)
            {
                term *= -square / (k * (k + 1));
                sum += term;
            }
            return sum;
        }
    }
}
