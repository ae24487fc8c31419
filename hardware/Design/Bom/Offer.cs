namespace EdgeTester.Hardware.Bom;

/// <summary>What to order for a component.</summary>
/// <param name="Manufacturer">Maker.</param>
/// <param name="Number">The maker's order number.</param>
/// <param name="Alternate">A part that fits in its place, or why there is none.</param>
/// <param name="Price1">Unit price in US dollars for one.</param>
/// <param name="Price10">For ten.</param>
/// <param name="Price100">For a hundred.</param>
/// <param name="Source">Where the prices come from, with date; "estimate" where nobody was asked.</param>
public sealed record Offer(
    string Manufacturer,
    string Number,
    string Alternate,
    double Price1,
    double Price10,
    double Price100,
    string Source
)
{
    /// <summary>Unit price when so many are bought.</summary>
    public double PriceFor(int count) =>
        count >= 100 ? Price100
        : count >= 10 ? Price10
        : Price1;
}
