using EdgeTester.Contracts;
using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public class PlanFileTests
{
    private const string Start =
        """{"sample":{"area_cm2":0.5,"capacity_mAh":2},"record":{"time_s":10},"safety":{"max_voltage_V":5,"min_voltage_V":-5},"method":[""";

    private static Plan Good(string method)
    {
        var result = PlanFile.Parse(Start + method + "]}");
        Assert.Equal([], result.Mistakes);
        return result.Plan!;
    }

    private static Mistake Only(string method) =>
        Assert.Single(PlanFile.Parse(Start + method + "]}").Mistakes);

    [Fact]
    public void A_current_may_be_given_as_current_density_or_rate()
    {
        var plan = Good(
            """
            {"step":"constant_current","current_mA":0.5,"until_time_s":60},
            {"step":"constant_current","current_density_mA_cm2":-0.5,"until_time_s":60},
            {"step":"constant_current","rate_C":"C/5","until_voltage_V":4},
            {"step":"constant_current","rate_C":"D/4","until_voltage_V":1}
            """
        );
        var currents = plan.Steps.Cast<ConstantCurrentStep>().Select(step => step.Current * 1e3).ToArray();
        Assert.Equal([0.5, -0.25, 0.4, -0.5], currents.Select(i => Math.Round(i, 12)));
        Assert.True(plan.Steps[2].Ends[0].Above);
        Assert.False(plan.Steps[3].Ends[0].Above);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_named_at_once_with_line_column_and_field()
    {
        var result = PlanFile.Parse(
            """
            {
              "record": { "time_s": 0 },
              "sample": { "area": 1 },
              "method": [
                { "step": "constant_curent", "current_mA": 1 },
                { "step": "constant_current", "current_A": 0.001, "until_time_h": 2 },
                { "step": "open_circuit_voltage" },
                { "step": "loop", "loop_to": "start", "cycle_count": 0 }
              ]
            }
            """
        );
        Assert.Null(result.Plan);
        Assert.Equal(
            [
                "line 2, column 25: record.time_s: 0 is out of range: 0.0123457 to 86400 s can be done",
                "line 3, column 15: sample.area: sample has no field \"area\"; did you mean \"area_cm2\"?",
                "line 5, column 15: method[0].step: \"constant_curent\" is no kind of step; did you mean \"constant_current\"?",
                "line 6, column 5: method[1]: this step has no current: give current_mA, current_density_mA_cm2 or rate_C",
                "line 6, column 35: method[1].current_A: constant_current has no field \"current_A\"; the unit is mA, not A: write \"current_mA\": 1",
                "line 6, column 55: method[1].until_time_h: constant_current has no field \"until_time_h\"; the unit is s, not h: write \"until_time_s\": 7200",
                "line 7, column 5: method[2]: this step has no end: give an until_... field or a \"when\"",
                "line 8, column 34: method[3].loop_to: there is no tag \"start\"",
                "line 8, column 58: method[3].cycle_count: 0 is out of range: 1 to 1E+07 can be done",
            ],
            result.Mistakes.Select(mistake => mistake.ToString())
        );
    }

    [Theory]
    [InlineData(
        "{\"step\":\"constant_voltage\",\"voltage_V\":9,\"until_time_s\":1}",
        "voltage_V",
        "out of range"
    )]
    [InlineData(
        "{\"step\":\"constant_voltage\",\"voltage_V\":5.5,\"until_time_s\":1}",
        "voltage_V",
        "max_voltage_V"
    )]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":11,\"until_time_s\":1}",
        "current_mA",
        "out of range"
    )]
    [InlineData("{\"step\":\"constant_current\",\"rate_C\":6,\"until_time_s\":1}", "rate_C", "12 mA")]
    [InlineData("{\"step\":\"constant_current\",\"current_mA\":0,\"until_time_s\":1}", "current_mA", "rest")]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":1,\"until_time_s\":0}",
        "until_time_s",
        "above 0"
    )]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":\"1 mA\",\"until_time_s\":1}",
        "current_mA",
        "without quotes"
    )]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":1e999,\"until_time_s\":1}",
        "current_mA",
        "out of range"
    )]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":1,\"current_density_mA_cm2\":1,\"until_time_s\":1}",
        "current_density_mA_cm2",
        "twice"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"until_time_s\":1,\"until_time_s\":2}",
        "until_time_s",
        "twice"
    )]
    [InlineData(
        "{\"step\":\"linear_sweep\",\"start_voltage_V\":1,\"end_voltage_V\":1,\"scan_rate_mV_per_s\":1}",
        "end_voltage_V",
        "ends where"
    )]
    [InlineData(
        "{\"step\":\"linear_sweep\",\"start_voltage_V\":1,\"end_voltage_V\":2,\"scan_rate_mV_per_s\":-1}",
        "scan_rate_mV_per_s",
        "above 0"
    )]
    [InlineData(
        "{\"step\":\"impedance_spectroscopy\",\"start_frequency_Hz\":2e6,\"end_frequency_Hz\":1,\"amplitude_V\":0.005}",
        "start_frequency_Hz",
        "1000000"
    )]
    [InlineData(
        "{\"step\":\"impedance_spectroscopy\",\"start_frequency_Hz\":1e3,\"end_frequency_Hz\":0.001,\"amplitude_V\":0.005}",
        "end_frequency_Hz",
        "0.01"
    )]
    [InlineData(
        "{\"step\":\"impedance_spectroscopy\",\"start_frequency_Hz\":1e3,\"end_frequency_Hz\":1}",
        "method[0]",
        "amplitude"
    )]
    [InlineData(
        "{\"step\":\"impedance_spectroscopy\",\"start_frequency_Hz\":1e3,\"end_frequency_Hz\":1,\"amplitude_mA\":6,\"dc_current_mA\":5}",
        "amplitude_mA",
        "together"
    )]
    [InlineData(
        "{\"step\":\"impedance_spectroscopy\",\"start_frequency_Hz\":1e3,\"end_frequency_Hz\":1,\"amplitude_mA\":1,\"points_per_decade\":2.5}",
        "points_per_decade",
        "whole number"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"until_time_s\":1},{\"step\":\"loop\",\"loop_to\":2,\"cycle_count\":2}",
        "loop_to",
        "itself"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"until_time_s\":1},{\"step\":\"loop\",\"loop_to\":7,\"cycle_count\":2}",
        "loop_to",
        "comes later"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"until_time_s\":1},{\"step\":\"tag\",\"tag\":\"a\"},{\"step\":\"loop\",\"loop_to\":\"a\",\"cycle_count\":2}",
        "loop_to",
        "between"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"when\":[{\"time_s\":1,\"then\":\"nowhere\"}]}",
        "then",
        "no tag"
    )]
    [InlineData(
        "{\"step\":\"open_circuit_voltage\",\"when\":[{\"time_s\":1,\"voltage_above_V\":1}]}",
        "when[0]",
        "one quantity"
    )]
    [InlineData(
        "{\"step\":\"constant_current\",\"current_mA\":5,\"current_range_mA\":1,\"until_time_s\":1}",
        "current_range_mA",
        "range ends"
    )]
    [InlineData("{\"step\":\"tag\",\"tag\":\"a\"}", "method", "only tags")]
    [InlineData("{\"step\":\"temperature\",\"until_temp_c\":60}", "step", "chamber")]
    [InlineData(
        "{\"step\":\"constant_voltage\",\"voltage_V\":2,\"until_time_s\":9,\"safety\":{\"max_voltage_V\":1}}",
        "voltage_V",
        "max_voltage_V"
    )]
    [InlineData("7", "method[0]", "a step is an object")]
    public void A_step_that_cannot_run_is_a_mistake_at_its_field(string method, string field, string words)
    {
        var mistake = Only(method);
        Assert.EndsWith(field, mistake.Path);
        Assert.Contains(words, mistake.Message);
    }

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("{", 1, 2, "not JSON")]
    [InlineData("{\n  \"record\": {,}\n}", 2, 14, "not JSON")]
    [InlineData("{} {}", 1, 4, "not JSON")]
    [InlineData("[]", 1, 1, "an object")]
    [InlineData("{\"name\":\"\\uD800\"}", 1, 9, "escape")]
    public void What_is_no_plan_is_refused_with_its_place(string text, int line, int column, string words)
    {
        var mistake = PlanFile.Parse(text).Mistakes[0];
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
        Assert.Contains(words, mistake.Message);
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        var mistake = PlanFile.Parse("{\"name\":\"Äöü中\",\"x\":1}").Mistakes.First(m => m.Path == "x");
        Assert.Equal(16, mistake.Column);
    }

    [Fact]
    public void A_null_field_counts_as_left_out_as_aurora_unicycler_writes_it()
    {
        var plan = Good(
            """{"step":"constant_current","id":null,"rate_C":null,"current_mA":1,"until_time_s":5,"until_voltage_V":null}"""
        );
        Assert.Single(plan.Steps[0].Ends);
    }

    [Fact]
    public void A_file_of_aurora_unicycler_runs_as_it_is()
    {
        var result = PlanFile.Parse(
            """
            {
                "unicycler": { "version": "0.4.0" },
                "sample": { "name": "$NAME", "capacity_mAh": 1.5 },
                "record": { "current_mA": null, "voltage_V": 0.01, "time_s": 10.0 },
                "safety": { "max_voltage_V": 5.0, "min_voltage_V": -0.1, "max_current_mA": 10.0, "min_current_mA": -10.0, "max_capacity_mAh": 3.0, "delay_s": 1.0 },
                "method": [
                    { "id": null, "step": "open_circuit_voltage", "until_time_s": 300.0 },
                    { "id": null, "step": "tag", "tag": "longterm" },
                    { "id": null, "step": "constant_current", "rate_C": 0.5, "current_mA": null, "until_time_s": 10800.0, "until_voltage_V": 4.2, "stop_voltage_reference": "we_vs_re" },
                    { "id": null, "step": "constant_voltage", "voltage_V": 4.2, "until_time_s": 3600.0, "until_rate_C": 0.05, "until_current_mA": null },
                    { "id": null, "step": "impedance_spectroscopy", "amplitude_V": 0.01, "amplitude_mA": null, "dc_potential_V": null, "dc_current_mA": null, "dc_vs_ocv": true, "start_frequency_Hz": 100000.0, "end_frequency_Hz": 0.1, "points_per_decade": 6, "measures_per_point": 2, "drift_correction": true },
                    { "id": null, "step": "voltage_scan", "start_voltage_V": 4.2, "end_voltage_V": 3.0, "scan_rate_mV_per_s": 1.0 },
                    { "id": null, "step": "constant_current", "rate_C": -0.5, "current_mA": null, "until_time_s": 10800.0, "until_voltage_V": 3.0, "stop_voltage_reference": "we_vs_re" },
                    { "id": null, "step": "loop", "loop_to": "longterm", "cycle_count": 100 }
                ]
            }
            """
        );
        Assert.Equal([], result.Mistakes);
        Assert.Equal([], result.Warnings);
        Assert.Equal(7, result.Plan!.Steps.Count);
        Assert.Equal(4, Assert.IsType<ImpedanceStep>(result.Plan.Steps[3]).MinimumPeriods);
        Assert.Equal(0.75e-3, Assert.IsType<ConstantCurrentStep>(result.Plan.Steps[1]).Current, 12);
    }

    [Fact]
    public void Tags_count_as_steps_for_loop_numbers_and_vanish_from_the_table()
    {
        var plan = Good(
            """
            {"step":"open_circuit_voltage","until_time_s":1},
            {"step":"tag","tag":"cycle"},
            {"step":"constant_current","current_mA":1,"until_time_s":5},
            {"step":"loop","loop_to":"cycle","cycle_count":3},
            {"step":"loop","loop_to":2,"cycle_count":2}
            """
        );
        Assert.Equal(4, plan.Steps.Count);
        Assert.Equal([1, 1], plan.Steps.OfType<LoopStep>().Select(loop => loop.Target));
        Assert.Equal([true, false], plan.Steps.OfType<LoopStep>().Select(loop => loop.CountsCycles));
        Assert.Equal("cycle", plan.Steps[1].Label);
    }

    [Fact]
    public void Loops_that_cross_are_refused()
    {
        const string rest = """{"step":"open_circuit_voltage","until_time_s":1},""";
        var mistake = Only(
            rest
                + rest
                + """{"step":"loop","loop_to":1,"cycle_count":2},"""
                + rest
                + """{"step":"loop","loop_to":2,"cycle_count":2}"""
        );
        Assert.Contains("wholly in one another", mistake.Message);
    }

    [Fact]
    public void A_plan_compiles_into_the_table_that_a_tester_accepts()
    {
        var run = PlanCompiler.Compile(
            Good(
                """
                {"step":"constant_voltage","voltage_V":0.01,"relative_to_ocv":true,"until_steady_percent_per_h":1,"until_time_s":7200},
                {"step":"cyclic_sweep","start_voltage_V":0,"vertex1_voltage_V":1,"vertex2_voltage_V":-1,"scan_rate_mV_per_s":10,"cycle_count":3},
                {"step":"impedance_spectroscopy","amplitude_V":0.005,"start_frequency_Hz":200000,"end_frequency_Hz":0.1},
                {"step":"constant_current","current_mA":1,"until_time_s":60,"when":[{"absolute_voltage_above_V":2,"then":"end_run"}],"record":{"voltage_V":0.01}},
                {"step":"loop","cycle_count":4}
                """
            )
        );
        var (header, row, reader) = (new PlanHeader(), new StepDefinition(), new ByteReader());
        var table = run.StepTable;
        Assert.Equal(FrameError.None, CompiledPlan.TryRead(table, table.Length, header, row, reader, out _));
        Assert.Equal(5, header.StepCount);
        Assert.Equal(5.0, header.Limits.MaximumVoltage);
        CompiledPlan.ReadStep(table, table.Length, 0, row, reader);
        Assert.True(row.RelativeToOpenCircuit);
        Assert.Equal(ConditionQuantity.RelativeCurrentRate, row.Conditions[1].Quantity);
        Assert.Equal(0.01 / 3600, row.Conditions[1].Threshold, 12);
        CompiledPlan.ReadStep(table, table.Length, 2, row, reader);
        Assert.Equal(StepKind.PotentiostaticImpedance, row.Kind);
        CompiledPlan.ReadStep(table, table.Length, 3, row, reader);
        Assert.Equal(Condition.EndRun, row.Conditions[1].Target);
        Assert.Equal(0, row.RecordIntervalMicroseconds);
    }

    [Fact]
    public void A_plan_that_does_not_fit_a_tester_is_a_mistake_and_not_a_crash()
    {
        var many = string.Join(
            ",",
            Enumerable.Repeat("""{"step":"open_circuit_voltage","until_time_s":1}""", 250)
        );
        Assert.Contains("32768 bytes", Only(many).Message);
        Assert.Contains("256", Only(many + "," + many).Message);
    }

    [Fact]
    public void Whatever_the_bytes_are_parsing_only_ever_returns_a_result()
    {
        var random = new Random(7);
        var text =
            Start
            + """{"step":"constant_current","rate_C":"C/5","until_voltage_V":4},{"step":"loop","loop_to":1,"cycle_count":3}]}""";
        var good = System.Text.Encoding.UTF8.GetBytes(text);
        for (var k = 0; k < 4000; k++)
        {
            var bytes = (byte[])good.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var cut = random.Next(2) == 0 ? bytes : bytes[..random.Next(bytes.Length)];
            var result = PlanFile.Parse(cut);
            Assert.Equal(result.Plan is null, result.Mistakes.Count > 0);
            if (result.Plan is { } plan)
                Assert.NotEmpty(PlanDescription.Describe(plan).ToString());
        }
        for (var k = 0; k < 500; k++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            Assert.NotEmpty(PlanFile.Parse(noise).Mistakes);
        }
        Assert.Contains("not JSON", PlanFile.Parse(new string('[', 100_000)).Mistakes[0].Message);
    }

    [Theory]
    [InlineData(1e6, 1)]
    [InlineData(200e3, 0)]
    public void A_spectrum_above_200_kHz_says_that_it_needs_the_option_module(double hz, int warnings)
    {
        var result = PlanFile.Parse(
            Start
                + FormattableString.Invariant(
                    $$"""
                    {"step":"open_circuit_voltage","until_time_s":1},
                    {"step":"impedance_spectroscopy","amplitude_V":0.005,"start_frequency_Hz":{{hz}},"end_frequency_Hz":1}]}
                    """
                )
        );
        Assert.Empty(result.Mistakes);
        Assert.Equal(warnings, result.Warnings.Count(w => w.ToString().Contains("option module")));
        Assert.Equal(hz, result.Plan!.HighestFrequencyHz);
        Assert.Null(result.Plan.RefusalOf("bench-1", 1e6));
        var refusal = result.Plan.RefusalOf("bench-1", 200e3);
        Assert.Equal(warnings == 0, refusal is null);
        if (refusal is not null)
            Assert.Contains("Step 2 measures impedance up to 1000 kHz; bench-1 ends at 200 kHz.", refusal);
    }
}
