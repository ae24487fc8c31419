namespace EdgeTester.Formats;

/// <summary>One cell of a table with its place: line and column from 0.</summary>
internal readonly record struct Cell(string Text, int Column);

/// <summary>One row of a table.</summary>
/// <param name="Line">Line of the file or row of the sheet, from 0.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record Row(int Line, IReadOnlyList<Cell> Cells);
