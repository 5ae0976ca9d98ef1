using System.CommandLine;
using RealEngine;

// Keeps the engine's host from writing a line for every call.
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");

var sizes = new Option<int[]>("--sizes")
{
    Description = "Activities of each fan-out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [100, 1_000, 5_000, 10_000],
};
var instances = new Option<int>("--instances") { Description = "Instances of the sequence.", DefaultValueFactory = _ => 200 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each; the median is told.", DefaultValueFactory = _ => 3 };
var limit = new Option<int>("--limit") { Description = "Seconds that one run may take.", DefaultValueFactory = _ => 120 };
var command = new RootCommand("Measures the real durable engine, its instances in memory: fan-outs and sequences.") { sizes, instances, rounds, limit };
command.SetAction((parsed, cancellationToken) => new Bench(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(limit)))
    .RunAsync(parsed.GetValue(sizes)!, parsed.GetValue(instances), cancellationToken));
return await command.Parse(args).InvokeAsync();
