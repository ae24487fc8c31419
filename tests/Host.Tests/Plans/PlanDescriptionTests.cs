using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public class PlanDescriptionTests
{
    private static PlanDescription Describe(string method, string sample = "{\"area_cm2\":0.5}") =>
        PlanDescription.Describe(
            PlanFile
                .Parse(
                    $$"""{"sample":{{sample}},"record":{"time_s":10},"safety":{"max_voltage_V":5,"min_voltage_V":-5},"method":[{{method}}]}"""
                )
                .Plan!
        );

    [Fact]
    public void Loops_multiply_time_charge_and_records()
    {
        var total = Describe(
            """
            {"step":"tag","tag":"outer"},
            {"step":"constant_current","current_mA":0.36,"until_time_s":100},
            {"step":"constant_current","current_mA":-0.36,"until_time_s":50},
            {"step":"loop","loop_to":2,"cycle_count":3},
            {"step":"open_circuit_voltage","until_time_s":1000},
            {"step":"loop","loop_to":"outer","cycle_count":2}
            """
        ).Total;
        Assert.Equal(Bounds.Exactly(2 * (3 * 150 + 1000)), total.Seconds);
        Assert.Equal(2 * 3 * 0.036, total.ChargingCoulomb.Most, 12);
        Assert.Equal(2 * 3 * 0.018, total.DischargingCoulomb.Least, 12);
        Assert.Equal(2 * (3 * (12 + 7) + 102), total.Samples.Most);
        Assert.Equal(6, total.Cycles);
    }

    [Fact]
    public void A_condition_makes_a_time_an_upper_bound()
    {
        var timed = Describe(
            """{"step":"constant_current","current_mA":1,"until_time_s":100,"until_voltage_V":4}"""
        );
        Assert.Equal(new Bounds(0, 100), timed.Total.Seconds);
        Assert.Contains("at most 1 min 40 s", timed.Steps[0].Text);
    }

    [Fact]
    public void A_charge_bounds_a_constant_current()
    {
        var seconds = Describe(
            """{"step":"constant_current","current_mA":1,"until_capacity_mAh":2}"""
        ).Total.Seconds;
        Assert.Equal(7200, seconds.Most, 9);
        Assert.Equal(7200, seconds.Least, 9);
    }

    [Fact]
    public void What_only_the_cell_ends_has_no_bound_but_a_likely_time_from_the_capacity()
    {
        var unknown = Describe("""{"step":"constant_current","current_mA":1,"until_voltage_V":4}""").Total;
        Assert.Equal(double.PositiveInfinity, unknown.Seconds.Most);
        Assert.Null(unknown.LikelySeconds);
        var known = Describe(
            """{"step":"constant_current","rate_C":0.5,"until_voltage_V":4}""",
            "{\"capacity_mAh\":2}"
        );
        Assert.Equal(7200, known.Total.LikelySeconds!.Value, 6);
        Assert.Contains("about 2 h", known.Steps[0].Text);
        Assert.Contains("nothing bounds it", known.ToString());
    }

    [Fact]
    public void A_spectrum_says_how_many_points_it_has()
    {
        var total = Describe(
            """{"step":"impedance_spectroscopy","amplitude_V":0.005,"start_frequency_Hz":100000,"end_frequency_Hz":0.1,"points_per_decade":10}"""
        ).Total;
        Assert.Equal(61, total.ImpedancePoints.Most);
        Assert.Equal(1, total.Spectra.Most);
        Assert.InRange(total.Seconds.Most, 60, 400);
    }

    [Theory]
    [InlineData(200_000, 10, 10, 30, 0.15)]
    [InlineData(0.1, 0.01, 10, 1390, 0.1)]
    public void The_time_of_a_spectrum_is_estimated_as_the_tester_takes_it(
        double start,
        double end,
        int points,
        double seconds,
        double share
    )
    {
        // 30 s were seen on the virtual tester; below 10 Hz a point takes its periods, one to settle and about a second more.
        var total = Describe(
            FormattableString.Invariant(
                $"{{\"step\":\"impedance_spectroscopy\",\"amplitude_V\":0.005,\"start_frequency_Hz\":{start},\"end_frequency_Hz\":{end},\"points_per_decade\":{points}}}"
            )
        ).Total;
        Assert.InRange(total.Seconds.Most, seconds * (1 - share), seconds * (1 + share));
    }

    [Fact]
    public void A_sweep_takes_its_way_over_its_rate()
    {
        var cyclic = Describe(
            """{"step":"cyclic_sweep","start_voltage_V":0,"vertex1_voltage_V":1,"vertex2_voltage_V":-1,"end_voltage_V":0,"scan_rate_mV_per_s":10,"cycle_count":2}"""
        );
        Assert.Equal((1 + 2 * 3 + 1) / 0.01, cyclic.Total.Seconds.Most, 9);
        Assert.True(cyclic.Total.CellDecidesCharge);
    }

    [Theory]
    [InlineData(45, "45 s")]
    [InlineData(0.5, "0.5 s")]
    [InlineData(119.9, "2 min")]
    [InlineData(9000, "2 h 30 min")]
    [InlineData(86400 * 58 + 3600 * 8, "58 d 8 h")]
    [InlineData(3 * 86400 - 1, "3 d")]
    public void Times_read_as_people_write_them(double seconds, string text)
    {
        var described = Describe(
            FormattableString.Invariant($"{{\"step\":\"open_circuit_voltage\",\"until_time_s\":{seconds}}}")
        );
        Assert.StartsWith($"Duration: {text}.", described.Totals[0]);
    }

    [Fact]
    public void Steps_are_numbered_as_they_are_listed_and_tags_are_none()
    {
        var steps = Describe(
            """
            {"step":"open_circuit_voltage","until_time_s":60},
            {"step":"tag","tag":"cycle"},
            {"step":"constant_current","current_mA":0.36,"until_time_s":100},
            {"step":"constant_current","current_mA":-0.36,"until_time_s":100},
            {"step":"loop","loop_to":"cycle","cycle_count":3}
            """
        ).Steps;
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Number));
        Assert.StartsWith("Steps 2 to 3 are done 3 times", steps[^1].Text);
    }
}
