using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>A point as it stands in a file.</summary>
/// <param name="FrequencyHz">Frequency in Hz.</param>
/// <param name="Impedance">Impedance in ohm; the sign of Z'' is judged later.</param>
/// <param name="Line">Line from 0.</param>
/// <param name="Group">Points of different groups (cycles, sheets) never share a spectrum.</param>
/// <param name="RelativeSigma">Standard uncertainty as a share of |Z|, where the file states it.</param>
internal readonly record struct RawPoint(
    double FrequencyHz,
    Complex Impedance,
    int Line,
    double Group = 0,
    double? RelativeSigma = null
);
