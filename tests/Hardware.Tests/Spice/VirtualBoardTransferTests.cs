using System.Numerics;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Hardware.Spice.Checks;

namespace EdgeTester.Hardware.Tests.Spice;

/// <summary>The virtual board's analog model and the decks give the same transfer within 2 %, both built from their own descriptions.</summary>
public sealed class VirtualBoardTransferTests(SpiceFixture fixture) : IClassFixture<SpiceFixture>
{
    private const double Excitation = 0.02;

    [Fact]
    public void CellVoltageAndShuntVoltageAgreeWithin2Percent()
    {
        var points = TransferCheck
            .Simulate(fixture.Spice, TestContext.Current.CancellationToken)
            // The held loop of the hardware lets go above some ten hertz; the model has no such corner.
            .Where(p =>
                p.Hz is > 50 and < 60e3
                && p.Cell is "20 ohm" or "300 ohm" or "5 kohm" or "1 kohm"
                && p.Hz is > 50 and < 60e3
            )
            .ToList();
        Assert.True(points.Count > 20);
        foreach (var point in points)
        {
            var (voltage, shunt) = Virtual(point.Truth.Real, point.Range, point.Hz);
            Near(
                voltage,
                point.Voltage.Magnitude,
                $"cell voltage, {point.Cell}, range {point.Range}, {point.Hz:F0} Hz"
            );
            Near(
                shunt,
                point.Shunt.Magnitude,
                $"shunt voltage, {point.Cell}, range {point.Range}, {point.Hz:F0} Hz"
            );
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, -0.25)]
    [InlineData(3, 0.1)]
    public void TheGalvanostatsCurrentIsTheSetPointsInBoth(int range, double shuntVolt)
    {
        // The deck's counterpart is check 7 and check 2: the shunt follows V_DAC - 1.25 V.
        var bench = new VirtualBench(100);
        bench.Latch(range, false, 15);
        bench.Board.SetDac(0, 1.25 + shuntVolt, bench.Now);
        bench.Now += 0.01;
        Assert.Equal(shuntVolt, bench.Board.AdcInput(1, 0, bench.Now, 0), 4);
    }

    [Fact]
    public void TheTripThresholdsAgreeWithin2Percent()
    {
        var figures = ThresholdCheck.Run(fixture.Spice, TestContext.Current.CancellationToken).Figures;
        double Middle(string what) =>
            figures.Where(f => f.What.EndsWith(what, StringComparison.Ordinal)).Average(f => f.Value);
        Near(BoardConstants.TripVoltage, Middle("trip voltage"), "trip voltage");
        Near(1e3 * BoardConstants.TripCurrent, Middle("trip current"), "trip current");
    }

    private static (double Voltage, double Shunt) Virtual(double ohm, int range, double hz)
    {
        var bench = new VirtualBench(ohm);
        bench.Latch(range, true, 0);
        bench.Board.SetExcitation(hz, Excitation, 0, bench.Now);
        bench.Now += 20 / hz + 0.02;
        const int Samples = 400;
        double Size(int input)
        {
            var volts = new double[Samples];
            bench.Board.SampleAc(input, bench.Now, 10 / hz / Samples, volts);
            Complex sum = 0;
            for (var n = 0; n < Samples; n++)
                sum += volts[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * 10 * n / Samples);
            return 2 * sum.Magnitude / Samples / Excitation;
        }
        return (Size(3), Size(2));
    }

    private static void Near(double model, double deck, string what) =>
        Assert.True(Math.Abs(model / deck - 1) < 0.02, $"{what}: virtual board {model:G5}, deck {deck:G5}");

    private sealed class VirtualBench
    {
        private readonly byte[] latch = [0, 0, 0, 0, 0, 0, 0, 0, 15];

        public VirtualBench(double ohm) =>
            Board = new AnalogBoard([
                CellFactory.Build(
                    new CellDefinition
                    {
                        Name = "resistor",
                        Title = "resistor",
                        Elements = [new ElementDefinition { Resistance = ohm }],
                    }
                ),
            ]);

        public AnalogBoard Board { get; }

        public double Now { get; set; }

        public void Latch(int range, bool excited, int multiplexer)
        {
            latch[0] = (byte)(1 | range << 1 | (excited ? 32 : 0));
            latch[8] = (byte)multiplexer;
            Board.SetLatch(latch, Now);
        }
    }
}
