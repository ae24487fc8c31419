using EdgeTester.Analysis.Methods;
using EdgeTester.Report.Model;

namespace EdgeTester.Service.Methods;

/// <summary>Outcomes of methods as sections of a report.</summary>
public static class MethodSections
{
    /// <summary>One section an outcome.</summary>
    public static IReadOnlyList<MethodSection> Of(IReadOnlyList<MethodOutcome> outcomes) =>
        outcomes
            .Select(o => new MethodSection(
                MethodName.Of(o.Call.Method).Title,
                o.Call.Reason,
                o.Result,
                o.Error
            ))
            .ToArray();
}
