namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Platinum resistor of 1000 ohm at 0 degree Celsius by IEC 60751: R = R0 (1 + A t + B t^2), and below zero C (t - 100) t^3 more.
    /// </summary>
    public static class Pt1000
    {
        private const double AtZero = 1000.0;
        private const double A = 3.9083e-3;
        private const double B = -5.775e-7;
        private const double C = -4.183e-12;
        private const double LeastOhm = 180.0;
        private const double MostOhm = 3000.0;

        /// <summary>
        /// Temperature in degree Celsius, within 0.001 degree from -200 to 600; NaN for a resistance that no such sensor has (open lead,
        /// short).
        /// </summary>
        /// <param name="ohm">Resistance.</param>
        public static double ToCelsius(double ohm)
        {
            if (double.IsNaN(ohm) || ohm < LeastOhm || ohm > MostOhm)
                return double.NaN;
            double ratio = ohm / AtZero;
            double celsius = (Turning.SquareRoot(A * A - 4.0 * B * (1.0 - ratio)) - A) / (2.0 * B);
            if (celsius >= 0)
                return celsius;
            for (int k = 0; k < 4; k++)
            {
                double t = celsius;
                double value = 1.0 + A * t + B * t * t + C * (t - 100.0) * t * t * t;
                double slope = A + 2.0 * B * t + C * (4.0 * t - 300.0) * t * t;
                celsius = t - (value - ratio) / slope;
            }
            return celsius;
        }
    }
}
