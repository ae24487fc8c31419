using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>The firmware's front end over chip models over a plain analog board.</summary>
internal sealed class Bench
{
    public Bench(VirtualChipOptions? options = null, FrontEndCalibration? calibration = null)
    {
        Chips = new VirtualChips(Time, Board, options);
        Calibration = calibration ?? new FrontEndCalibration { Name = "bench" };
        FrontEnd = new CellNodeFrontEnd(Chips.WaveformBus, Chips.ConverterBus, Time, Calibration);
    }

    public VirtualTime Time { get; } = new();

    public PlainBoard Board { get; } = new();

    public VirtualChips Chips { get; }

    public FrontEndCalibration Calibration { get; }

    public CellNodeFrontEnd FrontEnd { get; }

    public Bench Initialized()
    {
        Assert.Equal(FrontEndFault.None, FrontEnd.Initialize());
        Run(0.1);
        return this;
    }

    public void Advance(double seconds) =>
        Time.AdvanceTo(Time.ElapsedMicroseconds + (long)Math.Round(seconds * 1e6));

    /// <summary>Refreshes every 12.2 ms; the last fault that is not Busy.</summary>
    public FrontEndFault Run(double seconds)
    {
        FrontEndFault worst = FrontEndFault.None;
        double end = Time.Seconds + seconds;
        while (Time.Seconds < end)
        {
            Advance(0.0122);
            FrontEndFault fault = FrontEnd.Refresh();
            if (fault is not (FrontEndFault.None or FrontEndFault.Busy))
                worst = fault;
        }

        return worst;
    }

    public (FrontEndFault Fault, PointResult Result) Point(
        int channel,
        double hz,
        double amplitude,
        bool galvanostatic = false,
        int periods = 4
    )
    {
        PointResult result = new();
        FrontEndFault fault = FrontEnd.StartPoint(channel, hz, amplitude, galvanostatic, periods, 0);
        if (fault != FrontEndFault.None)
            return (fault, result);
        while ((fault = FrontEnd.PollPoint(result, out long next)) == FrontEndFault.Busy)
        {
            Assert.True(next > Time.ElapsedMicroseconds);
            Time.AdvanceTo(next);
        }

        return (fault, result);
    }
}
