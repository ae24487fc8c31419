namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Joins the peaks of successive spectra: each goes to the living track whose last position is nearest, and starts a
/// track of its own when none is near.
/// </summary>
internal sealed class PeakTracker
{
    /// <summary>Furthest step of a track between spectra, in decades.</summary>
    private const double Reach = 0.35;

    /// <summary>A track that was not seen in so many spectra is dead.</summary>
    private const int Patience = 3;

    private readonly List<List<RelaxationTrackPoint>> _tracks = [];

    public void Add(int spectrum, double timeSeconds, IReadOnlyList<RelaxationPeak> peaks)
    {
        var living = _tracks.Where(track => spectrum - track[^1].Spectrum <= Patience).ToList();
        var pairs =
            from track in living
            from peak in peaks
            let distance = Math.Abs(Math.Log10(peak.TauSeconds / track[^1].Peak.TauSeconds))
            where distance < Reach
            orderby distance
            select (track, peak);
        var taken = new HashSet<RelaxationPeak>(ReferenceEqualityComparer.Instance);
        var extended = new HashSet<List<RelaxationTrackPoint>>(ReferenceEqualityComparer.Instance);
        foreach (var (track, peak) in pairs.ToList())
        {
            if (taken.Contains(peak) || !extended.Add(track))
                continue;
            taken.Add(peak);
            track.Add(new RelaxationTrackPoint(spectrum, timeSeconds, peak));
        }
        foreach (var peak in peaks.Where(peak => !taken.Contains(peak)))
            _tracks.Add([new RelaxationTrackPoint(spectrum, timeSeconds, peak)]);
    }

    public IReadOnlyList<RelaxationTrack> Tracks() =>
        _tracks
            .OrderBy(track => track.Average(point => Math.Log(point.Peak.TauSeconds)))
            .Select((track, k) => new RelaxationTrack(k + 1, track))
            .ToArray();
}
