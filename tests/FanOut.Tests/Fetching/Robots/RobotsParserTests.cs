using System.Text;
using FanOut.Fetching.Robots;

namespace FanOut.Tests.Fetching.Robots;

public sealed class RobotsParserTests
{
    private const string Host = "https://a.example.com";

    [Theory]
    [InlineData("/", "/", false)]
    [InlineData("/", "/any?query", false)]
    [InlineData("/fish", "/fish", false)]
    [InlineData("/fish", "/fish.html", false)]
    [InlineData("/fish", "/fish/salmon.html", false)]
    [InlineData("/fish", "/fishheads/yummy.html", false)]
    [InlineData("/fish", "/fish?id=anything", false)]
    [InlineData("/fish", "/Fish.asp", true)]
    [InlineData("/fish", "/catfish", true)]
    [InlineData("/fish", "/desert/fish", true)]
    [InlineData("/fish*", "/fishheads/yummy.html", false)]
    [InlineData("/fish*", "/catfish", true)]
    [InlineData("/fish/", "/fish/?salmon", false)]
    [InlineData("/fish/", "/fish", true)]
    [InlineData("/fish/", "/fish.html", true)]
    [InlineData("/*.php", "/index.php", false)]
    [InlineData("/*.php", "/folder/filename.php?parameters", false)]
    [InlineData("/*.php", "/folder/any.php.file.html", false)]
    [InlineData("/*.php", "/windows.PHP", true)]
    [InlineData("/*.php$", "/filename.php", false)]
    [InlineData("/*.php$", "/folder/filename.php", false)]
    [InlineData("/*.php$", "/filename.php?parameters", true)]
    [InlineData("/*.php$", "/filename.php/", true)]
    [InlineData("/*.php$", "/filename.php5", true)]
    [InlineData("/fish*.php", "/fishheads/catfish.php?parameters", false)]
    [InlineData("/fish*.php", "/Fish.PHP", true)]
    [InlineData("*.gif", "/pictures/a.gif", false)]
    [InlineData("*", "/x", false)]
    [InlineData("$", "/", true)]
    [InlineData("/$", "/", false)]
    [InlineData("/$", "/x", true)]
    [InlineData("/a**b***c$", "/a-b-b-c", false)]
    [InlineData("/*a*a$", "/a", true)]
    [InlineData("/*aa$", "/aaa", false)]
    [InlineData("/x$y", "/x$y/z", false)]
    [InlineData("/x$y", "/x", true)]
    [InlineData("fish", "/fish", true)]
    public void Disallow_Pattern_MatchesPaths(string pattern, string path, bool allowed) =>
        Assert.Equal(allowed, Parse($"user-agent: *\ndisallow: {pattern}").Allows(new Uri(Host + path)));

