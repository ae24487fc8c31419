using static EdgeTester.Plans.FieldKind;
using static EdgeTester.Plans.FieldOf;
using static EdgeTester.Plans.PlanParts;

namespace EdgeTester.Plans;

/// <summary>The steps of a plan.</summary>
internal static class PlanSteps
{
    /// <summary>All of them.</summary>
    public static IEnumerable<ObjectDefinition> All()
    {
        yield return Driven(
            "open_circuit_voltage",
            "Rest: the cell is disconnected and its voltage recorded (OCV).",
            [
                Positive("until_time_s", "Ends after this time."),
                Positive("until_steady_mV_per_h", "Ends when the voltage drifts by no more than this."),
            ]
        );
        yield return Driven(
            "constant_current",
            "Constant current (galvanostatic); charging is positive.",
            [
                Current("current_mA", "The current."),
                new("current_density_mA_cm2", Number, "The current on the sample's area."),
                new(
                    "rate_C",
                    Rate,
                    "The current as a rate: 1 C passes the sample's capacity in an hour; \"C/5\" and \"D/5\" are +0.2 and -0.2."
                ),
                Positive("until_time_s", "Ends after this time."),
                Voltage(
                    "until_voltage_V",
                    "Ends when the voltage reaches this: from below when charging, from above when discharging."
                ),
                Magnitude(
                    "until_absolute_voltage_V",
                    Board.MaximumVoltage,
                    "Ends when |voltage| reaches this from below."
                ),
                Positive("until_capacity_mAh", "Ends when this charge has passed."),
                Positive("until_capacity_mAh_cm2", "Ends when this charge has passed on the sample's area."),
                Positive("until_steady_mV_per_h", "Ends when the voltage drifts by no more than this."),
                new(
                    "stop_voltage_reference",
                    Choice,
                    "Term of aurora-unicycler; the tester has one voltage, so both mean the same."
                )
                {
                    Choices = ["we_vs_re", "we_vs_ce"],
                },
            ]
        );
        yield return Driven(
            "constant_voltage",
            "Constant voltage (potentiostatic).",
            [
                Voltage("voltage_V", "The voltage.", true),
                new(
                    "relative_to_ocv",
                    Flag,
                    "The voltage counts from the open-circuit voltage at the start of the step."
                ),
                Positive("until_time_s", "Ends after this time."),
                Magnitude("until_current_mA", 12, "Ends when |current| falls to this."),
                Positive(
                    "until_current_density_mA_cm2",
                    "Ends when |current| on the sample's area falls to this."
                ),
                new("until_rate_C", Rate, "Ends when |current| falls to this rate."),
                Positive("until_capacity_mAh", "Ends when this charge has passed."),
                Positive("until_capacity_mAh_cm2", "Ends when this charge has passed on the sample's area."),
                Positive(
                    "until_steady_percent_per_h",
                    "Ends when the current drifts by no more than this share of itself."
                ),
            ]
        );
        foreach (var name in new[] { "linear_sweep", "voltage_scan" })
            yield return Driven(
                name,
                "Voltage swept once from a start to an end (LSV).",
                [
                    Voltage("start_voltage_V", "First voltage.", true),
                    Voltage("end_voltage_V", "Last voltage.", true),
                    ScanRate(),
                    new(
                        "relative_to_ocv",
                        Flag,
                        "Voltages count from the open-circuit voltage at the start of the step."
                    ),
                ]
            );
        yield return Driven(
            "cyclic_sweep",
            "Voltage swept from the start to vertex 1, to vertex 2, to vertex 1 and so on, then to the end (CV).",
            [
                Voltage("start_voltage_V", "First voltage.", true),
                Voltage("vertex1_voltage_V", "First turning voltage.", true),
                Voltage("vertex2_voltage_V", "Second turning voltage.", true),
                Voltage("end_voltage_V", "Last voltage; the start where it is left out."),
                ScanRate(),
                Count("cycle_count", 1_000_000, "Number of cycles; 1 where it is left out."),
                new(
                    "relative_to_ocv",
                    Flag,
                    "Voltages count from the open-circuit voltage at the start of the step."
                ),
            ]
        );
        yield return Driven(
            "impedance_spectroscopy",
            "Impedance at one frequency after the other (EIS): potentiostatic with amplitude_V, galvanostatic with amplitude_mA.",
            [
                new("amplitude_V", Number, "Peak of the voltage excitation.")
                {
                    Minimum = 0,
                    AboveMinimum = true,
                    Maximum = Board.MaximumAmplitudeVolt,
                },
                Magnitude("amplitude_mA", Board.MaximumCurrent * 1e3, "Peak of the current excitation."),
                Voltage(
                    "dc_potential_V",
                    "Bias of the potentiostatic kind; 0 against open circuit where it is left out."
                ),
                new(
                    "dc_vs_ocv",
                    Flag,
                    "The bias counts from the open-circuit voltage; true where it is left out."
                ),
                Current("dc_current_mA", "Bias of the galvanostatic kind; 0 where it is left out."),
                Frequency(
                    "start_frequency_Hz",
                    "First frequency. Above 200 kHz the tester needs the 1 MHz option module."
                ),
                Frequency("end_frequency_Hz", "Last frequency; the same holds."),
                Count("points_per_decade", 100, "Points a decade; 10 where it is left out."),
                Count("minimum_periods", 1000, "Fewest whole periods of a point; 2 where it is left out."),
                Count("measures_per_point", 1000, "Multiplies minimum_periods (term of aurora-unicycler)."),
                new(
                    "uncertainty_percent",
                    Number,
                    "Asked standard uncertainty of |Z|: each point takes as many periods as that needs, up to a minute; 0.05 and two seconds where it is left out."
                )
                {
                    Minimum = 0.01,
                    Maximum = 10,
                },
                new(
                    "drift_correction",
                    Flag,
                    "Term of aurora-unicycler; the tester always removes linear drift and reports it."
                ),
            ]
        );
        foreach (var name in new[] { "current_pulse", "gitt" })
            yield return Driven(
                name,
                name == "gitt"
                    ? "Galvanostatic intermittent titration: relax, pulse, relax ... until the voltage or the number of pulses is reached."
                    : "Current pulses with a relaxation before each and after the last; each gives the resistance just after its beginning and at its end.",
                [
                    Current("current_mA", "The current of a pulse."),
                    new("current_density_mA_cm2", Number, "The current on the sample's area."),
                    new("rate_C", Rate, "The current as a rate."),
                    Current(
                        "base_current_mA",
                        "The current between the pulses; the cell is disconnected where it is left out."
                    ),
                    Positive("pulse_s", "Length of a pulse.") with
                    {
                        Required = true,
                    },
                    Positive("relax_s", "Time before each pulse and after the last.") with
                    {
                        Required = true,
                    },
                    Count("pulse_count", 1_000_000, "Number of pulses; 1 where it is left out."),
                    Voltage(
                        "until_voltage_V",
                        "Ends when the voltage reaches this: from below when charging, from above when discharging."
                    ),
                ]
            );
        yield return Driven(
            "short_check",
            "Looks for shorts with a current flowing, in about 4 s: voltage noise, a step of a tenth of the current, impedance at 10, 1 and 0.1 kHz. What signs it finds is recorded and ends the run (see sentinel).",
            [
                Current("current_mA", "The current."),
                new("current_density_mA_cm2", Number, "The current on the sample's area."),
                new("rate_C", Rate, "The current as a rate."),
            ]
        );
        yield return new(
            "loop",
            "Goes back to an earlier step until everything from there on was done cycle_count times.",
            [
                .. NamedFields(),
                new(
                    "loop_to",
                    StepReference,
                    "Tag, or number of the step counted from 1 (tags count); 1 where it is left out."
                ),
                Count("cycle_count", 10_000_000, "How often in all.") with
                {
                    Required = true,
                },
                new(
                    "counts_cycles",
                    Flag,
                    "Each pass counts as a cycle of the run; where it is left out, the innermost loops count."
                ),
            ]
        );
        yield return new(
            "tag",
            "A name for the step that follows.",
            [.. NamedFields(), new("tag", Text, "The name.") { Required = true }]
        );
    }

    private static ObjectDefinition Driven(string name, string description, FieldDefinition[] own) =>
        new(
            name,
            description,
            [
                .. NamedFields(),
                .. own,
                new("when", ObjectList, "Further end conditions: the step ends by the first that holds.")
                {
                    Object = When,
                },
                new("record", FieldKind.Object, "Instead of the plan's rule for recording.")
                {
                    Object = Record,
                },
                new("safety", FieldKind.Object, "Limits of this step beside those of the plan.")
                {
                    Object = Safety,
                },
                Count(
                    "every_cycles",
                    10_000,
                    "The step is done in the n-th, 2n-th ... cycle of the run only; in every cycle where it is left out."
                ),
                new(
                    "current_range_mA",
                    Number,
                    "Full scale of the current range: 10, 1, 0.1 or 0.01; the tester chooses where it is left out."
                ),
            ]
        );

    private static FieldDefinition[] NamedFields() =>
        [
            new("step", Text, "The kind of step.") { Required = true },
            new("id", Text, "A name for the reader."),
            new("comment", Text, "A remark for the reader."),
        ];
}
