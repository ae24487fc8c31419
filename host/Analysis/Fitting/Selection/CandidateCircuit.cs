using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// A circuit of the family that is searched: [R] [L], arcs (RQ) or (RC), and a tail that takes the low-frequency end.
/// </summary>
/// <param name="HasResistor">A series resistance.</param>
/// <param name="HasInductor">A series inductance.</param>
/// <param name="Arcs">'Q' for a ZARC, 'C' for an ideal arc, by falling frequency.</param>
/// <param name="Tail">Symbol of the last element, "" for none.</param>
/// <param name="IsNested">The tail stands in the branch of the last arc's resistance (Randles) and not behind it.</param>
internal sealed record CandidateCircuit(
    bool HasResistor,
    bool HasInductor,
    string Arcs,
    string Tail,
    bool IsNested = false
)
{
    public string Text
    {
        get
        {
            var arcs = string.Concat(
                Arcs.Select(
                    (kind, k) => IsNested && k == Arcs.Length - 1 ? $"({kind}[R{Tail}])" : $"(R{kind})"
                )
            );
            return $"{(HasResistor ? "R" : "")}{(HasInductor ? "L" : "")}{arcs}{(IsNested ? "" : Tail)}";
        }
    }

    public Circuit Circuit => Circuit.Parse(Text);
}
