namespace EdgeTester.Plans;

/// <summary>A place in a text file: line and column, both from 1, the column in characters.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
public readonly record struct TextPosition(int Line, int Column);
