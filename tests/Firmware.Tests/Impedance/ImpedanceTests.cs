using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Impedance;

public class ImpedanceTests
{
    internal static StepDefinition Spectrum(bool galvanostatic, double amplitude, double high, double low)
    {
        var step = Step(galvanostatic ? StepKind.GalvanostaticImpedance : StepKind.PotentiostaticImpedance);
        step.RecordIntervalMicroseconds = 0;
        step.Amplitude = amplitude;
        step.StartFrequencyHz = high;
        step.EndFrequencyHz = low;
        step.PointsPerDecade = 10;
        step.MinimumPeriods = 2;
        step.RelativeToOpenCircuit = !galvanostatic;
        return step;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_spectrum_comes_out_as_the_cell_is_in_under_four_minutes(bool galvanostatic)
    {
        var bench = new Bench();
        bench.FrontEnd.VoltageNoise = 2e-6;
        bench.FrontEnd.CurrentNoise = 2e-9;
        var start = bench.Clock.ElapsedMicroseconds;
        bench.Start(Plan(Spectrum(galvanostatic, galvanostatic ? 20e-6 : 5e-3, 200e3, 0.1)));
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        Assert.Equal(64, recording.Points.Count);
        Assert.Equal(64, recording.Single(RunEventCode.SpectrumStarted).Value2);
        Assert.Equal(64, recording.Single(RunEventCode.SpectrumEnded).Value2);
        foreach (var p in recording.Points)
        {
            var z = bench.FrontEnd.Cells[0].Impedance(p.FrequencyHz);
            var error = (new System.Numerics.Complex(p.RealOhm, p.ImaginaryOhm) - z).Magnitude / z.Magnitude;
            Assert.True(error < 1e-3 && error < 5 * p.RelativeSigma, $"{p.FrequencyHz} Hz: {error}");
        }
        Assert.InRange((bench.Clock.ElapsedMicroseconds - start) * 1e-6, 60, 240);
    }
}
