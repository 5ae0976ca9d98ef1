using FanOut.Fetching;
using FanOut.Jobs;
using FanOut.Lists.Sitemaps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FanOut.Lists;

internal static class ListServices
{
    /// <summary>Registers the reading of lists; it needs the services of fetching and the blobs of jobs.</summary>
    public static IServiceCollection AddLists(this IServiceCollection services)
    {
        services.AddSingleton<BlobLists>();
        services.AddSingleton(provider => new SitemapLists(new SitemapClient(
            provider.GetRequiredService<FetchTransport>(),
            provider.GetRequiredService<EgressGuard>(),
            provider.GetRequiredService<IOptions<FetchSettings>>().Value.SentUserAgent)));
        services.AddSingleton(provider => new ListReader(
            provider.GetRequiredService<BlobLists>(),
            provider.GetRequiredService<SitemapLists>(),
            provider.GetRequiredService<IOptions<JobSettings>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
