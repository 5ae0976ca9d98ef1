using System.Text.Json;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Crashes;

/// <summary>Follows a job over any number of processes; its counts must never go back.</summary>
internal sealed class JobWatch(string id)
{
    private readonly Dictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private int _done;

    public async Task<JsonElement> LookAsync(JobApi api)
    {
        var job = await api.GetAsync(id);
        Assert.InRange(job.Number("done"), _done, job.Number("total"));
        _done = job.Number("done");
        foreach (var outcome in job.Get("outcomes").EnumerateObject())
        {
            Assert.True(outcome.Value.GetInt32() >= _outcomes.GetValueOrDefault(outcome.Name), $"{outcome.Name} has gone back in {job}");
            _outcomes[outcome.Name] = outcome.Value.GetInt32();
        }
        return job;
    }

    public Task UntilDoneAsync(JobApi api, int done) =>
        Eventually.SeeAsync(() => LookAsync(api), job => job.Number("done") >= done, $"{done} URLs that are done");

    public Task<JsonElement> UntilEndAsync(JobApi api) =>
        Eventually.SeeAsync(() => LookAsync(api), job => !job.IsNull("finishedAt"), "the end of the job");
}
