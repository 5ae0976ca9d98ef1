using System.CommandLine;
using EgressCost;

var requests = new Option<int>("--requests") { Description = "Requests of each run.", DefaultValueFactory = _ => 20_000 };
var rounds = new Option<int>("--rounds") { Description = "Pairs of runs; every second one has the guard off first.", DefaultValueFactory = _ => 10 };
var command = new RootCommand("Compares the rate of fetching with the egress guard on to that with it off. Fails below 0.9.") { requests, rounds };
command.SetAction((parsed, _) => Comparison.RunAsync(parsed.GetValue(requests), parsed.GetValue(rounds)));
return await command.Parse(args).InvokeAsync();
