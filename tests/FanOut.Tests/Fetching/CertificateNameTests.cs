using System.Security.Cryptography.X509Certificates;
using FanOut.Fetching;
using FanOut.Tests.Fetching.Hostile;
using Microsoft.AspNetCore.Http;

namespace FanOut.Tests.Fetching;

/// <summary>A host is whom the alternative names of its certificate name, and nobody else.</summary>
public sealed class CertificateNameTests
{
    private const string Host = "site.example.com";

    [Theory]
    [InlineData("CN=anything", Host, Outcome.Ok)]
    [InlineData("CN=anything", "*.example.com", Outcome.Ok)]
    [InlineData("CN=anything", "*.com", Outcome.TlsError)]
    [InlineData("CN=site.example.com", "other.example.com", Outcome.TlsError)]
    [InlineData("CN=site.example.com", null, Outcome.TlsError)]
    [InlineData("CN=*.example.com", null, Outcome.TlsError)]
    public async Task Fetch_ByName_TakesAlternativeNamesAlone(string subject, string? name, Outcome expected)
    {
        await using var site = await TestSite.StartAsync(context => context.Response.WriteAsync("page"), certificate: Issue(subject, name));
        using var fetcher = new TestFetcher(resolver: new StubResolver("127.0.0.1"), trusted: HostileServer.Root);

        var record = await fetcher.GetAsync($"https://{Host}:{site.Port}/");

        Assert.True(expected == record.Outcome, $"{record.Outcome}: {record.Error}");
        if (expected is Outcome.TlsError) Assert.StartsWith("TLS: certificate ", record.Error, StringComparison.Ordinal);
    }

    private static X509Certificate2 Issue(string subject, string? name)
    {
        if (name is null) return Certificates.Issue(HostileServer.Root, subject, address: null);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        return Certificates.Issue(HostileServer.Root, subject, address: null, extensions: names.Build());
    }
}
