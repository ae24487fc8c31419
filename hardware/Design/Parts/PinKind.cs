namespace EdgeTester.Hardware.Parts;

/// <summary>What a pin does to the net it is on; the electrical types of KiCad.</summary>
public enum PinKind
{
    /// <summary>Listens only: its net needs a driver.</summary>
    Input,

    /// <summary>Drives always.</summary>
    Output,

    /// <summary>Drives or listens.</summary>
    Bidirectional,

    /// <summary>Drives while it is selected.</summary>
    TriState,

    /// <summary>Pulls low only: its net needs a pull-up.</summary>
    OpenCollector,

    /// <summary>Resistor, capacitor, contact, connector.</summary>
    Passive,

    /// <summary>Takes supply.</summary>
    PowerInput,

    /// <summary>Gives supply.</summary>
    PowerOutput,

    /// <summary>Has to stay unconnected.</summary>
    NoConnect,
}
