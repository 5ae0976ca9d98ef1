using System.Text;
using CsCheck;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class HtmlTitleTests
{
    [Theory]
    [InlineData("<title>A</title>", "A")]
    [InlineData("<TITLE lang=en>A</TITLE >", "A")]
    [InlineData("<title>\n  A \t B\u00A0C\n</title>", "A B C")]
    [InlineData("<title>a &amp; b &#x1F600; &eacute;</title>", "a & b 😀 é")]
    [InlineData("<title>a <b> c</title>", "a <b> c")]
    [InlineData("<title>a</titles>b</title>", "a</titles>b")]
    [InlineData("<title>a\u202Eb\u2066c\u0007d\u200F</title>", "abcd")]
    [InlineData("<!-- <title>no</title> --><title>A</title>", "A")]
    [InlineData("<script>'<title>no</title>'</script><title>A</title>", "A")]
    [InlineData("<style><title>no</title></style><title>A</title>", "A")]
    [InlineData("<textarea><title>no</title></textarea><title>A</title>", "A")]
    [InlineData("<svg><title>no</title></svg><title>A</title>", "A")]
    [InlineData("<svg/><title>A</title>", "A")]
    [InlineData("<svg><script><title>no</title></script></svg><title>A</title>", "A")]
    [InlineData("<a title='</title>'><title>A</title>", "A")]
    [InlineData("<title>first</title><title>second</title>", "first")]
    [InlineData("<title></title><title>second</title>", null)]
    [InlineData("<title> </title>", null)]
    [InlineData("<title>never ends", null)]
    [InlineData("<svg><title>only</title></svg>", null)]
    [InlineData("<p>none</p>", null)]
    [InlineData("", null)]
    [InlineData("</title", null)]
    [InlineData("</title>", null)]
    public void Find_Page_ReadsItAsABrowserWould(string html, string? title) =>
        Assert.Equal(title, HtmlTitle.Find(Encoding.UTF8.GetBytes(html), Encoding.UTF8));

    [Fact]
    public void Find_PageInUtf16_IsRead() =>
        Assert.Equal("ä", HtmlTitle.Find(Encoding.Unicode.GetBytes("<title>ä</title>"), Encoding.Unicode));

    [Fact]
    public void Find_LongTitle_IsCutBeforeAPairThatDoesNotFit()
    {
        var title = HtmlTitle.Find(Encoding.UTF8.GetBytes($"<title>{new string('x', 299)}😀</title>"), Encoding.UTF8);

        Assert.Equal(new string('x', 299), title);
    }

    [Fact]
    public void Find_TitleBeyondTheWindow_IsNotLookedFor() =>
        Assert.Null(HtmlTitle.Find(Encoding.UTF8.GetBytes(new string(' ', HtmlTitle.Window) + "<title>A</title>"), Encoding.UTF8));

    [Fact]
    public void Find_AnyTags_NeverThrowsAndKeepsItsPromises()
    {
        var piece = Gen.OneOf("<title>", "</title>", "<svg>", "</svg>", "<!--", "-->", "<script>", "</script>", "<", ">", "&amp", "&#xD800;", "\0", "é", "😀", " ", "'", "<a b='");
        Gen.OneOf(piece, Gen.String).Array[0, 40].Sample(pieces =>
        {
            var title = HtmlTitle.Find(Encoding.UTF8.GetBytes(string.Concat(pieces)), Encoding.UTF8);
            return title is null || (title.Length is > 0 and <= HtmlTitle.MaxLength && title.Trim().Length == title.Length && !title.Any(char.IsControl));
        });
    }
}
