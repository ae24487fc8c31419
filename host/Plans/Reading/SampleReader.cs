namespace EdgeTester.Plans;

/// <summary>Reads the sample's metadata into SI units.</summary>
internal static class SampleReader
{
    private const double CoulombPerMilliampereHour = 3.6;

    public static Sample Read(ObjectReader? from)
    {
        if (from is null)
            return new Sample();
        if (from.Has("thickness_mm") && from.Has("thickness_cm"))
            from.Mistake(
                "thickness_cm",
                "the thickness stands here twice: leave out thickness_mm or thickness_cm"
            );
        var area = from.Number("area_cm2") * 1e-4;
        var specific = from.Number("specific_capacity_mAh_g") * CoulombPerMilliampereHour * 1e3;
        var loading = from.Number("loading_mg_cm2") * 1e-2;
        var mass = from.Number("mass_mg") * 1e-6 ?? loading * area;
        return new Sample
        {
            Name = from.Text("name") ?? "",
            CellType = from.Text("cell_type") ?? "",
            Area = area,
            Thickness = from.Number("thickness_mm") * 1e-3 ?? from.Number("thickness_cm") * 1e-2,
            Electrode = from.Text("electrode") ?? "",
            PositiveElectrode = from.Text("positive_electrode") ?? "",
            NegativeElectrode = from.Text("negative_electrode") ?? "",
            Electrolyte = from.Text("electrolyte") ?? "",
            TemperatureCelsius = from.Number("temperature_C"),
            Capacity = from.Number("capacity_mAh") * CoulombPerMilliampereHour ?? specific * mass,
            ActiveMass = mass,
            SpecificCapacity = specific,
            Operator = from.Text("operator") ?? "",
            Comment = from.Text("comment") ?? "",
        };
    }
}
