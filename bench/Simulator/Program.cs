using System.CommandLine;
using Simulator;

var urls = new Option<int[]>("--urls") { Description = "Sizes of jobs; repeat the option for several.", DefaultValueFactory = _ => [1_000, 10_000, 100_000], AllowMultipleArgumentsPerToken = true };
var batches = new Option<int[]>("--batch") { Description = "Values of batchSize.", DefaultValueFactory = _ => [25, 100, 250], AllowMultipleArgumentsPerToken = true };
var cap = new Option<int>("--concurrency") { Description = "maxConcurrency.", DefaultValueFactory = _ => 1_000 };
var instances = new Option<int>("--instances") { Description = "Instances of the app.", DefaultValueFactory = _ => 1 };
var activities = new Option<int>("--activities") { Description = "Activities at once on an instance.", DefaultValueFactory = _ => 2_000 };
var azurite = new Option<bool>("--azurite") { Description = "Azure Storage's emulator instead of Azure's backends." };

var command = new RootCommand("Runs the app's orchestrators on a model of Azure's durable backends and prints what that takes.") { urls, batches, cap, instances, activities, azurite };
command.SetAction(parsed => Report.Print(
    Console.Out,
    parsed.GetValue(azurite) ? [Backend.Azurite] : [Backend.AzureStorage, Backend.Scheduler],
    from count in parsed.GetValue(urls)!
    from batch in parsed.GetValue(batches)!
    select new Setting(count, batch, parsed.GetValue(cap), parsed.GetValue(instances), parsed.GetValue(activities))));
return command.Parse(args).Invoke();
