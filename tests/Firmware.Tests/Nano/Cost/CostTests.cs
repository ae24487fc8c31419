using EdgeTester.NanoSurface.Cost;

namespace EdgeTester.Firmware.Tests.Nano.Cost;

/// <summary>
/// The managed work of the control loop, counted instruction by instruction and priced by <see cref="CostModel"/>, must leave half of a tick
/// free on an ESP32 of 240 MHz with PSRAM. docs/firmware-nano.md has the figures.
/// </summary>
public sealed class CostTests(CountedFirmware firmware) : IClassFixture<CountedFirmware>
{
    [Fact]
    public void Eight_channels_take_less_than_half_of_a_tick()
    {
        var found = firmware.Run(typeof(CostScenarios), nameof(CostScenarios.ControlTick));
        Say("control tick", found);
        Assert.InRange(found[2], 1000, double.MaxValue);
        Assert.InRange(Share(found), 0.01, 0.5);
    }

    /// <summary>
    /// With all eight channels driven a sample leaves less than half of its time free, as all of them are looked at with every third: no sample is lost.
    /// </summary>
    [Fact]
    public void Even_sampling_keeps_up_with_its_samples()
    {
        var found = firmware.Run(typeof(CostScenarios), nameof(CostScenarios.EvenSampling));
        Say("even sampling", found);
        Assert.InRange(Share(found), 0.01, 0.95);
    }

    /// <summary>A record of every reading on every channel: closing blocks and checkpoints are spread, so that it is never too much for long.</summary>
    [Fact]
    public void A_record_of_every_reading_of_eight_channels_fits_the_tick()
    {
        var found = firmware.Run(typeof(CostScenarios), nameof(CostScenarios.DenseRecords));
        Say("dense records", found);
        Assert.InRange(Share(found), 0.01, 0.8);
    }

    [Fact]
    public void An_impedance_point_takes_less_than_half_of_its_time()
    {
        var found = firmware.Run(typeof(CostScenarios), nameof(CostScenarios.ImpedancePoint));
        var milliseconds = found[0] * CostModel.Esp32Psram * 1e-6;
        TestContext.Current.SendDiagnosticMessage($"point: {milliseconds:F1} ms of {found[1]:F1} ms");
        Assert.Equal(41, found[2]);
        Assert.InRange(milliseconds, 0.1, 0.5 * found[1]);
    }

    private static double Share(double[] found) => found[0] * CostModel.Esp32Psram * 1e-3 / found[4];

    private static void Say(string what, double[] found) =>
        TestContext.Current.SendDiagnosticMessage(
            $"{what}: {found[2]:F0} instructions, {found[0] * 1e-3:F1} us on the desktop, "
                + $"{found[0] * CostModel.Esp32Psram * 1e-6:F2} ms of {found[4] * 1e-3:F2} ms on an ESP32, "
                + $"largest {found[1] * CostModel.Esp32Psram * 1e-6:F2} ms, {found[3]:F1} SPI transfers"
        );
}
