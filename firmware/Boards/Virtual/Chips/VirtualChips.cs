using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// All chips of one board on their two buses (hardware/signal-chain.md), kept in step with the simulated clock. The firmware
/// gets the buses, a test may reach for the chips.
/// </summary>
public sealed class VirtualChips
{
    private readonly Ads131m08Chip[] converters = new Ads131m08Chip[3];
    private double caughtUpTo = double.NegativeInfinity;

    /// <summary>Powers a board up.</summary>
    /// <param name="time">Simulated clock.</param>
    /// <param name="board">Analog half.</param>
    /// <param name="options">Seeds and errors; null for exact parts with the data sheet's noise.</param>
    public VirtualChips(VirtualTime time, IAnalogBoard board, VirtualChipOptions? options = null)
    {
        options ??= new VirtualChipOptions();
        for (int k = 0; k < converters.Length; k++)
        {
            ulong seed = options.Seed * 31 + (ulong)k;
            Ads131m08Errors errors = options.WithErrors
                ? Ads131m08Errors.Realistic(seed)
                : new Ads131m08Errors();
            errors.NoiseScale = options.NoiseScale;
            converters[k] = new Ads131m08Chip(board, k, seed + 1000, errors);
        }

        TemperatureConverter = new TemperatureConverterChip(
            board,
            options.Seed * 31 + 9,
            new Ads131m08Errors { NoiseScale = options.NoiseScale }
        );
        Dac = new Dac80508Chip(board, options.WithErrors ? options.Seed + 77 : null);
        Latch = new LatchChip(board);
        Watchdog = new WatchdogChip(time, Latch);
        if (options.HasModule)
        {
            Module = new ModuleChips(board, options);
            Latch.MultiplexerChanged = Module.Electronics.SetLatch;
        }
        WaveformGenerator = new Ad5941Chip(board, options);
        Dac.PowerUp(time.Seconds);
        WaveformBus = new VirtualSpiBus(time, CatchUp, WaveformGenerator, Memory);
        ConverterBus = new VirtualSpiBus(
            time,
            CatchUp,
            converters[0],
            converters[1],
            converters[2],
            Dac,
            Latch,
            new SyncChip(Module is null ? converters : [.. converters, Module.Converter]),
            new TripChip(board, Latch),
            new DeviceSwitch(Latch, TemperatureConverter, Module)
        );
    }

    /// <summary>SPI1: AD5941, FRAM.</summary>
    public VirtualSpiBus WaveformBus { get; }

    /// <summary>SPI2: converters, DAC, latch, SYNC, trips, temperatures.</summary>
    public VirtualSpiBus ConverterBus { get; }

    /// <summary>The AD5941.</summary>
    public Ad5941Chip WaveformGenerator { get; }

    /// <summary>The FRAM.</summary>
    public FramChip Memory { get; } = new();

    /// <summary>The DAC80508.</summary>
    public Dac80508Chip Dac { get; }

    /// <summary>U4, the temperatures.</summary>
    public TemperatureConverterChip TemperatureConverter { get; }

    /// <summary>The 1 MHz option module; null where there is none.</summary>
    public ModuleChips? Module { get; }

    /// <summary>The latch chain.</summary>
    public LatchChip Latch { get; }

    /// <summary>The supervisor that only the control loop feeds.</summary>
    public WatchdogChip Watchdog { get; }

    /// <summary>A converter: 0 = U1, 1 = U2, 2 = U3.</summary>
    public Ads131m08Chip Converter(int index) => converters[index];

    private void CatchUp(double now)
    {
        if (now == caughtUpTo)
            return;
        caughtUpTo = now;
        double supervisor = Watchdog.ActsAtSeconds;
        if (supervisor < now)
        {
            Convert(supervisor);
            Watchdog.Act();
        }
        Convert(now);
    }

    private void Convert(double now)
    {
        while (true)
        {
            Ads131m08Chip? next = null;
            double moment = double.PositiveInfinity;
            foreach (Ads131m08Chip converter in converters)
            {
                double end = converter.NextConversion(now);
                if (end < moment)
                {
                    moment = end;
                    next = converter;
                }
            }

            if (next is null)
                break;
            WaveformGenerator.AdvanceTo(moment);
            next.Convert(moment);
        }

        WaveformGenerator.AdvanceTo(now);
    }
}
