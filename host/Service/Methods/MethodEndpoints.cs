using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Contracts;
using EdgeTester.Service.Api;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Methods;

/// <summary>/api/methods.</summary>
internal static class MethodEndpoints
{
    private const int MostRuns = 64;

    public static void Map(RouteGroupBuilder api, IRunStore store) =>
        api.MapGet(
                "/methods",
                (
                    string[] run,
                    string? method,
                    string? cell,
                    double? area_cm2,
                    double? thickness_mm,
                    double? temperature_c,
                    double? mass_mg,
                    double? capacity_mah,
                    CancellationToken cancellation
                ) =>
                {
                    if (run.Length is 0 or > MostRuns)
                        return Problem.BadRequest(
                            $"run: name 1 to {MostRuns} runs as run=identity:channel, one after the other."
                        );
                    var name = method is null ? null : MethodName.Find(method);
                    if (method is not null && name is null)
                        return Problem.BadRequest(
                            $"method: known are {string.Join(", ", MethodName.All.Select(m => m.Name))}."
                        );
                    if (!TryKind(cell, out var kind))
                        return Problem.BadRequest(
                            "cell: blocking, half-blocking, symmetric and full are possible."
                        );
                    if (
                        new[] { area_cm2, thickness_mm, mass_mg, capacity_mah }.Any(v =>
                            v is { } x && !(x > 0 && double.IsFinite(x))
                        )
                    )
                        return Problem.BadRequest(
                            "area_cm2, thickness_mm, mass_mg, capacity_mah: numbers above zero are needed."
                        );
                    if (temperature_c is { } c && !(c > -273.15 && double.IsFinite(c)))
                        return Problem.BadRequest(
                            "temperature_c: a temperature in degree Celsius is needed."
                        );
                    var changes = new DescriptionChanges
                    {
                        Kind = kind,
                        AreaSquareMeter = Scaled(area_cm2, 1e-4),
                        ThicknessMeter = Scaled(thickness_mm, 1e-3),
                        TemperatureCelsius = Scaled(temperature_c, 1),
                        ActiveMassKilogram = Scaled(mass_mg, 1e-6),
                        NominalCapacityCoulomb = capacity_mah * 3.6,
                    };
                    var measurements = new List<CellMeasurement>();
                    foreach (var one in run)
                    {
                        if (
                            !TryRun(one, out var id, out var channel)
                            || store.FindRun(id).All(r => r.Channel != channel)
                        )
                            return Problem.NotFound(
                                $"No run {(one.Length <= 40 ? one : one[..40])} is stored here; name it as identity:channel."
                            );
                        measurements.Add(changes.Apply(StoredMeasurement.Read(store, id, channel)));
                    }
                    return Results.Ok(
                        MethodOutcome
                            .Of(measurements, name?.Kind, cancellation)
                            .Select(MethodDocument.From)
                            .ToArray()
                    );
                }
            )
            .WithSummary(
                "What the methods find in the records of one run or of a series of runs at several temperatures"
            )
            .Produces<MethodDocument[]>()
            .ProducesProblem(400)
            .ProducesProblem(404);

    /// <summary>The kind of cell of a word; true with null for no word.</summary>
    public static bool TryKind(string? word, out CellKind? kind)
    {
        kind = word switch
        {
            "blocking" => CellKind.Blocking,
            "half-blocking" => CellKind.HalfBlocking,
            "symmetric" => CellKind.Symmetric,
            "full" => CellKind.Full,
            _ => null,
        };
        return word is null || kind is not null;
    }

    private static UncertainValue? Scaled(double? value, double factor) =>
        value is { } number ? new UncertainValue(number * factor) : null;

    private static bool TryRun(string text, out RunId run, out byte channel)
    {
        var colon = text.LastIndexOf(':');
        channel = 0;
        run = default;
        return colon > 0
            && RunId.TryParse(text[..colon], out run)
            && byte.TryParse(
                text[(colon + 1)..],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out channel
            );
    }
}
