namespace EdgeTester.Hardware.Checks;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>The board must not be built like this.</summary>
    Error,

    /// <summary>Somebody has to look before it is built.</summary>
    Warning,
}

/// <summary>What a check found.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Rule">Short name of the rule.</param>
/// <param name="Where">Net, pin or component.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Finding(Severity Severity, string Rule, string Where, string Message);
