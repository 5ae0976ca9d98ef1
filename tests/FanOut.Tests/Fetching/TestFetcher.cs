using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

/// <summary>A fetcher that may reach this machine, as a developer with a test site would set it up.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly FetchTransport _transport;
    private readonly Fetcher _fetcher;

    public TestFetcher(string networks = "127.0.0.0/8", string ports = "*", IHostResolver? resolver = null, TimeProvider? time = null,
        HttpMessageHandler? handler = null, string? userAgent = null)
    {
        var clock = time ?? TimeProvider.System;
        var settings = new FetchSettings { AllowedNetworks = networks, AllowedPorts = ports, UserAgent = userAgent };
        var guard = new EgressGuard(EgressRules.Parse(settings), resolver ?? new SystemHostResolver(), clock);
        _transport = handler is null ? FetchTransport.Create(guard) : new FetchTransport(handler);
        _fetcher = new Fetcher(_transport, guard, settings, clock);
    }

    public Task<FetchRecord> GetAsync(string url, FetchOptions? options = null, DateTime? notAfter = null, string jobId = "job",
        CancellationToken jobStopped = default, CancellationToken hostStopping = default) =>
        _fetcher.FetchAsync(
            new FetchRequest { JobId = jobId, Index = 7, Url = url, NotAfter = notAfter ?? DateTime.MaxValue, Options = options ?? new FetchOptions { MaxAttempts = 1 } },
            jobStopped,
            hostStopping);

    public void Dispose() => _transport.Dispose();
}
