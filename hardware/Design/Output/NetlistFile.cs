using System.Text;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Output;

/// <summary>The netlist in KiCad's exchange format, for layout programs and for comparison.</summary>
public static class NetlistFile
{
    /// <summary>The file's text.</summary>
    public static string Write(Netlist netlist)
    {
        var text = new StringBuilder("(export (version \"E\")\n  (components\n");
        foreach (var (place, component) in netlist.Board.Components)
            text.Append(
                $"    (comp (ref \"{place.ReferenceOf(component)}\") (value \"{component.Value}\") (footprint \"{Bom.Footprints.Of(component)}\") (fields (field (name \"Grade\") \"{component.Grade}\") (field (name \"Sheet\") \"{place.Name}\")))\n"
            );
        text.Append("  )\n  (nets\n");
        var code = 0;
        foreach (var (net, nodes) in netlist.Nets)
        {
            text.Append($"    (net (code \"{++code}\") (name \"{net}\")\n");
            foreach (var node in nodes)
                text.Append(
                    $"      (node (ref \"{node.Reference}\") (pin \"{node.Pin.Number}\") (pinfunction \"{node.Pin.Name}\"))\n"
                );
            text.Append("    )\n");
        }
        return text.Append("  )\n)\n").ToString();
    }
}
