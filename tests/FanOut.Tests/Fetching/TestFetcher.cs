using System.Security.Cryptography.X509Certificates;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching;

/// <summary>A fetcher that may reach this machine, as a developer with a test site would set it up.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly FetchTransport _transport;

    public TestFetcher(string networks = "127.0.0.0/8", string ports = "*", IHostResolver? resolver = null, TimeProvider? time = null,
        HttpMessageHandler? handler = null, string? userAgent = null, OwnEndpoints? own = null, X509Certificate2? trusted = null)
    {
        var clock = time ?? TimeProvider.System;
        var settings = new FetchSettings { AllowedNetworks = networks, AllowedPorts = ports, UserAgent = userAgent };
        var names = resolver ?? new SystemHostResolver();
        Guard = new EgressGuard(EgressRules.Parse(settings), own ?? new OwnEndpoints(null, [], null, names), names, clock);
        _transport = new FetchTransport(handler ?? NewHandler(Guard, trusted));
        Fetcher = new Fetcher(_transport, Guard, settings, clock);
    }

    public EgressGuard Guard { get; }
    public Fetcher Fetcher { get; }

    public Task<FetchRecord> GetAsync(string url, FetchOptions? options = null, DateTime? notAfter = null, string jobId = "job",
        CancellationToken jobStopped = default, CancellationToken hostStopping = default) =>
        Fetcher.FetchAsync(
            new FetchRequest { JobId = jobId, Index = 7, Url = url, NotAfter = notAfter ?? DateTime.MaxValue, Options = options ?? new FetchOptions { MaxAttempts = 1 } },
            jobStopped,
            hostStopping);

    private static SocketsHttpHandler NewHandler(EgressGuard guard, X509Certificate2? trusted)
    {
        var handler = FetchTransport.NewHandler(guard);
        if (trusted is not null)
        {
            var policy = handler.SslOptions.CertificateChainPolicy!;
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.Add(trusted);
        }

        return handler;
    }

    public void Dispose() => _transport.Dispose();
}
