using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching;

/// <summary>A site that answers so many requests in each second with 200, and all beyond with 429.</summary>
internal sealed class LimitingSite(int perSecond)
{
    private readonly Lock _gate = new();
    private long _second;
    private int _inSecond;

    public int Refused { get; private set; }

    public Task AnswerAsync(HttpContext context)
    {
        lock (_gate)
        {
            var second = Environment.TickCount64 / 1000;
            if (second != _second) (_second, _inSecond) = (second, 0);
            if (++_inSecond > perSecond)
            {
                Refused++;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            }
        }

        return Task.CompletedTask;
    }
}
