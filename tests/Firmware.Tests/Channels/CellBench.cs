using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>The firmware's front end over chip models over the analog board with its integrated cells.</summary>
internal sealed class CellBench
{
    public CellBench(
        IReadOnlyList<CellModel> cells,
        VirtualChipOptions? options = null,
        int? tolerances = null,
        FrontEndCalibration? calibration = null
    )
    {
        Board = new AnalogBoard(cells, tolerances);
        Chips = new VirtualChips(Time, Board, options);
        FrontEnd = new CellNodeFrontEnd(
            Chips.WaveformBus,
            Chips.ConverterBus,
            Time,
            calibration ?? new FrontEndCalibration { Name = "bench" }
        );
        Assert.Equal(FrontEndFault.None, FrontEnd.Initialize());
        Run(0.1);
    }

    public VirtualTime Time { get; } = new();

    public AnalogBoard Board { get; }

    public VirtualChips Chips { get; }

    public CellNodeFrontEnd FrontEnd { get; }

    public static CellModel Resistor(double ohm) => Cell(new ElementDefinition { Resistance = ohm });

    public static CellModel Cell(params ElementDefinition[] elements) =>
        CellFactory.Build(
            new CellDefinition
            {
                Name = "bench",
                Title = "bench",
                Elements = elements,
            }
        );

    public void Run(double seconds)
    {
        double end = Time.Seconds + seconds;
        while (Time.Seconds < end)
        {
            Time.AdvanceTo(Time.ElapsedMicroseconds + 12_200);
            FrontEndFault fault = FrontEnd.Refresh();
            Assert.True(fault is FrontEndFault.None or FrontEndFault.Busy, fault.ToString());
        }
    }

    public double MeanCurrent(int channel, int readings) => Mean(readings, () => FrontEnd.Current(channel));

    public double MeanVoltage(int channel, int readings) => Mean(readings, () => FrontEnd.Voltage(channel));

    public PointResult Point(
        int channel,
        double hz,
        double amplitude,
        bool galvanostatic = false,
        double asked = 0
    )
    {
        PointResult result = new();
        Assert.Equal(
            FrontEndFault.None,
            FrontEnd.StartPoint(channel, hz, amplitude, galvanostatic, 4, asked)
        );
        FrontEndFault fault;
        while ((fault = FrontEnd.PollPoint(result, out long next)) == FrontEndFault.Busy)
        {
            // The runner reads on while a point lasts.
            while (Time.ElapsedMicroseconds + 12_200 < next)
            {
                Time.AdvanceTo(Time.ElapsedMicroseconds + 12_200);
                FrontEnd.Refresh();
            }

            Time.AdvanceTo(next);
        }

        Assert.Equal(FrontEndFault.None, fault);
        return result;
    }

    public double[] MeanVoltages(int readings) => Means(readings).Volts;

    public double[] MeanCurrents(int readings) => Means(readings).Amperes;

    /// <summary>Mean voltage and current of all channels.</summary>
    public (double[] Volts, double[] Amperes) Means(int readings)
    {
        double[] volts = new double[8];
        double[] amperes = new double[8];
        for (int n = 0; n < readings; n++)
        {
            Run(0.0122);
            for (int k = 0; k < 8; k++)
            {
                volts[k] += FrontEnd.Voltage(k) / readings;
                amperes[k] += FrontEnd.Current(k) / readings;
            }
        }

        return (volts, amperes);
    }

    private double Mean(int readings, Func<double> read)
    {
        double sum = 0;
        for (int k = 0; k < readings; k++)
        {
            Run(0.0122);
            sum += read();
        }

        return sum / readings;
    }
}
