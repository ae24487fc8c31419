namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Register file of the AD5941 with widths, reset values, keys and locks.</summary>
internal sealed class Ad5941Registers
{
    private const int Size = 0x3018 / 4;
    private static readonly (int Address, uint Value)[] Mandatory =
    [
        (0x0908, 0x02C9),
        (0x0C08, 0x206C),
        (0x21F0, 0x0010),
        (0x0410, 0x02C9),
        (0x0A28, 0x0009),
        (0x238C, 0x0104),
        (0x0A04, 0x4859),
        (0x0A04, 0xF27B),
        (0x0A00, 0x8009),
        (0x22F0, 0x0000),
        (0x2230, 0xDE87A5AF),
        (0x2250, 0x103F),
        (0x22B0, 0x203C),
        (0x2230, 0xDE87A5A0),
    ];

    private readonly uint[] values = new uint[Size];
    private int mandatoryDone;
    private bool mandatoryFailed;
    private bool oscillatorKey;
    private bool resetKey;

    internal Ad5941Registers() => Reset();

    internal bool IsMandatoryDone => mandatoryDone == Mandatory.Length && !mandatoryFailed;

    internal bool IsCalibrationLocked => this[0x2230] != 0xDE87A5AF;

    internal uint this[int address]
    {
        get => (uint)address < 0x3018 ? values[address >> 2] : 0;
        set => values[address >> 2] = value;
    }

    internal static bool IsWide(int address) => address is >= 0x1000 and <= 0x3014;

    /// <summary>A write from outside or from the sequencer; true when the register took it.</summary>
    internal bool Write(int address, uint value)
    {
        if ((uint)address >= 0x3018)
            return false;
        if (!IsWide(address))
            value &= 0xFFFF;
        if (address == 0x0A5C)
        {
            resetKey = value == 0x12EA;
            return true;
        }

        if (address == 0x0424)
        {
            if (value == 0xA158 && resetKey)
            {
                Reset();
                return true;
            }

            return false;
        }

        CheckMandatory(address, value);
        switch (address)
        {
            case 0x0400 or 0x0404 or 0x2074 or 0x2078 or 0x207C or 0x2080 or 0x2200 or 0x3010 or 0x3014:
                return false;
            case 0x0A0C:
                oscillatorKey = value == 0xCB14;
                return true;
            case 0x0A10:
                if (!oscillatorKey)
                    return false;
                oscillatorKey = false;
                this[address] = (value & 7) | (value & 7) << 8;
                return true;
            case > 0x2230 and <= 0x22D4:
                if (IsCalibrationLocked)
                    return false;
                break;
        }

        this[address] = value;
        return true;
    }

    private void CheckMandatory(int address, uint value)
    {
        if (mandatoryDone == Mandatory.Length)
            return;
        if (Mandatory[mandatoryDone] == (address, value))
            mandatoryDone++;
        else
            mandatoryFailed = true;
    }

    private void Reset()
    {
        Array.Clear(values);
        mandatoryDone = 0;
        mandatoryFailed = false;
        oscillatorKey = false;
        resetKey = false;
        this[0x0400] = 0x4144;
        this[0x0404] = 0x5502;
        this[0x0408] = 0x0441;
        this[0x0410] = 0x02C0;
        this[0x0A00] = 0x0001;
        this[0x0A10] = 0x0303;
        this[0x2000] = 0x00080000;
        this[0x2004] = 0x0002;
        this[0x2008] = 0x1010;
        this[0x200C] = 0xFFFF;
        this[0x2010] = 0x001E;
        this[0x2014] = 0x0030;
        this[0x2044] = 0x0301;
        this[0x2048] = 0x0800;
        this[0x20BC] = 0x0024;
        this[0x20D0] = 0x0090;
        this[0x20EC] = 0x0003;
        this[0x20F0] = 0x000F;
        this[0x20F8] = 0x00FF;
        this[0x2114] = 0x0102;
        this[0x2128] = 0x0002;
        this[0x2180] = 0x0037;
        this[0x21D8] = 0x0410;
        this[0x21F0] = 0x0160;
        this[0x22F0] = 0x88800;
        this[0x238C] = 0x5F3D00;
        this[0x3008] = 0x2000;
        foreach (int gain in (int[])[0x2284, 0x2244, 0x2260, 0x22CC, 0x22C8, 0x22D4, 0x228C, 0x22D0])
            this[gain] = 0x4000;
    }
}
