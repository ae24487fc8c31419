using static EdgeTester.Plans.FieldKind;
using static EdgeTester.Plans.FieldOf;

namespace EdgeTester.Plans;

/// <summary>The objects of a plan that are no steps.</summary>
internal static class PlanParts
{
    public static readonly ObjectDefinition Unicycler = new(
        "unicycler",
        "Details that aurora-unicycler writes; read and ignored.",
        [new("version", Text, "Version of aurora-unicycler.")]
    );

    public static readonly ObjectDefinition Sample = new(
        "sample",
        "What is measured.",
        [
            new("name", Text, "Name of the sample."),
            new("cell_type", Text, "Kind of cell, for example symmetric, blocking, full."),
            Positive("area_cm2", "Electrode area."),
            Positive("thickness_mm", "Thickness of the electrolyte; not together with thickness_cm."),
            Positive("thickness_cm", "Thickness of the electrolyte; not together with thickness_mm."),
            new("electrode", Text, "Electrodes in words, for example \"Na | Na\" or \"Ag | Ag\"."),
            new("positive_electrode", Text, "What is wired to the + terminal."),
            new("negative_electrode", Text, "What is wired to the - terminal."),
            new("electrolyte", Text, "Electrolyte in words."),
            new("temperature_C", Number, "Temperature of the cell.") { Minimum = -273.15, Maximum = 1500 },
            Positive("capacity_mAh", "Capacity: what a rate of 1 C charges in an hour."),
            Positive("mass_mg", "Mass of the active material."),
            Positive(
                "specific_capacity_mAh_g",
                "Charge of 1 C for a gram; with mass_mg it gives the capacity."
            ),
            Positive(
                "loading_mg_cm2",
                "Active material on a square centimetre; with area_cm2 it gives the mass."
            ),
            new("operator", Text, "Who measures."),
            new("comment", Text, "Anything else worth knowing."),
        ]
    );

    public static readonly ObjectDefinition Record = new(
        "record",
        "When a sample is recorded: the first of these that comes.",
        [
            new("time_s", Number, "At least this often.")
            {
                Minimum = 1 / Board.ReadingsPerSecond,
                Maximum = 86400,
            },
            Positive("voltage_V", "When the voltage has changed by this."),
            Positive("current_mA", "When the current has changed by this."),
        ]
    );

    public static readonly ObjectDefinition Safety = new(
        "safety",
        "Limits; crossing one disconnects the cell and ends the run.",
        [
            Voltage("max_voltage_V", "Highest cell voltage."),
            Voltage("min_voltage_V", "Lowest cell voltage."),
            new("max_current_mA", Number, "Highest current; the tester watches its magnitude.")
            {
                Minimum = 0,
                AboveMinimum = true,
                Maximum = 12,
            },
            new("min_current_mA", Number, "Lowest (most negative) current; the tester watches its magnitude.")
            {
                Minimum = -12,
                Maximum = 0,
            },
            Positive("max_capacity_mAh", "Highest net charge, in either direction."),
            new("min_temperature_C", Number, "Lowest temperature.") { Minimum = -273.15, Maximum = 1500 },
            new("max_temperature_C", Number, "Highest temperature.") { Minimum = -273.15, Maximum = 1500 },
            new("delay_s", Number, "How long a limit must be crossed before it acts.")
            {
                Minimum = 0,
                Maximum = 3600,
            },
            new(
                "short_voltage_share",
                Number,
                "A fall of |V| below this share of its level within a second is a short."
            )
            {
                Minimum = 0,
                AboveMinimum = true,
                Maximum = 0.99,
            },
        ]
    );

    public static readonly ObjectDefinition Resume = new(
        "resume",
        "What to do after power or program were away.",
        [
            new(
                "policy",
                Choice,
                "continue: rest a minute, then go on; continue_if_short: go on after a short outage, else stop; stop; pause: wait for a person."
            )
            {
                Choices = ["continue", "continue_if_short", "stop", "pause"],
                Required = true,
            },
            Positive(
                "longest_outage_s",
                "For continue_if_short: the longest outage after which the run goes on."
            ),
        ]
    );

    public static readonly ObjectDefinition Sentinel = new(
        "sentinel",
        "How shorts are looked for that do not collapse the voltage: constant currents are watched, and each is followed by a short_check.",
        [
            new(
                "after_soft_short",
                Choice,
                "stop (as if left out); stop_if_irreversible: only where it stays when the current turns; go_on: record it. A hard short or a runaway always ends the run."
            )
            {
                Choices = ["stop", "stop_if_irreversible", "go_on"],
            },
            new(
                "noise_percent",
                Number,
                "Voltage noise above this share of |V| is a sign of a soft short; 1 where it is left out."
            )
            {
                Minimum = 0.05,
                Maximum = 50,
            },
            new(
                "conductance_rise_percent",
                Number,
                "A conductance at 10 kHz above the lowest of the run by more than this is a sign; 15 where it is left out."
            )
            {
                Minimum = 1,
                Maximum = 1000,
            },
            Magnitude(
                "runaway_voltage_V",
                Board.MaximumVoltage,
                "At this |voltage| of a constant current the cell has run away, and the run ends."
            ),
        ]
    );

    public static readonly ObjectDefinition When = new(
        "when",
        "An end condition of a step with what comes then. Exactly one quantity.",
        [
            .. ConditionFields(),
            new("then", StepReference, "\"next\" (as if left out), \"end_run\", or the tag of a later step."),
        ]
    );

    /// <summary>The fields of <see cref="When"/> that are quantities.</summary>
    public static IEnumerable<FieldDefinition> ConditionFields() =>
        [
            Positive("time_s", "Time since the step began."),
            Voltage("voltage_above_V", "Cell voltage at or above."),
            Voltage("voltage_below_V", "Cell voltage at or below."),
            Magnitude("absolute_voltage_above_V", Board.MaximumVoltage, "|cell voltage| at or above."),
            Magnitude("absolute_voltage_below_V", Board.MaximumVoltage, "|cell voltage| at or below."),
            Magnitude("absolute_current_above_mA", 12, "|current| at or above."),
            Magnitude("absolute_current_below_mA", 12, "|current| at or below."),
            Positive("capacity_mAh", "|charge| since the step began at or above."),
            Positive("capacity_mAh_cm2", "|charge| since the step began on the sample's area at or above."),
            Positive("voltage_drift_below_mV_per_h", "|dV/dt| at or below: the voltage is steady."),
            Positive("voltage_drift_above_mV_per_h", "|dV/dt| at or above: the voltage is running."),
            Positive(
                "resistance_above_ohm",
                "Resistance that a pulse or a spectrum (Z' at its lowest frequency) found last, at or above."
            ),
            Positive("resistance_below_ohm", "The same, at or below."),
            Positive(
                "current_drift_below_percent_per_h",
                "|dI/dt| / |I| at or below: the current is steady."
            ),
            new("temperature_above_C", Number, "Temperature at or above.")
            {
                Minimum = -273.15,
                Maximum = 1500,
            },
            new("temperature_below_C", Number, "Temperature at or below.")
            {
                Minimum = -273.15,
                Maximum = 1500,
            },
        ];
}
