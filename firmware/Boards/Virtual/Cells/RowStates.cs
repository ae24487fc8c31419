using EdgeTester.Firmware.Virtual.Cells.Elements;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// The states of a row of elements at the start of the present response: as the elements' own voltages while a current drives
/// the row, as amplitudes of the decay modes while a voltage behind a resistance does.
/// </summary>
/// <param name="count">Number of states.</param>
internal sealed class RowStates(int count)
{
    private const double SmallestSeriesOhm = 1e-3;
    private readonly double[] native = new double[count];
    private readonly double[] modal = new double[count];
    private readonly double[] modalDrive = new double[count];
    private readonly double[] modalSources = new double[count];
    private readonly double[] modalNow = new double[count];
    private readonly double[] nativeNow = new double[count];
    private RankOneModes? modes;
    private double current;

    /// <summary>The state equations.</summary>
    public StateEquations Equations { get; } = new(count);

    /// <summary>Series resistance of the row in ohm; a contact's milliohm where it has none.</summary>
    public double SeriesOhm => Math.Max(SmallestSeriesOhm, Equations.SeriesOhm);

    /// <summary>The elements' voltages at the start of the response; valid after <see cref="Uncouple"/>.</summary>
    public Span<double> Native => native;

    /// <summary>Carries the states to the end of a response.</summary>
    public void Advance(double elapsed)
    {
        if (modes is null)
        {
            MoveNative(elapsed, native);
        }
        else
        {
            MoveModal(modes, elapsed, modal);
        }
    }

    /// <summary>The elements' voltages some time into the response.</summary>
    public ReadOnlySpan<double> At(double elapsed)
    {
        if (modes is null)
        {
            MoveNative(elapsed, nativeNow);
        }
        else
        {
            MoveModal(modes, elapsed, modalNow);
            Equations.FromModes(modes, modalNow, nativeNow);
        }
        return nativeNow;
    }

    /// <summary>Goes back to the elements' own voltages.</summary>
    public void Uncouple()
    {
        if (modes is not null)
        {
            Equations.FromModes(modes, modal, native);
            modes = null;
        }
    }

    /// <summary>Takes changed elements over, with the states that laws of theirs set.</summary>
    public void Rebuild(CellElement[] elements)
    {
        Uncouple();
        int offset = 0;
        foreach (var element in elements)
        {
            element.Correct(native.AsSpan(offset, element.States));
            offset += element.States;
        }
        Equations.Rebuild(elements);
    }

    /// <summary>Begins a response to a current through the row; the signal is the sum of the states.</summary>
    public void BeginWithCurrent(CellResponse response, double atSeconds, double ampere)
    {
        Uncouple();
        current = ampere;
        response.Begin(atSeconds, native.Sum(), SeriesOhm * ampere, 1, ampere, 0, count);
        foreach (int k in Equations.Order)
        {
            response.AddMode(NativeDrive(k) - Equations.Rates[k] * native[k], Equations.Rates[k]);
        }
        response.Seal();
    }

    /// <summary>Couples the states through a resistance to a voltage and returns their sum.</summary>
    public double Couple(double totalOhm, double volt)
    {
        var wanted = Equations.Modes(totalOhm);
        if (wanted != modes)
        {
            Uncouple();
            modes = wanted;
            Equations.ToModes(modes, native, modal);
            Equations.ToModes(modes, Equations.Sources, modalSources);
        }
        double sum = 0;
        for (int m = 0; m < count; m++)
        {
            modalDrive[m] = modes.Participation[m] * volt / totalOhm + modalSources[m];
            sum += modes.Participation[m] * modal[m];
        }
        return sum;
    }

    /// <summary>Adds the coupled states' modes to a response.</summary>
    public void AddModes(CellResponse response)
    {
        for (int m = 0; m < count; m++)
        {
            response.AddMode(
                modes!.Participation[m] * (modalDrive[m] - modes.Rates[m] * modal[m]),
                modes.Rates[m]
            );
        }
        response.Seal();
    }

    private double NativeDrive(int state) => Equations.Elastances[state] * current + Equations.Sources[state];

    private void MoveNative(double elapsed, double[] into)
    {
        for (int k = 0; k < count; k++)
        {
            into[k] = Moved(native[k], Equations.Rates[k], NativeDrive(k), elapsed);
        }
    }

    private void MoveModal(RankOneModes coupled, double elapsed, double[] into)
    {
        for (int m = 0; m < count; m++)
        {
            into[m] = Moved(modal[m], coupled.Rates[m], modalDrive[m], elapsed);
        }
    }

    private static double Moved(double value, double rate, double drive, double elapsed) =>
        value + (drive - rate * value) * DecayIntegrals.First(rate, elapsed);
}
