using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using FanOut.Fetching.Robots;

namespace FanOut.Tests.Fetching.Robots;

public sealed partial class RobotsPropertyTests
{
    private const string Host = "https://a.example.com";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>Text that looks like robots.txt often enough to reach every line of the parser.</summary>
    private static readonly Gen<byte[]> s_files = Gen.OneOf(
        Gen.OneOf("user-agent", "User-Agent:", "allow:", "Disallow: ", "sitemap:", "*", "fanout", "FanOut/1", "/", "/a", "$", "%", "%2", "%2A", "%zz", "#", ":", " ", "\t", "\r", "\n", "\0", "ü", "\uFEFF")
            .Select(text => Encoding.UTF8.GetBytes(text)),
        Gen.Byte.Array[0, 4]).Array[0, 60].Select(parts => parts.SelectMany(part => part).ToArray());

    private static readonly Gen<string> s_pieces = Gen.OneOf("/", "a", "b", "A", "%61", "%2F", "%2a", "%", "ü", " ", "?", "=", "[", "|", "~", "$", "&");

    [Fact]
    public void Parser_AnyBytes_NeverThrowsAndAnswersEveryUrl() =>
        Gen.Select(s_files, s_pieces.Array[0, 20]).Sample((file, path) =>
        {
            var rules = RobotsParser.Parse(file, "FanOut");
            return rules.Allows(Url(path)) || rules.Count > 0;
        }, iter: 20_000);

    [Fact]
    public void Parser_AnyBytes_GivesTheSameRulesWhateverEndsItsLines() =>
        Gen.Select(s_files, s_pieces.Array[0, 10]).Sample((file, path) =>
        {
            var text = Encoding.Latin1.GetString(file).Replace('\r', '\n');
            var allowed = RobotsParser.Parse(Encoding.Latin1.GetBytes(text), "FanOut").Allows(Url(path));
            return RobotsParser.Parse(Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), "FanOut").Allows(Url(path)) == allowed
                && RobotsParser.Parse(Encoding.Latin1.GetBytes(text.Replace('\n', '\r')), "FanOut").Allows(Url(path)) == allowed;
        });

    /// <summary>
    /// A path, spelled as a robots.txt may spell it, is the path of the URL that is spelled like it. Not so where an escape
    /// follows a malformed one: of <c>%61%%a%61</c> <see cref="Uri"/> undoes the last escape first and requests <c>a%25%aa</c>,
    /// which is another resource than the one the rule names.
    /// </summary>
    [Fact]
    public void Disallow_ThePathOfAUrl_MatchesThatUrl() =>
        s_pieces.Array[0, 20].Where(path => !EscapeBehindAMalformedOne().IsMatch(Raw(path))).Sample(path =>
        {
            var url = Url(path);
            // At its end the character would be an anchor.
            return Raw(path).TrimEnd().EndsWith('$') || !RobotsParser.Parse(Encoding.UTF8.GetBytes($"user-agent: *\ndisallow: {Raw(path)}".TrimEnd()), "FanOut").Allows(url);
        });

    /// <summary>The matcher takes what a regular expression that means the same takes.</summary>
    [Fact]
    public void Pattern_OfLettersAndWildcards_MatchesLikeARegularExpression() =>
        Gen.Select(Gen.OneOf("a", "b", "*", "/").Array[0, 8], Gen.Bool, Gen.OneOf("a", "b", "/").Array[0, 12]).Sample((pieces, isWhole, path) =>
        {
            var pattern = "/" + string.Concat(pieces);
            var url = new Uri(Host + "/x/" + string.Concat(path).Replace("//", "/", StringComparison.Ordinal));
            pattern = pattern.Replace("/a", "/x*a", StringComparison.Ordinal);
            var expected = Regex.IsMatch(url.PathAndQuery, "^" + pattern.Replace("*", ".*", StringComparison.Ordinal) + (isWhole ? "$" : ""), RegexOptions.None, s_limit);
            var rule = RobotsRule.Parse(Encoding.ASCII.GetBytes(pattern + (isWhole ? "$" : "")), allows: true);
            return rule.Matches(RobotsPath.OfUrl(url)) == expected;
        }, iter: 20_000);

    [Fact]
    public void ProductToken_AnyUserAgent_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String.Select(rest => "Mozilla/5.0 (compatible;" + rest)).Sample(userAgent => userAgent.Contains(ProductToken.Of(userAgent), StringComparison.Ordinal));

    /// <summary>Rules and URLs made to take long, as long as either may be.</summary>
    [Fact]
    public async Task Rules_MadeToTakeLong_AnswerSoon()
    {
        var pattern = "/" + string.Concat(Enumerable.Repeat("*aaaaaaaaaaaaaaab", 30));
        var file = "user-agent: *\n" + string.Concat(Enumerable.Repeat($"disallow: {pattern}\n", RobotsReader.MaxBytes / (pattern.Length + 11)));
        var rules = RobotsParser.Parse(Encoding.ASCII.GetBytes(file), "FanOut");
        var url = new Uri(Host + "/" + new string('a', 2_000));

        Assert.True(await Task.Run(() => rules.Allows(url)).WaitAsync(s_limit));
        Assert.True(rules.Count > 900);
        Assert.InRange(rules.Bytes, RobotsReader.MaxBytes, 4 * RobotsReader.MaxBytes);
    }

    [GeneratedRegex("%[0-9A-Fa-f]?%[0-9A-Fa-f]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex EscapeBehindAMalformedOne();

    private static string Raw(string[] path) => "/" + string.Concat(path).TrimStart('/');

    private static Uri Url(string[] path) => new(Host + Raw(path));
}
