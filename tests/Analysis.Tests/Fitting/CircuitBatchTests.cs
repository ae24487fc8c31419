using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class CircuitBatchTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)");

    private static Spectrum[] Spectra() =>
        Enumerable
            .Range(0, 8)
            .Select(k =>
                k == 3
                    ? Spectrum.Create([1], [new(1, -1)], "short")
                    : SyntheticSpectra.Noisy(_circuit, [10, 100 + k, 1e-5, 0.9], 0.005, k)
            )
            .ToArray();

    [Fact]
    public void Every_spectrum_has_its_fit_or_its_reason_in_order()
    {
        var reports = new List<int>();
        var items = CircuitBatch.Fit(Spectra(), _circuit, null, new Listener(reports));
        Assert.Equal(Enumerable.Range(0, 8), items.Select(item => item.Index));
        Assert.Null(items[3].Fit);
        Assert.Contains("too few", items[3].Error);
        Assert.All(items.Where(item => item.Index != 3), item => Assert.NotNull(item.Fit));
        Assert.Equal(Enumerable.Range(1, 8), reports);
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_cores()
    {
        var one = CircuitBatch.Fit(Spectra(), _circuit, largestParallelism: 1);
        var many = CircuitBatch.Fit(Spectra(), _circuit, largestParallelism: 4);
        for (var k = 0; k < one.Count; k++)
            Assert.Equal(one[k].Fit?.Values, many[k].Fit?.Values);
    }

    [Fact]
    public void A_cancelled_batch_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            CircuitBatch.Fit(Spectra(), _circuit, cancellation: source.Token)
        );
    }

    private sealed class Listener(List<int> reports) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => reports.Add(value.Done);
    }
}
