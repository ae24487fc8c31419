using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>The chips of the 1 MHz option module: two generators and a converter, over its analog half.</summary>
public sealed class ModuleChips
{
    private readonly LazyConverter lazy;

    /// <summary>Plugs a module into a board.</summary>
    public ModuleChips(IAnalogBoard board, VirtualChipOptions options)
    {
        ulong seed = options.Seed * 31 + 17;
        Electronics = new ModuleElectronics(
            board,
            options.WithErrors ? ModuleTolerance.Draw((int)options.Seed) : ModuleTolerance.Nominal,
            seed,
            options.NoiseScale
        );
        Excitation = new Ad9834Chip(Electronics.SetExcitation);
        Oscillator = new Ad9834Chip(Electronics.SetClock);
        var errors = options.WithErrors ? Ads131m08Errors.Realistic(seed) : new Ads131m08Errors();
        errors.NoiseScale = options.NoiseScale;
        Converter = new Ads131m08Chip(Electronics.Input, seed + 1000, errors);
        lazy = new LazyConverter(Converter, Electronics.Follow);
    }

    /// <summary>Its analog half.</summary>
    public ModuleElectronics Electronics { get; }

    /// <summary>Generator of the excitation.</summary>
    public Ad9834Chip Excitation { get; }

    /// <summary>Generator of the demodulators' clock.</summary>
    public Ad9834Chip Oscillator { get; }

    /// <summary>Converter of the demodulators.</summary>
    public Ads131m08Chip Converter { get; }

    /// <summary>The chip that answers while the latch names a device, 1 to 3.</summary>
    internal ISpiChip Device(int device) =>
        device switch
        {
            1 => Excitation,
            2 => Oscillator,
            _ => lazy,
        };
}
