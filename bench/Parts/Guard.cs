using System.Net;
using BenchmarkDotNet.Attributes;
using FanOut.Fetching;

namespace Parts;

/// <summary>What is asked of every URL before it is fetched, and of every address before it is dialled.</summary>
public class Guard
{
    private static readonly Uri s_name = new("https://www.example.com/some/page");
    private static readonly Uri s_literal = new("http://10.1.2.3/");
    private static readonly IPAddress s_address = IPAddress.Parse("93.184.215.14");
    private readonly EgressRules _rules = EgressRules.Parse(new FetchSettings());
    private readonly EgressGuard _guard;

    public Guard()
    {
        var resolver = new SystemHostResolver();
        _guard = new EgressGuard(_rules, new OwnEndpoints(server: null, [], publicName: null, resolver), resolver, TimeProvider.System);
    }

    [Benchmark]
    public string? Parse() => TargetUrl.Parse("https://www.example.com/some/page?number=12345", out _);

    [Benchmark]
    public string? Name() => _guard.Refusal(s_name);

    [Benchmark]
    public string? PrivateLiteral() => _guard.Refusal(s_literal);

    [Benchmark]
    public string? Address() => _rules.Refusal(s_address, 443);
}
