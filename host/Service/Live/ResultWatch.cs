using EdgeTester.Storage;

namespace EdgeTester.Service.Live;

/// <summary>
/// Finds in the store what other workers and hosts have analysed, so that the pages of every host hear of it. Not thread-safe.
/// </summary>
/// <param name="store">A store that others may write too.</param>
/// <param name="own">Name of our own worker, whose results are told at once.</param>
/// <param name="tell">Told of each spectrum.</param>
internal sealed class ResultWatch(IRunStore store, string own, Action<SpectrumKey> tell)
{
    private const int MostAtOnce = 1000;

    /// <summary>Where several write at once, a lower number may become visible after a higher one.</summary>
    private const long Overlap = 200;
    private HashSet<long> _seen = [];
    private long _highest;
    private bool _hasBegun;

    /// <summary>Tells what is new; what was there before the first look is not.</summary>
    public void Look()
    {
        IReadOnlyList<ResultNews> news;
        try
        {
            news = store.Jobs.ListNews(Math.Max(0, _highest - Overlap), MostAtOnce);
        }
        catch (StoreException)
        {
            // Whoever writes says what is wrong with the store; the next look finds the same news.
            return;
        }
        if (_hasBegun)
            foreach (
                var spectrum in news.Where(one => one.Worker != own && !_seen.Contains(one.Id))
                    .Select(one => one.Spectrum)
                    .Distinct()
            )
                tell(spectrum);
        _hasBegun = true;
        _highest = news.Count > 0 ? Math.Max(_highest, news[^1].Id) : _highest;
        _seen = [.. news.Where(one => one.Id > _highest - Overlap).Select(one => one.Id)];
    }
}
