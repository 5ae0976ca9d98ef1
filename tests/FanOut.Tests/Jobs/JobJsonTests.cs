using System.Text.Json;
using FanOut.Fetching;
using FanOut.Jobs;

namespace FanOut.Tests.Jobs;

public sealed class JobJsonTests
{
    private static readonly Job s_job = new()
    {
        Id = "0123456789abcdef01234567",
        Status = JobStatus.Partial,
        Total = 3,
        Done = 3,
        Outcomes = new SortedDictionary<Outcome, int> { [Outcome.Ok] = 2, [Outcome.HttpError] = 1 },
        CreatedAt = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
        Options = new JobOptions(),
        Links = new JobLinks("/a", "/b", "/c", "/d"),
    };

    [Fact]
    public void Job_HasTheNamesOfTheApi()
    {
        var json = JsonSerializer.SerializeToElement(s_job, JobJson.Default.Job);
        Assert.Equal(
            ["id", "name", "status", "total", "done", "outcomes", "bytes", "createdAt", "startedAt", "finishedAt", "elapsedMs", "urlsPerSecond", "options", "redriveOf", "error", "callback", "links"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("partial", json.GetProperty("status").GetString());
        Assert.Equal("""{"ok":2,"httpError":1}""", json.GetProperty("outcomes").GetRawText());
        Assert.Equal(["self", "results", "manifest", "cancel"], json.GetProperty("links").EnumerateObject().Select(property => property.Name));
        Assert.Equal("none", json.GetProperty("options").GetProperty("capture").GetString());
    }

    [Fact]
    public void Job_Written_ComesBack()
    {
        var json = JsonSerializer.Serialize(s_job, JobJson.Default.Job);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, JobJson.Default.Job)!, JobJson.Default.Job));
        Assert.Equal(json, JsonSerializer.Serialize(s_job));
    }

    [Fact]
    public void Page_WithoutMore_SaysNull() =>
        Assert.Equal("""{"jobs":[],"continuationToken":null}""", JsonSerializer.Serialize(new JobPage([], null), JobJson.Default.JobPage));

    [Theory]
    [InlineData(JobStatus.Pending, "pending")]
    [InlineData(JobStatus.Running, "running")]
    [InlineData(JobStatus.Paused, "paused")]
    [InlineData(JobStatus.Succeeded, "succeeded")]
    [InlineData(JobStatus.Failed, "failed")]
    [InlineData(JobStatus.Cancelled, "cancelled")]
    public void Status_IsWrittenAsItsName(JobStatus status, string name) => Assert.Equal($"\"{name}\"", JsonSerializer.Serialize(status));
}
