using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FanOut.Telemetry;

/// <summary>All wiring of traces, metrics and logs; see docs/telemetry.md for what there is.</summary>
internal static class TelemetryBuilder
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string AzureMonitorIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Durable spans, be they told by the worker or by the emulator's engine, and the worker's own.</summary>
    private static readonly string[] s_sources = ["Microsoft.DurableTask", "Microsoft.Azure.Functions.Worker"];

    /// <summary>Where no exporter is set, nothing listens, and what is measured costs next to nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<FetchMetrics>();

        var toOtlp = builder.Configuration[OtlpEndpoint] is { Length: > 0 };
        var connection = builder.Configuration[AzureMonitor];
        if (!toOtlp && string.IsNullOrEmpty(connection)) return;

        // Before the exporters, so that they get lines that are clean.
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithLogging(logs => logs.AddProcessor(new LogCleaning()), options => options.IncludeFormattedMessage = true);
        if (toOtlp) telemetry.UseOtlpExporter();
        if (!string.IsNullOrEmpty(connection))
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connection;
                options.Credential = CredentialOf(builder.Configuration[AzureMonitorIdentity]);
                options.EnableLiveMetrics = false;
            });
        }

        // After the exporters: one of them brings a sampler of its own.
        telemetry.WithMetrics(Measure).WithTracing(Trace);
    }

    private static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(s_sources)
        .AddAspNetCoreInstrumentation(RequestSpans.Configure)
        .SetSampler(new FetchSampler(TimeProvider.System));

    private static void Measure(MeterProviderBuilder metrics) => metrics.AddMeter(FetchMetrics.MeterName);

    /// <summary>The setting has the form <c>ClientId=...;Authorization=AAD</c>; without it the connection string is enough.</summary>
    internal static TokenCredential? CredentialOf(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return null;
        const string clientId = "ClientId=";
        var id = setting.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith(clientId, StringComparison.OrdinalIgnoreCase));
        return new ManagedIdentityCredential(id is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(id[clientId.Length..]));
    }
}
