using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FanOut.Fetching;

public static class FetchingServices
{
    public static IServiceCollection AddFetching(this IServiceCollection services)
    {
        ContentDecoding.BeStrict();
        services.AddOptions<FetchSettings>().BindConfiguration(FetchSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FetchSettings>, FetchSettingsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.AddSingleton(provider => EgressRules.Parse(provider.GetRequiredService<IOptions<FetchSettings>>().Value));
        services.AddSingleton(provider => new OwnEndpoints(
            provider.GetService<IServer>(),
            StorageEndpoints.Of(provider.GetRequiredService<IConfiguration>()),
            provider.GetRequiredService<IConfiguration>()["WEBSITE_HOSTNAME"],
            provider.GetRequiredService<IHostResolver>()));
        services.AddSingleton<EgressGuard>();
        services.AddSingleton(provider => FetchTransport.Create(provider.GetRequiredService<EgressGuard>()));
        services.AddSingleton(provider => new Fetcher(
            provider.GetRequiredService<FetchTransport>(),
            provider.GetRequiredService<EgressGuard>(),
            provider.GetRequiredService<IOptions<FetchSettings>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FetchPace>();
        return services;
    }
}
