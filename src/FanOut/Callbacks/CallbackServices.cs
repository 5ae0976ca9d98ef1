using FanOut.Fetching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FanOut.Callbacks;

internal static class CallbackServices
{
    /// <summary>Registers what tells the end of jobs; a bad secret ends the start.</summary>
    public static IServiceCollection AddCallbacks(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CallbackSettings>, CallbackSettingsValidator>();
        services.AddOptions<CallbackSettings>().BindConfiguration(CallbackSettings.Section).ValidateOnStart();
        services.AddSingleton(provider => new CallbackRules(
            provider.GetRequiredService<EgressGuard>(), provider.GetRequiredService<IOptions<CallbackSettings>>().Value));
        services.AddSingleton(provider => new CallbackSender(
            provider.GetRequiredService<FetchTransport>(),
            provider.GetRequiredService<EgressGuard>(),
            provider.GetRequiredService<IOptions<CallbackSettings>>().Value,
            provider.GetRequiredService<IOptions<FetchSettings>>().Value.SentUserAgent,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
