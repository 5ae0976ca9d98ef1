using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FanOut.Cli.Site;

/// <summary>A body that is the same each time but for a number in a few places; encoded once, so that an answer is copies only.</summary>
internal sealed class NumberedBody(string contentType, string template)
{
    private const int MaxDigits = 10;
    private readonly byte[][] _parts = [.. template.Split("{n}").Select(Encoding.UTF8.GetBytes)];
    private readonly int _fixedLength = Encoding.UTF8.GetByteCount(template.Replace("{n}", "", StringComparison.Ordinal));

    public Task WriteAsync(HttpResponse response, int number)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(number, digits, out var length);
        digits = digits[..length];

        var total = _fixedLength + (_parts.Length - 1) * length;
        response.ContentType = contentType;
        response.ContentLength = total;
        var left = response.BodyWriter.GetSpan(total);
        for (var part = 0; part < _parts.Length; part++)
        {
            if (part > 0)
            {
                digits.CopyTo(left);
                left = left[length..];
            }

            _parts[part].CopyTo(left);
            left = left[_parts[part].Length..];
        }

        response.BodyWriter.Advance(total);
        return Task.CompletedTask;
    }
}
