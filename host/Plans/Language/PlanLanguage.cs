using static EdgeTester.Plans.FieldKind;

namespace EdgeTester.Plans;

/// <summary>
/// The whole plan language as data: every object, its fields, their units (the end of the name), ranges and meaning.
/// The parser and the JSON schema (docs/plan.schema.json) are both made from this, so that they cannot differ.
/// A superset of the terms of aurora-unicycler.
/// </summary>
internal static class PlanLanguage
{
    private static readonly BoardCapabilities Board = BoardCapabilities.CellNode8;

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

    public static readonly ObjectDefinition When = new(
        "when",
        "An end condition of a step with what comes then. Exactly one quantity.",
        [
            .. ConditionFields(),
            new("then", StepReference, "\"next\" (as if left out), \"end_run\", or the tag of a later step."),
        ]
    );

    /// <summary>The steps by name.</summary>
    public static readonly IReadOnlyDictionary<string, ObjectDefinition> Steps = AllSteps()
        .ToDictionary(step => step.Name);

    /// <summary>The names of all steps.</summary>
    public static readonly IReadOnlyList<string> StepNames = [.. Steps.Keys];

    public static readonly ObjectDefinition Root = new(
        "plan",
        "A test plan of EdgeTester.",
        [
            new("$schema", Text, "Where the schema of this file is, for editors."),
            new("name", Text, "Name of the plan."),
            new("description", Text, "What it is for."),
            new("unicycler", FieldKind.Object, Unicycler.Description) { Object = Unicycler },
            new("sample", FieldKind.Object, Sample.Description) { Object = Sample },
            new("record", FieldKind.Object, Record.Description) { Object = Record, Required = true },
            new("safety", FieldKind.Object, Safety.Description) { Object = Safety },
            new("resume", ChoiceOrObject, Resume.Description)
            {
                Object = Resume,
                Choices = ["continue", "stop", "pause"],
            },
            new("method", StepList, "The steps, in order.") { Required = true },
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

    private static IEnumerable<ObjectDefinition> AllSteps()
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
                Frequency("start_frequency_Hz", "First frequency."),
                Frequency("end_frequency_Hz", "Last frequency."),
                Count("points_per_decade", 100, "Points a decade; 10 where it is left out."),
                Count("minimum_periods", 1000, "Fewest whole periods of a point; 2 where it is left out."),
                Count("measures_per_point", 1000, "Multiplies minimum_periods (term of aurora-unicycler)."),
                new(
                    "drift_correction",
                    Flag,
                    "Term of aurora-unicycler; the tester always removes linear drift and reports it."
                ),
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

    private static FieldDefinition Positive(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = 1e9,
        };

    private static FieldDefinition Magnitude(string name, double largest, string description) =>
        new(name, Number, description)
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = largest,
        };

    private static FieldDefinition Voltage(string name, string description, bool required = false) =>
        new(name, Number, description)
        {
            Minimum = -Board.MaximumVoltage,
            Maximum = Board.MaximumVoltage,
            Required = required,
        };

    private static FieldDefinition Current(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = -Board.MaximumCurrent * 1e3,
            Maximum = Board.MaximumCurrent * 1e3,
        };

    private static FieldDefinition Frequency(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = Board.MinimumFrequencyHz,
            Maximum = Board.MaximumFrequencyHz,
            Required = true,
        };

    private static FieldDefinition ScanRate() =>
        new("scan_rate_mV_per_s", Number, "Scan rate, without sign.")
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = Board.MaximumScanRate * 1e3,
            Required = true,
        };

    private static FieldDefinition Count(string name, double largest, string description) =>
        new(name, Integer, description) { Minimum = 1, Maximum = largest };
}
