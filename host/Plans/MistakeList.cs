namespace EdgeTester.Plans;

/// <summary>Collects mistakes and warnings; keeps the first <see cref="Most"/> of each.</summary>
internal sealed class MistakeList
{
    private const int Most = 200;
    private readonly List<Mistake> mistakes = [];
    private readonly List<Mistake> warnings = [];

    /// <summary>Whether there is any mistake.</summary>
    public bool Any => mistakes.Count > 0;

    public void Add(TextPosition position, string path, string message) =>
        Put(mistakes, position, path, message);

    public void Warn(TextPosition position, string path, string message) =>
        Put(warnings, position, path, message);

    /// <summary>The mistakes in the order of the file.</summary>
    public IReadOnlyList<Mistake> Mistakes => Sorted(mistakes);

    /// <summary>The warnings in the order of the file.</summary>
    public IReadOnlyList<Mistake> Warnings => Sorted(warnings);

    private static void Put(List<Mistake> list, TextPosition position, string path, string message)
    {
        if (list.Count < Most)
            list.Add(new Mistake(position.Line, position.Column, path, message));
    }

    private static Mistake[] Sorted(List<Mistake> list) =>
        [.. list.OrderBy(m => m.Line).ThenBy(m => m.Column)];
}
