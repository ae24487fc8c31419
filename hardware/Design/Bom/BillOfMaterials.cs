using System.Globalization;
using System.Text;
using EdgeTester.Hardware.Checks;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Bom;

/// <summary>One line: everything that is ordered under one number.</summary>
/// <param name="Offer">What to order.</param>
/// <param name="Value">Value.</param>
/// <param name="Grade">Grade.</param>
/// <param name="Footprint">KiCad's.</param>
/// <param name="References">All references, in order.</param>
/// <param name="InChannels">How many of them are in the channels' sheets.</param>
public sealed record BomLine(
    Offer Offer,
    string Value,
    string Grade,
    string Footprint,
    IReadOnlyList<string> References,
    int InChannels
)
{
    /// <summary>Pieces on one board.</summary>
    public int Count => References.Count;
}

/// <summary>The bill of materials of a board, with what it costs.</summary>
/// <param name="Lines">All lines, the dearest first.</param>
/// <param name="Unknown">References for which there is no order.</param>
public sealed record BillOfMaterials(IReadOnlyList<BomLine> Lines, IReadOnlyList<string> Unknown)
{
    /// <summary>Circuit board, box, power supply, per board in US dollars for 1, 10, 100 boards: not in the schematic, estimates.</summary>
    public static readonly IReadOnlyDictionary<int, double> Mechanics = new Dictionary<int, double>
    {
        [1] = 95,
        [10] = 48,
        [100] = 30,
    };

    /// <summary>Groups a board's components by what is ordered for them.</summary>
    public static BillOfMaterials Of(Board board)
    {
        var lines =
            new Dictionary<string, (Offer Offer, Component Any, List<string> References, int InChannels)>();
        List<string> unknown = [];
        foreach (var (place, component) in board.Components)
        {
            var reference = place.ReferenceOf(component);
            if (OfferFor(component) is not { } offer)
            {
                unknown.Add(reference);
                continue;
            }
            var key = $"{offer.Number}|{component.Value}";
            var line = lines.TryGetValue(key, out var known) ? known : (offer, component, [], 0);
            line.Item3.Add(reference);
            lines[key] = (
                line.Item1,
                line.Item2,
                line.Item3,
                line.Item4 + (place.Sheet.Name == "channel" ? 1 : 0)
            );
        }
        return new BillOfMaterials(
            [
                .. lines
                    .Values.Select(l => new BomLine(
                        l.Offer,
                        l.Any.Value,
                        l.Any.Grade,
                        Footprints.Of(l.Any),
                        l.References,
                        l.InChannels
                    ))
                    .OrderByDescending(l => l.Count * l.Offer.Price10)
                    .ThenBy(l => l.Offer.Number, StringComparer.Ordinal),
            ],
            unknown
        );
    }

    /// <summary>Price of the parts of one board when so many boards are built.</summary>
    public double PartsFor(int boards) => Lines.Sum(l => l.Count * l.Offer.PriceFor(l.Count * boards));

    /// <summary>Price of what stands in the channels' sheets, for one channel.</summary>
    public double ChannelPartsFor(int boards) =>
        Lines.Sum(l => l.InChannels * l.Offer.PriceFor(l.Count * boards)) / CellNode.Channels;

    /// <summary>Everything, parts and mechanics, for one of eight channels.</summary>
    public double PerChannelFor(int boards) => (PartsFor(boards) + Mechanics[boards]) / CellNode.Channels;

    /// <summary>Errors: a component without an order, twice on the bill, or on it without being in the schematic.</summary>
    public IReadOnlyList<Finding> Check(Board board)
    {
        List<Finding> findings =
        [
            .. Unknown.Select(r => new Finding(
                Severity.Error,
                "bom-missing",
                r,
                "nothing to order is known for it: add an offer for its part, value and grade"
            )),
        ];
        var drawn = board.Components.Select(c => c.Place.ReferenceOf(c.Component)).ToList();
        var listed = Lines.SelectMany(l => l.References).ToList();
        foreach (var twice in listed.GroupBy(r => r).Where(g => g.Count() > 1))
            findings.Add(new(Severity.Error, "bom-twice", twice.Key, "the bill lists it more than once"));
        foreach (var missing in drawn.Except(listed).Except(Unknown))
            findings.Add(new(Severity.Error, "bom-missing", missing, "in the schematic but not on the bill"));
        foreach (var extra in listed.Except(drawn))
            findings.Add(new(Severity.Error, "bom-extra", extra, "on the bill but not in the schematic"));
        foreach (
            var line in Lines.Where(l =>
                !(l.Offer.Price1 >= l.Offer.Price10 && l.Offer.Price10 >= l.Offer.Price100)
            )
        )
            findings.Add(
                new(Severity.Error, "bom-price", line.Offer.Number, "more pieces must not cost more each")
            );
        return findings;
    }

    /// <summary>The file for ordering.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(
            "quantity,manufacturer,part number,value,grade,footprint,alternate,usd at 1,usd at 10,usd at 100,price source,references\n"
        );
        foreach (var l in Lines)
            text.AppendJoin(
                    ',',
                    new[]
                    {
                        l.Count.ToString(CultureInfo.InvariantCulture),
                        l.Offer.Manufacturer,
                        l.Offer.Number,
                        l.Value,
                        l.Grade,
                        l.Footprint,
                        l.Offer.Alternate,
                        Usd(l.Offer.Price1),
                        Usd(l.Offer.Price10),
                        Usd(l.Offer.Price100),
                        l.Offer.Source,
                        string.Join(' ', l.References),
                    }.Select(Quote)
                )
                .Append('\n');
        return text.ToString();
    }

    private static Offer? OfferFor(Component component) =>
        component.Part.Name switch
        {
            "R" => PassiveOffers.Resistor(component),
            "C" => PassiveOffers.Capacitor(component),
            _ => ChipOffers.All.GetValueOrDefault($"{component.Part.Name}/{component.Value}")
                ?? ChipOffers.All.GetValueOrDefault(component.Part.Name),
        };

    private static string Usd(double price) => price.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\n") < 0 ? field : "\"" + field.Replace("\"", "\"\"") + "\"";
}
