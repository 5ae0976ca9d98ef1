using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FanOut.Jobs;

internal static class JobServices
{
    /// <summary>Registers the reading of job requests and their settings; bad settings end the start.</summary>
    public static IServiceCollection AddJobRequests(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<JobSettings>, JobSettingsValidator>();
        services.AddOptions<JobSettings>().BindConfiguration(JobSettings.Section).ValidateOnStart();
        services.AddSingleton<JobRequestReader>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<JobsInFlight>();
        services.AddSingleton<NewJobs>();
        services.AddSingleton<JobStarter>();
        services.AddSingleton<JobPurge>();
        services.AddSingleton<Retention>();
        return services;
    }
}
