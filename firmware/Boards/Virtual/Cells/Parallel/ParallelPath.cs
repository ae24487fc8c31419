namespace EdgeTester.Firmware.Virtual.Cells.Parallel;

/// <summary>A way for current past the row of elements, from terminal to terminal: i = Conductance v + Current0 near the present voltage.</summary>
public abstract class ParallelPath
{
    /// <summary>Siemens.</summary>
    public double Conductance { get; protected set; }

    /// <summary>Ampere at zero volt, by the straight line through the present point.</summary>
    public double Current0 { get; protected set; }

    /// <summary>Takes over conditions; true when conductance or current changed.</summary>
    public abstract bool Update(in CellConditions conditions);

    /// <summary>How long the path surely stays as it is, in seconds.</summary>
    public abstract double HoldsSeconds(in CellConditions conditions);

    /// <summary>Whether anything but the temperature changes it.</summary>
    public abstract bool Changes { get; }
}
