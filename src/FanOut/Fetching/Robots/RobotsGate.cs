namespace FanOut.Fetching.Robots;

/// <summary>Holds a fetch, before each of its requests, to the robots.txt of the host that it goes to.</summary>
internal sealed class RobotsGate(RobotsFiles files, string userAgent)
{
    /// <summary>Null when the fetch may go on.</summary>
    public async ValueTask<(Outcome Outcome, string Error)?> RefusalAsync(FetchProgress fetch, CancellationToken cancellationToken)
    {
        if (RobotsRules.IsRobotsFile(fetch.Url)) return null;
        var reading = files.GetAsync(fetch.Request.JobId, fetch.Url, UserAgentOf(fetch), TimeSpan.FromSeconds(fetch.Options.TimeoutSeconds), fetch.JobStopped);
        if (!reading.IsCompleted) await fetch.WaitOffTheClockAsync(reading, cancellationToken);
        return (await reading).Refusal(fetch.Url);
    }

    /// <summary>The caller's own where the request will have it: a job goes by the rules for the crawler it says it is.</summary>
    private string UserAgentOf(FetchProgress fetch)
    {
        if (fetch is { SendsOwnHeaders: true, Options.Headers: { } own })
        {
            foreach (var (name, value) in own)
            {
                if (name.Equals(DefaultHeaders.UserAgent, StringComparison.OrdinalIgnoreCase)) return value;
            }
        }

        return userAgent;
    }
}
