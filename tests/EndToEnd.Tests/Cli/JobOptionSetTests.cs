using System.Reflection;
using System.Text.Json.Serialization;
using FanOut.Cli.Commands;
using FanOut.Jobs;

namespace EndToEnd.Tests.Cli;

public sealed class JobOptionSetTests
{
    [Fact]
    public void JobOptionSet_EveryOptionOfAJob_CanBeGiven()
    {
        var known = typeof(JobOptions).GetProperties().Select(p => p.GetCustomAttribute<JsonPropertyNameAttribute>()).OfType<JsonPropertyNameAttribute>();

        Assert.Equal(known.Select(a => a.Name).Order(StringComparer.Ordinal), new JobOptionSet().JsonNames.Order(StringComparer.Ordinal));
    }
}
