using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Model;

/// <summary>How a port looks from inside the sheet.</summary>
public enum PortKind
{
    /// <summary>Comes in.</summary>
    Input,

    /// <summary>Goes out.</summary>
    Output,

    /// <summary>Analog or both ways.</summary>
    Passive,
}

/// <summary>A net that the sheet shares with its parent.</summary>
/// <param name="Name">Of the net within the sheet.</param>
/// <param name="Kind">Direction.</param>
public sealed record Port(string Name, PortKind Kind);

/// <summary>One drawing: components and the nets between them.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">Of the drawing.</param>
/// <param name="Components">In the order in which they are drawn.</param>
/// <param name="Ports">Nets shared with the parent.</param>
/// <param name="Notes">Lines of text by block.</param>
public sealed record Sheet(
    string Name,
    string Title,
    IReadOnlyList<Component> Components,
    IReadOnlyList<Port> Ports,
    IReadOnlyDictionary<string, string> Notes
)
{
    /// <summary>The component of that reference within the sheet.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Component this[string reference] =>
        Components.FirstOrDefault(c => c.Reference == reference)
        ?? throw new KeyNotFoundException($"{Name} has no {reference}");

    /// <summary>The same sheet with one component replaced: for planted faults and variants.</summary>
    public Sheet With(Component component) =>
        this with
        {
            Components = [.. Components.Select(c => c.Reference == component.Reference ? component : c)],
        };

    /// <summary>The same sheet without one component.</summary>
    public Sheet Without(string reference) =>
        this with
        {
            Components = [.. Components.Where(c => c.Reference != reference)],
        };
}
