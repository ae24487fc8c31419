using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>One mistake of a plan file: where, and what is wrong with it.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1, in characters.</param>
/// <param name="Path">The field as a JSON path, such as <c>method[2].until_time_s</c>; empty where the file is no JSON.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record Mistake(int Line, int Column, string Path, string Message)
{
    /// <summary>The mistake as one line: place, field, message.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"line {Line}, column {Column}: {(Path.Length > 0 ? Path + ": " : "")}{Message}"
        );
}
