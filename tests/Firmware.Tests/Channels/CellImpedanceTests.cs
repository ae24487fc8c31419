using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class CellImpedanceTests(ITestOutputHelper output)
{
    [Fact]
    public void ACellThatIsIntegratedInTimeShowsItsImpedanceUnderBias()
    {
        CellModel cell = CellBench.Cell(
            new ElementDefinition { Name = "Rb", Resistance = 80 },
            new ElementDefinition
            {
                Kind = "rc",
                Name = "Rgb",
                Resistance = 200,
                Capacitance = 20e-9,
            },
            new ElementDefinition
            {
                Kind = "rc",
                Name = "Rint",
                Resistance = 900,
                Capacitance = 5e-6,
            }
        );
        CellBench bench = new([cell], new VirtualChipOptions { Seed = 4 });
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveCurrent(0, 0.1e-3, 1));
        bench.Run(1);
        Check(
            bench,
            w =>
                80
                + 200 / (1 + Complex.ImaginaryOne * w * 200 * 20e-9)
                + 900 / (1 + Complex.ImaginaryOne * w * 900 * 5e-6),
            galvanostatic: true,
            amplitude: 10e-6,
            toHz: 200e3
        );
        bench.Run(0.2);
        Assert.Equal(0.1e-3, bench.FrontEnd.Current(0), 5e-8);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    [InlineData(5000)]
    public void ResistorsOnTheAnalogBoard(double ohm)
    {
        CellBench bench = new([CellBench.Resistor(ohm)], new VirtualChipOptions { Seed = 8 });
        bench.FrontEnd.DriveVoltage(0, 0, 0);
        bench.Run(0.3);
        Check(bench, _ => ohm, galvanostatic: false, amplitude: 5e-3, toHz: 200e3);
    }

    private void Check(
        CellBench bench,
        Func<double, Complex> truthOf,
        bool galvanostatic,
        double amplitude,
        double toHz
    )
    {
        List<string> wrong = [];
        double began = bench.Time.Seconds;
        for (int k = 0; ; k++)
        {
            double hz = toHz * Math.Pow(10, -k / 5.0);
            if (hz < 9.999)
                break;
            double start = bench.Time.Seconds;
            PointResult point = bench.Point(0, hz, amplitude, galvanostatic);
            Complex truth = truthOf(2 * Math.PI * point.FrequencyHz);
            Complex ratio = new Complex(point.RealOhm, point.ImaginaryOhm) / truth;
            double magnitude = Math.Abs(ratio.Magnitude - 1);
            double degrees = Math.Abs(ratio.Phase * 180 / Math.PI);
            double error = (ratio - 1).Magnitude;
            string line =
                $"{point.FrequencyHz, 12:F3} Hz |Z| {truth.Magnitude, 9:F2} error {100 * magnitude:F3} % {degrees:F3} deg sigma {100 * point.RelativeSigma:F3} % range {point.Range} V {1e3 * point.VoltageAmplitude:F3} mV I {1e6 * point.CurrentAmplitude:F3} uA {bench.Time.Seconds - start:F3} s q {point.Quality}";
            output.WriteLine(line);
            double peak = galvanostatic ? point.CurrentAmplitude : point.VoltageAmplitude;
            Assert.InRange(peak, 0.6 * amplitude, amplitude);
            if (
                magnitude > 0.003
                || degrees > 0.3
                || point.Quality != ImpedanceQuality.Good
                || error > 5 * point.RelativeSigma
            )
                wrong.Add(line);
        }

        output.WriteLine($"{bench.Time.Seconds - began:F1} s");
        Assert.Empty(wrong);
        Assert.Equal(Ad5941Poison.None, bench.Chips.WaveformGenerator.Poison);
    }
}
