using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells.Playback;

/// <summary>
/// A cell that behaves as a spectrum that was measured elsewhere. To the injected sine it answers with the spectrum itself; to the
/// slow drive of its set-point with two systems fitted to it, one from current to voltage and one from voltage to current.
/// Nothing is claimed beyond the file's frequencies.
/// </summary>
public sealed class PlaybackCell : CellModel
{
    // The slow drive is used below 10 Hz.
    private const double SlowBelowHz = 16;
    private readonly SpectrumCurve curve;
    private readonly RationalModel voltageOfCurrent;
    private readonly RationalModel currentOfVoltage;
    private readonly double lowestOhm;
    private RationalModel? model;
    private Complex[] states = [];
    private double input;
    private double charge;
    private double throughput;

    /// <summary>Plays a spectrum back.</summary>
    public PlaybackCell(MeasuredSpectrum spectrum)
    {
        Spectrum = spectrum;
        curve = new SpectrumCurve(spectrum);
        lowestOhm = Complex.Abs(spectrum.Impedances[0]);
        voltageOfCurrent = RationalModel.Fit(spectrum.Frequencies, curve.At, SlowBelowHz);
        currentOfVoltage = RationalModel.Fit(spectrum.Frequencies, f => 1 / curve.At(f), SlowBelowHz);
        Begin();
    }

    /// <summary>What it plays.</summary>
    public MeasuredSpectrum Spectrum { get; }

    /// <inheritdoc/>
    public override double ChargeThroughput => throughput + Math.Abs(ChargeSince(Time));

    /// <inheritdoc/>
    public override double NetCharge => charge + ChargeSince(Time);

    /// <summary>The truth at a frequency within the file, in ohm.</summary>
    public Complex Impedance(double frequencyHz) => curve.At(frequencyHz);

    /// <summary>
    /// What it answers to a slowly held voltage, in ohm: the file's values at the file's frequencies, and between them those of a causal
    /// system, which for a noisy file are not those of any interpolation.
    /// </summary>
    public Complex SlowImpedance(double frequencyHz) => 1 / currentOfVoltage.At(frequencyHz);

    /// <inheritdoc/>
    public override void AdvanceTo(double atSeconds) => Time = Math.Max(Time, atSeconds);

    /// <inheritdoc/>
    protected override void Leave(double atSeconds)
    {
        double passed = ChargeSince(atSeconds);
        charge += passed;
        throughput += Math.Abs(passed);
        double elapsed = atSeconds - Response.StartSeconds;
        for (int k = 0; k < states.Length; k++)
        {
            states[k] +=
                (input - model!.Rates[k] * states[k]) * DecayIntegrals.First(model.Rates[k], elapsed);
        }
    }

    /// <inheritdoc/>
    protected override void Fill(CellResponse response)
    {
        bool current = Drive.IsCurrent || Drive.SourceOhm > 0;
        double value =
            Drive.IsCurrent || Drive.SourceOhm == 0
                ? Drive.Value
                : Drive.Value / (Drive.SourceOhm + lowestOhm);
        Use(current ? voltageOfCurrent : currentOfVoltage);
        input = value;
        double signal = 0;
        for (int k = 0; k < states.Length; k++)
        {
            signal += (model!.Coefficients[k] * states[k]).Real;
        }
        if (current)
        {
            response.Begin(Time, signal, model!.Direct * value, 1, value, 0, states.Length);
        }
        else
        {
            response.Begin(Time, signal, value, 0, model!.Direct * value, 1, states.Length);
        }
        for (int k = 0; k < states.Length; k++)
        {
            Complex slope = model.Coefficients[k] * (value - model.Rates[k] * states[k]);
            if (model.Rates[k].Imaginary == 0)
            {
                response.AddMode(slope.Real, model.Rates[k].Real);
            }
            else
            {
                response.AddOscillation(slope, model.Rates[k]);
            }
        }
        response.Seal();
    }

    /// <inheritdoc/>
    protected override AcResponse BeginAc(AcSource source, double atSeconds)
    {
        Complex cell = curve.At(source.FrequencyHz);
        Complex current = source.Phasor / (source.OutputOhm + cell + source.ShuntImpedance);
        return new AcResponse
        {
            StartSeconds = atSeconds,
            FrequencyHz = source.FrequencyHz,
            Voltage = current * cell,
            ShuntVoltage = current * source.ShuntImpedance,
        };
    }

    /// <inheritdoc/>
    public override Complex SmallSignalImpedance(double frequencyHz) => curve.At(frequencyHz);

    /// <inheritdoc/>
    protected override void EndAc(AcResponse ended, double atSeconds) { }

    // The other system takes over where the one before has come to, as if that had lasted.
    private void Use(RationalModel wanted)
    {
        if (model == wanted)
        {
            return;
        }
        double settled = 0;
        if (model is not null)
        {
            var (voltage, current) = At(Time);
            settled = wanted == voltageOfCurrent ? current : voltage;
        }
        model = wanted;
        states = wanted.Rates.Select(rate => settled / rate).ToArray();
    }

    private double ChargeSince(double seconds)
    {
        var response = Response;
        double elapsed = Math.Max(0, seconds - response.StartSeconds);
        return response.Current0 * elapsed
            + (response.CurrentFactor == 0 ? 0 : response.CurrentFactor * response.Integrals(0, elapsed).One);
    }
}
