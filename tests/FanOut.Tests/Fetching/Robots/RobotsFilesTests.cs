using System.Net;
using System.Text;
using FanOut.Fetching;
using FanOut.Fetching.Robots;

namespace FanOut.Tests.Fetching.Robots;

/// <summary>What is kept of robots.txt, and for how long.</summary>
public sealed class RobotsFilesTests : IDisposable
{
    private readonly SignallingTimeProvider _time = new();
    private readonly AnyHostHandler _sites = new();
    private readonly FetchTransport _transport;
    private readonly RobotsFiles _files;

    public RobotsFilesTests()
    {
        _transport = new FetchTransport(_sites);
        var settings = new FetchSettings { AllowedPorts = "*" };
        var guard = new EgressGuard(EgressRules.Parse(settings), new OwnEndpoints(null, [], null, new StubResolver()), new StubResolver(), _time);
        _files = new RobotsFiles(new RobotsReader(_transport, guard, _time), _time);
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Job_ThatHasEnded_IsForgottenAndNoOther()
    {
        await AskAsync("ended", 1);
        await AskAsync("ended", 2);
        await AskAsync("running", 1);

        _files.Forget("ended");

        Assert.Equal(1, _files.Count);
        await AskAsync("running", 1);
        Assert.Equal(3, _sites.Asked);
    }

    [Fact]
    public async Task Hosts_WithoutNumber_TakeRoomForSoMany()
    {
        for (var host = 0; host <= RobotsFiles.MaxFiles; host++) await AskAsync("job", host);
        Assert.Equal((RobotsFiles.MaxFiles, RobotsFiles.MaxFiles + 1), (_files.Count, _sites.Asked));

        await AskAsync("job", 1);
        Assert.Equal(RobotsFiles.MaxFiles + 1, _sites.Asked);
        await AskAsync("job", 0);
        Assert.Equal(RobotsFiles.MaxFiles + 2, _sites.Asked);
    }

    [Fact]
    public async Task Rules_WithoutEnd_TakeRoomForSoMuch()
    {
        _sites.Text = "user-agent: *\n" + string.Concat(Enumerable.Repeat("allow:/\n", 60_000));
        for (var host = 0; host < 30; host++) await AskAsync("job", host);

        Assert.InRange(_files.Count, 5, 15);
    }

    [Fact]
    public async Task Answer_OlderThanADay_IsReadAgain()
    {
        await AskAsync("job", 1);
        for (var minutes = 0; minutes < RobotsFiles.MaxAge.TotalMinutes; minutes += 30)
        {
            _time.Advance(TimeSpan.FromMinutes(30));
            Assert.Equal(1, _sites.Asked);
            await AskAsync("job", 1);
        }

        Assert.Equal((2, 1), (_sites.Asked, _files.Count));
    }

    [Fact]
    public async Task Answer_ThatNobodyAsksFor_Goes()
    {
        await AskAsync("lost", 1);
        _time.Advance(RobotsFiles.MaxIdle + TimeSpan.FromSeconds(1));
        await AskAsync("job", 1);

        Assert.Equal(1, _files.Count);
    }

    private Task<RobotsAnswer> AskAsync(string jobId, int host) =>
        _files.GetAsync(jobId, new Uri($"https://h{host}.example.com/"), "FanOut", TimeSpan.FromSeconds(1), CancellationToken.None).WaitAsync(TestTimes.Patience);

    private sealed class AnyHostHandler : HttpMessageHandler
    {
        public int Asked { get; private set; }
        public string Text { get; set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Text)) });
        }
    }
}
