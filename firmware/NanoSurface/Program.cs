using EdgeTester.NanoSurface;

if (args is not ["generate", var output])
{
    Console.Error.WriteLine("usage: EdgeTester.NanoSurface generate FILE.cs");
    return 2;
}
var writer = new SurfaceWriter();
foreach (var (_, lines) in MemberList.ReadEmbedded())
    writer.Add(lines);
File.WriteAllText(output, writer.Write());
Console.WriteLine($"{writer.LeftOut.Count} members mention types that are not in the list and were left out");
return 0;
