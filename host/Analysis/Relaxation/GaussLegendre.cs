namespace EdgeTester.Analysis.Relaxation;

/// <summary>The ten-point Gauss-Legendre rule on [0, 1].</summary>
internal static class GaussLegendre
{
    public static readonly double[] Nodes;
    public static readonly double[] Weights;

    static GaussLegendre()
    {
        const int count = 10;
        Nodes = new double[count];
        Weights = new double[count];
        for (var k = 0; k < count; k++)
        {
            var x = Math.Cos(Math.PI * (k + 0.75) / (count + 0.5));
            double slope = 0;
            for (var iteration = 0; iteration < 50; iteration++)
            {
                double previous = 1,
                    value = x;
                for (var degree = 2; degree <= count; degree++)
                    (previous, value) = (
                        value,
                        ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree
                    );
                slope = count * (x * value - previous) / (x * x - 1);
                x -= value / slope;
            }
            Nodes[k] = (1 - x) / 2;
            Weights[k] = 1 / ((1 - x * x) * slope * slope);
        }
    }
}
