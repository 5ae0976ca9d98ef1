using System.Text.Json.Nodes;
using FanOut.Cli.Jobs;

namespace EndToEnd.Tests.Cli;

public sealed class JobClientTests
{
    private const int MoreThanOneFlush = 5_000;

    [Fact]
    public async Task Submit_LongList_IsSentWhileItIsRead()
    {
        await using var api = await FakeJobApi.StartAsync();
        using var client = new JobClient(api.Uri);

        await client.SubmitAsync(null, null, [], ReadAsync()).WaitAsync(CliProcess.Limit);

        Assert.Equal(MoreThanOneFlush + 1, api.Received!["urls"]!.AsArray().Count);

        async IAsyncEnumerable<string> ReadAsync()
        {
            for (var index = 0; index < MoreThanOneFlush; index++)
                yield return $"http://example.com/some/longer/path/{index}";
            // Were the list gathered first, the app could never have begun to read it.
            await api.BodyBegun;
            yield return "http://example.com/last";
        }
    }

    [Fact]
    public async Task Get_AppIsBusyForAMoment_AsksAgain()
    {
        await using var api = await FakeJobApi.StartAsync();
        api.Outages = 2;
        using var client = new JobClient(api.Uri);

        var job = await client.GetAsync(FakeJobApi.JobId);

        Assert.Equal("running", job.Status);
    }
}
