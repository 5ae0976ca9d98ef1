using System.CommandLine;
using Throughput;

var sizes = new Option<int[]>("--sizes")
{
    Description = "Activities of each fan-out.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [100, 1_000, 5_000, 10_000, 50_000],
};
var instances = new Option<int>("--instances") { Description = "Instances of the sequence.", DefaultValueFactory = _ => 5_000 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each; the median is told.", DefaultValueFactory = _ => 5 };
var connection = new Option<string?>("--connection") { Description = "A storage account or Azurite to keep the journal in; by default an Azurite that it starts itself." };
var memory = new Option<bool>("--memory") { Description = "Keep the journal in memory." };
var command = new RootCommand("Measures the durable engine alone: fan-outs, sequences, and how long the first activity takes to start.") { sizes, instances, rounds, connection, memory };
command.Validators.Add(parsed =>
{
    if (parsed.GetValue(memory) && parsed.GetValue(connection) is not null) parsed.AddError("Give --memory or --connection, not both.");
});
command.SetAction((parsed, cancellationToken) => Bench.RunAsync(
    parsed.GetValue(sizes)!, parsed.GetValue(instances), parsed.GetValue(rounds), parsed.GetValue(connection), parsed.GetValue(memory), cancellationToken));
var posts = new Option<int>("--posts") { Description = "Requests that are measured.", DefaultValueFactory = _ => 200 };
var host = new Command("host", "Measures the whole host over Azurite: from a POST on an idle host to the first activity that it leads to.") { posts };
host.SetAction((parsed, cancellationToken) => HostBench.RunAsync(parsed.GetValue(posts), cancellationToken));
command.Subcommands.Add(host);
return await command.Parse(args).InvokeAsync();
