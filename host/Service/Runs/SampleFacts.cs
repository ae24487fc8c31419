using EdgeTester.Plans;
using EdgeTester.Report.Html;
using EdgeTester.Report.Model;

namespace EdgeTester.Service.Runs;

/// <summary>What a plan says of its sample, as names and values.</summary>
internal static class SampleFacts
{
    public static IReadOnlyList<Fact> Of(Sample? sample)
    {
        if (sample is null)
            return [];
        var facts = new List<Fact>();
        Add("Sample", sample.Name);
        Add("Kind of cell", sample.CellType);
        if (sample.Area is { } area)
            Add("Electrode area", QuantityText.Digits(area * 1e4, 4) + " cm²");
        if (sample.Thickness is { } thickness)
            Add("Thickness", QuantityText.Digits(thickness * 1e3, 4) + " mm");
        Add("Electrode", sample.Electrode);
        Add("Positive electrode", sample.PositiveElectrode);
        Add("Negative electrode", sample.NegativeElectrode);
        Add("Electrolyte", sample.Electrolyte);
        if (sample.TemperatureCelsius is { } temperature)
            Add("Temperature", QuantityText.Digits(temperature, 3) + " °C");
        if (sample.Capacity is { } capacity)
            Add("Capacity", QuantityText.Digits(capacity / 3.6, 4) + " mAh");
        if (sample.ActiveMass is { } mass)
            Add("Active mass", QuantityText.Digits(mass * 1e6, 4) + " mg");
        Add("Operator", sample.Operator);
        Add("Comment", sample.Comment);
        return facts;

        void Add(string name, string value)
        {
            if (value.Length > 0)
                facts.Add(new Fact(name, value));
        }
    }
}
