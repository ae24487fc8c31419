namespace EdgeTester.Plans;

/// <summary>Where tags and step numbers lead: known before any step is read, so that all references can be judged at once.</summary>
internal sealed class MethodMap
{
    private readonly Dictionary<string, int> tags = [];
    private readonly int[] indexOfNumber;
    private readonly HashSet<int> loops = [];

    public MethodMap(IReadOnlyList<PlanNode> method, string path, MistakeList mistakes)
    {
        indexOfNumber = new int[method.Count + 1];
        var index = 0;
        for (var k = 0; k < method.Count; k++)
        {
            indexOfNumber[k] = index;
            var kind = Member(method[k], "step");
            if (kind?.Text != "tag")
            {
                if (kind?.Text == "loop")
                    loops.Add(index);
                index++;
                continue;
            }
            if (Member(method[k], "tag") is not { Kind: JsonKind.Text, Text.Length: > 0 } tag)
                continue;
            if (!tags.TryAdd(tag.Text, index))
                mistakes.Add(
                    tag.Position,
                    $"{path}[{k}].tag",
                    $"the tag \"{PlanNode.Quoted(tag.Text)}\" stands here a second time"
                );
        }
        indexOfNumber[method.Count] = index;
        StepCount = index;
    }

    /// <summary>Steps without tags.</summary>
    public int StepCount { get; }

    /// <summary>Names of all tags.</summary>
    public IReadOnlyCollection<string> Tags => tags.Keys;

    /// <summary>The index that a step of a number (from 1) has, or the step after it where it is a tag.</summary>
    public int IndexOf(int number) => indexOfNumber[number - 1];

    /// <summary>The index of the step after a tag; -1 where there is no such tag.</summary>
    public int IndexOf(string tag) => tags.GetValueOrDefault(tag, -1);

    /// <summary>Whether the step of this index is a loop.</summary>
    public bool IsLoop(int index) => loops.Contains(index);

    private static PlanNode? Member(PlanNode node, string name) =>
        node.Members.Where(member => member.Name == name).Select(member => member.Value).FirstOrDefault();
}
