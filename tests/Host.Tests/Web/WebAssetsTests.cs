using System.Text;
using System.Text.RegularExpressions;
using EdgeTester.Web;

namespace EdgeTester.Host.Tests.Web;

public sealed class WebAssetsTests
{
    [Theory]
    [InlineData("index.html", "text/html; charset=utf-8")]
    [InlineData("app.js", "text/javascript; charset=utf-8")]
    [InlineData("app.css", "text/css; charset=utf-8")]
    [InlineData("third-party-licenses.txt", "text/plain; charset=utf-8")]
    public void The_built_page_is_embedded(string path, string type)
    {
        var asset = WebAssets.Find(path);
        Assert.NotNull(asset);
        Assert.Equal(type, asset.ContentType);
        Assert.True(asset.Bytes.Length > 100);
        Assert.Matches("^\"[0-9a-f]{24}\"$", asset.EntityTag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../EdgeTester.Web.csproj")]
    [InlineData("INDEX.HTML")]
    [InlineData("web/index.html")]
    [InlineData("app.js/")]
    public void Nothing_else_is_found(string path) => Assert.Null(WebAssets.Find(path));

    [Fact]
    public void The_page_names_no_other_host()
    {
        foreach (var asset in WebAssets.All.Where(a => !a.Path.EndsWith(".txt", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(asset.Bytes.Span);
            // A namespace is a name and not an address.
            var addresses = Regex
                .Matches(text, "(?:https?:)?//[a-z0-9][a-z0-9.-]*\\.[a-z]{2,}[^\\s\"'`)]*")
                .Select(m => m.Value)
                .Where(a => !a.StartsWith("http://www.w3.org/", StringComparison.Ordinal));
            Assert.Empty(addresses);
        }
    }

    [Fact]
    public void What_is_bundled_comes_with_its_licence() =>
        Assert.Contains(
            "uPlot",
            Encoding.UTF8.GetString(WebAssets.Find("third-party-licenses.txt")!.Bytes.Span)
        );
}