    // The table of RFC 9309, 2.2.2, and the escapes of the two special characters, 2.2.3.
    [Theory]
    [InlineData("/foo/bar?baz=quz", "/foo/bar?baz=quz")]
    [InlineData("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar")]
    [InlineData("/foo/bar/ツ", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%E3%83%84", "/foo/bar/ツ")]
    [InlineData("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84")]
    [InlineData("/foo/bar/%62%61%7A", "/foo/bar/baz")]
    [InlineData("/foo/bar/baz", "/foo/bar/%62%61%7A")]
    [InlineData("/path/file-with-a-%2A.html", "/path/file-with-a-*.html")]
    [InlineData("/path/file-with-a-%2a.html", "/path/file-with-a-%2A.html")]
    [InlineData("/path/foo-%24", "/path/foo-$")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/{id}|^", "/%7Bid%7D%7C%5E")]
    [InlineData("/100%", "/100%25")]
    [InlineData("/[a]'(b)", "/[a]'(b)")]
    public void Disallow_OtherSpelling_IsTheSamePath(string pattern, string path) =>
        Assert.False(Parse($"user-agent: *\ndisallow: {pattern}").Allows(new Uri(Host + path)));

    [Theory]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("/a/b", "/a%2Fb")]
    [InlineData("/x%2A", "/xyz")]
    [InlineData("/x%24", "/x")]
    public void Disallow_EscapeOfAReservedCharacter_IsAnotherPath(string pattern, string path) =>
        Assert.True(Parse($"user-agent: *\ndisallow: {pattern}").Allows(new Uri(Host + path)));

    [Theory]
    [InlineData("allow: /p\ndisallow: /", "/page", true)]
    [InlineData("disallow: /\nallow: /p", "/page", true)]
    [InlineData("allow: /folder\ndisallow: /folder", "/folder/page", true)]
    [InlineData("disallow: /folder\nallow: /folder", "/folder/page", true)]
    [InlineData("allow: /page\ndisallow: /*.htm", "/page.htm", false)]
    [InlineData("allow: /page\ndisallow: /*.ph", "/page.php5", true)]
    [InlineData("allow: /$\ndisallow: /", "/", true)]
    [InlineData("allow: /$\ndisallow: /", "/page.htm", false)]
    [InlineData("allow: /example/page/\ndisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false)]
    [InlineData("disallow:", "/anything", true)]
    [InlineData("disallow: /a\nallow:", "/a", false)]
    public void Rules_LongestMatch_CountsAndAllowsOnATie(string rules, string path, bool allowed) =>
        Assert.Equal(allowed, Parse($"user-agent: *\n{rules}").Allows(new Uri(Host + path)));

    [Theory]
    [InlineData("user-agent: fanout\ndisallow: /", false)]
    [InlineData("USER-AGENT:FANOUT/7.1 (whatever)\nDISALLOW:/", false)]
    [InlineData("user-agent: other\ndisallow: /", true)]
    [InlineData("user-agent: fanoutest\ndisallow: /", true)]
    [InlineData("user-agent: fan\ndisallow: /", true)]
    [InlineData("disallow: /", true)]
    [InlineData("", true)]
    [InlineData("<!doctype html><title>Not found</title>", true)]
    // Its own group counts alone, be it empty.
    [InlineData("user-agent: *\ndisallow: /\nuser-agent: fanout\nallow: /other", true)]
    [InlineData("user-agent: *\ndisallow: /\nuser-agent: fanout", true)]
    [InlineData("user-agent: fanout\ndisallow: /\nuser-agent: *\nallow: /", false)]
    [InlineData("user-agent: other\ndisallow: /\n\nuser-agent: *\ndisallow:", true)]
    // Several names begin one group, with other lines between them as well.
    [InlineData("user-agent: other\nuser-agent: fanout\ndisallow: /", false)]
    [InlineData("user-agent: fanout\nsitemap: https://a.example.com/s.xml\n\n# more\ncrawl-delay: 9\nuser-agent: other\ndisallow: /", false)]
    [InlineData("user-agent: fanout\nallow: /x\nuser-agent: other\ndisallow: /", true)]
    [InlineData("user-agent: fanout\ndisallow:\nuser-agent: other\ndisallow: /", true)]
    [InlineData("user-agent: fanout\nallow: /x\nsitemap: /s\ndisallow: /", false)]
    // Groups for the same name are one.
    [InlineData("user-agent: fanout\nallow: /x\nuser-agent: other\nallow: /\nuser-agent: FanOut\ndisallow: /page", false)]
    [InlineData("user-agent: *\nallow: /x\nuser-agent: other\nallow: /\nuser-agent: *\ndisallow: /page", false)]
    public void Groups_AreChosenByName(string text, bool allowed) => Assert.Equal(allowed, Parse(text).Allows(new Uri(Host + "/page")));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\n\r\n")]
    public void Lines_EndInAnyWay(string end) =>
        Assert.False(Parse($"\uFEFF# first{end}User-Agent : * # all{end}\tDisallow \t: \t/page # not this{end}").Allows(new Uri(Host + "/page")));

    [Fact]
    public void RobotsFile_IsAlwaysAllowed()
    {
        var rules = Parse("user-agent: *\ndisallow: /");
        Assert.True(rules.Allows(new Uri(Host + "/robots.txt")));
        Assert.False(rules.Allows(new Uri(Host + "/robots.txt?x")));
        Assert.False(rules.Allows(new Uri(Host + "/x/robots.txt")));
    }

    [Theory]
    [InlineData("FanOut/0.1", "FanOut")]
    [InlineData("My-Own_Bot2", "My-Own_Bot2")]
    [InlineData("Checker (+https://example.com/bot)", "Checker")]
    [InlineData("Mozilla/5.0 (compatible; Checker/2.1; +https://example.com/bot)", "Checker")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64)", "Mozilla")]
    [InlineData("(nobody)", "")]
    [InlineData("", "")]
    public void ProductToken_IsTheNameInAUserAgent(string userAgent, string token) => Assert.Equal(token, ProductToken.Of(userAgent));

    [Fact]
    public void ProductToken_ThatIsEmpty_HasTheRulesForEveryone() =>
        Assert.False(RobotsParser.Parse("user-agent:\nallow: /\nuser-agent: *\ndisallow: /"u8, "").Allows(new Uri(Host + "/page")));

    private static RobotsRules Parse(string text) => RobotsParser.Parse(Encoding.UTF8.GetBytes(text), "FanOut");
}
