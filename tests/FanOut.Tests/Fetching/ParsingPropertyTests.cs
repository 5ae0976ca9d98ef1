using System.Text;
using CsCheck;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

public sealed class ParsingPropertyTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Wed, 01 Jul 2026 12:01:00 GMT", 60)]
    public void RetryAfter_SecondsOrDate_IsTheWait(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Parse(header, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("Wed, 01 Jul 2026 11:59:00 GMT")]
    public void RetryAfter_NothingToWaitFor_IsNull(string? header) => Assert.Null(RetryAfter.Parse(header, Now));

    [Fact]
    public void RetryAfter_AnyHeader_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.Long.Select(number => number.ToString()), Gen.DateTimeOffset.Select(date => date.ToString("r")))
            .Sample(header => RetryAfter.Parse(header, Now) is not { } wait || wait > TimeSpan.Zero);

    [Fact]
    public void Charset_AnyHeaderAndBody_NeverThrows() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.String.Select(name => "text/html; charset=" + name)), Gen.Byte.Array, Gen.Bool).Sample((header, tail, isHtml) =>
        {
            byte[] body = [.. "<meta charset="u8, .. tail];
            var encoding = Charset.Detect(isHtml ? body : tail, header, isHtml, out var preamble);
            return encoding.GetString(tail) is not null && preamble is >= 0 and <= 4;
        });

    [Fact]
    public void ErrorLine_AnyText_IsOneShortVisibleLine() =>
        Gen.Select(Gen.String, Gen.OneOf("\r\n", "\u202E", "\u2028", "\ud83d", "😀", "\u009b")).Array[0, 60].Select(parts => string.Concat(parts.Select(part => part.Item1 + part.Item2)))
            .Sample(text =>
            {
                var line = ErrorLine.Clean(text);
                return line.Length <= ErrorLine.MaxLength && !line.Any(c => char.IsControl(c) || c is '\u2028' or '\u202E')
                    && string.Equals(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)), line, StringComparison.Ordinal);
            });

    [Fact]
    public void TargetUrl_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String.Select(rest => "http://" + rest), Gen.String.Select(host => $"https://{host}:80/x"))
            .Sample(text => (TargetUrl.Parse(text, out var url) is null) == (url is not null));

    [Fact]
    public void Redirect_AnyLocation_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.String.Select(rest => "//" + rest), Gen.String.Select(rest => "http://" + rest))
            .Sample(location => (Redirect.Resolve(new Uri("http://a.example.com/b"), location, out var next) is null) == (next is not null));
}
