using System.Diagnostics.Metrics;
using FanOut.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace FanOut.Tests.Telemetry;

internal static class TestMetrics
{
    public static IMeterFactory Meters() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public static FetchMetrics Create() => new(Meters());
}
