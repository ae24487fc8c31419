namespace EdgeTester.Report.Html;

/// <summary>The one style sheet of every report: light, dark and paper.</summary>
internal static class StyleSheet
{
    public const string Text = """
        :root{color-scheme:light dark;--bg:#fff;--ink:#1b1f24;--soft:#5b6570;--rule:#d9dee3;--grid:#e6eaee;--minor:#f2f4f6;--panel:#f6f8fa;--s1:#1f6fb4;--s2:#c4520a;--s3:#2e8540;--s4:#7b4fb5;--s5:#a8780a;--s6:#0b7f86;--good:#1b7f3b;--bad:#b3261e;--warn:#8a5a00}
        @media (prefers-color-scheme:dark){:root{--bg:#14181d;--ink:#e4e8ec;--soft:#9aa5b1;--rule:#313942;--grid:#2a313a;--minor:#1e242b;--panel:#1b2128;--s1:#62aef0;--s2:#ff9a57;--s3:#6cc583;--s4:#b795ee;--s5:#dcb04a;--s6:#4fc4cb;--good:#6fd08c;--bad:#ff8a80;--warn:#f0bf60}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 "Liberation Sans",system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
        main{max-width:1180px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:36px 0 10px;padding-top:10px;border-top:1px solid var(--rule)}h3{font-size:15px;margin:18px 0 6px}
        p{margin:6px 0}.soft{color:var(--soft)}code,.mono{font-family:"Liberation Mono",ui-monospace,Consolas,monospace;font-size:13px;overflow-wrap:anywhere}
        .badges{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0}
        .badge{border:1px solid currentColor;border-radius:5px;padding:2px 10px;font-weight:600;font-size:13px}
        .good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
        ul.warnings{border-left:3px solid var(--warn);margin:12px 0;padding:6px 12px 6px 30px;background:var(--panel)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
        th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--rule);vertical-align:top}
        th{font-weight:600;color:var(--soft);white-space:nowrap}td.num{white-space:nowrap}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:8px 24px;margin:12px 0}
        dt{color:var(--soft);font-size:13px}dd{margin:0;overflow-wrap:anywhere}
        ol.plan{padding-left:26px;columns:2 340px;column-gap:40px}ol.plan li{break-inside:avoid;margin:2px 0}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:20px;align-items:start}
        figure{margin:10px 0;break-inside:avoid}figcaption{font-size:13px;color:var(--soft)}
        figcaption a{color:var(--soft)}
        svg.plot{width:100%;height:auto;display:block}
        .frame{fill:none;stroke:var(--soft);stroke-width:1}.grid{stroke:var(--grid);stroke-width:1}.minor{stroke:var(--minor);stroke-width:1}
        .tick{fill:var(--soft);font-size:12px}.label{fill:var(--ink);font-size:13px}
        .line{fill:none;stroke-width:1.6;stroke-linejoin:round}.dashed{stroke-dasharray:5 4}.dots{fill:var(--bg);stroke-width:1.4}.bars{fill:none;stroke-width:1.1}.band{stroke:none;opacity:.22}
        .line.s1,.dots.s1,.bars.s1{stroke:var(--s1)}.line.s2,.dots.s2,.bars.s2{stroke:var(--s2)}.line.s3,.dots.s3,.bars.s3{stroke:var(--s3)}.line.s4,.dots.s4,.bars.s4{stroke:var(--s4)}.line.s5,.dots.s5,.bars.s5{stroke:var(--s5)}.line.s6,.dots.s6,.bars.s6{stroke:var(--s6)}
        .band.s1{fill:var(--s1)}.band.s2{fill:var(--s2)}.band.s3{fill:var(--s3)}
        details{margin:10px 0}summary{cursor:pointer;color:var(--soft)}.download a{color:var(--soft)}
        footer{margin-top:44px;border-top:1px solid var(--rule);padding-top:10px;font-size:13px;color:var(--soft)}
        @page{margin:14mm}
        @media print{:root{color-scheme:light;--bg:#fff;--ink:#000;--soft:#444;--rule:#bbb;--grid:#ddd;--minor:#eee;--panel:#fff;--s1:#1f6fb4;--s2:#c4520a;--s3:#2e8540;--s4:#7b4fb5;--s5:#a8780a;--s6:#0b7f86;--good:#1b7f3b;--bad:#b3261e;--warn:#8a5a00}main{max-width:none;padding:0}h2,h3{break-after:avoid}figcaption a,.download{display:none}section.spectrum{break-inside:avoid-page}}
        """;
}
