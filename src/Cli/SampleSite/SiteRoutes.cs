using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FanOut.Cli.Site;

/// <summary>Answers the sample site's paths; one switch instead of routing, since the site must be faster than what fetches it.</summary>
internal sealed class SiteRoutes(SiteCounters counters, TimeProvider time)
{
    private const int MaxDelayMs = 30_000;
    private const int MaxBytes = 100 * 1024 * 1024;
    private const int MaxRedirects = 100;
    private const int ChunkBytes = 64 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith("/stats", StringComparison.Ordinal))
        {
            await StatsAsync(context, path);
            return;
        }

        counters.Enter(path);
        try
        {
            await RouteAsync(context, path);
        }
        finally
        {
            counters.Leave();
        }
    }

    private Task RouteAsync(HttpContext context, string path)
    {
        if (path.Length <= 1)
            return WriteAsync(context, "text/plain; charset=utf-8", IndexPage.Text);

        var slash = path.IndexOf('/', 1);
        if (slash < 0)
            return NotFoundAsync(context);

        var name = path.AsSpan(1, slash - 1);
        var argument = path.AsSpan(slash + 1);
        if (name.Equals("flaky", StringComparison.Ordinal))
            return FlakyAsync(context, argument);
        if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return NotFoundAsync(context);

        return name switch
        {
            "page" => SamplePage.Html.WriteAsync(context.Response, number),
            "json" => SamplePage.Json.WriteAsync(context.Response, number),
            "delay" when number <= MaxDelayMs => DelayAsync(context, number),
            "status" when number is >= 200 and <= 599 => StatusAsync(context, number),
            "redirect" when number <= MaxRedirects => RedirectAsync(context, number),
            "bytes" when number <= MaxBytes => BytesAsync(context, number),
            _ => NotFoundAsync(context),
        };
    }

    private async Task DelayAsync(HttpContext context, int milliseconds)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await WriteAsync(context, "text/plain", $"answered after {milliseconds} ms\n");
    }

    private static Task StatusAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        return code is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified
            ? Task.CompletedTask
            : WriteAsync(context, "text/plain", $"status {code}\n");
    }

    private static Task RedirectAsync(HttpContext context, int hops)
    {
        if (hops == 0)
            return SamplePage.Html.WriteAsync(context.Response, 0);
        context.Response.Redirect($"/redirect/{hops - 1}");
        return Task.CompletedTask;
    }

    private static async Task BytesAsync(HttpContext context, int count)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = count;
        var writer = context.Response.BodyWriter;
        while (count > 0)
        {
            var chunk = Math.Min(count, ChunkBytes);
            writer.GetSpan(chunk)[..chunk].Fill((byte)'x');
            writer.Advance(chunk);
            count -= chunk;
            if ((await writer.FlushAsync(context.RequestAborted)).IsCompleted)
                return;
        }
    }

    private Task FlakyAsync(HttpContext context, ReadOnlySpan<char> argument)
    {
        var slash = argument.IndexOf('/');
        if (slash <= 0 || !int.TryParse(argument[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var failures))
            return NotFoundAsync(context);
        return counters.StillFails(argument[..slash].ToString(), failures)
            ? StatusAsync(context, StatusCodes.Status503ServiceUnavailable)
            : WriteAsync(context, "text/plain", "recovered\n");
    }

    private Task StatsAsync(HttpContext context, string path)
    {
        if (HttpMethods.IsPost(context.Request.Method) && path.Equals("/stats/reset", StringComparison.Ordinal))
            counters.Reset();
        else if (path.Length != "/stats".Length)
            return NotFoundAsync(context);
        return WriteAsync(context, "application/json",
            $$"""{"requests":{{counters.Requests}},"inFlight":{{counters.InFlight}},"maxInFlight":{{counters.MaxInFlight}}}""");
    }

    private static Task NotFoundAsync(HttpContext context) => StatusAsync(context, StatusCodes.Status404NotFound);

    private static async Task WriteAsync(HttpContext context, string contentType, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }
}
