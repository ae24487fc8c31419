namespace EdgeTester.Cli.Analysis;

/// <summary>Says on a terminal how far long work has come; silent where the error output goes to a file.</summary>
public sealed class Meter : IDisposable
{
    private const int FewestSteps = 4;
    private readonly Lock _gate = new();
    private readonly TextWriter? _screen;
    private readonly string _what;
    private readonly int _total;
    private int _done;

    /// <summary>Makes a meter.</summary>
    /// <param name="total">Steps of the work.</param>
    /// <param name="what">What a step is, in the plural: "spectra".</param>
    public Meter(int total, string what)
        : this(total, what, Console.IsErrorRedirected || total < FewestSteps ? null : Console.Error) { }

    internal Meter(int total, string what, TextWriter? screen) =>
        (_total, _what, _screen) = (total, what, screen);

    /// <summary>One step more is done.</summary>
    public void Step()
    {
        lock (_gate)
            _screen?.Write($"\redgetester: {++_done} of {_total} {_what} ");
    }

    /// <summary>Clears the line.</summary>
    public void Dispose() => _screen?.Write("\r" + new string(' ', _what.Length + 40) + "\r");
}
