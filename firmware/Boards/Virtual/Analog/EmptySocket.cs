using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Elements;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>Nothing plugged in: the cable's capacitance and the bias currents' leak.</summary>
public static class EmptySocket
{
    /// <summary>20 pF across 10 Gohm.</summary>
    public static CellModel Cell() =>
        new LadderCell([
            new SeriesElement("cable", new CellParameter(1)),
            new LadderElement("input", RelaxationLadder.Single(1, 1), new CellParameter(1e10), 0.2, 0),
        ]);
}
