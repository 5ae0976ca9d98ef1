using System.CommandLine;
using CrashLoop.App;
using CrashLoop.Driver;

// The app that is killed: this program again, told by its environment what to do.
if (args is [CrashApp.Verb]) return CrashApp.Run();

var kills = new Option<int>("--kills") { Description = "How often the app is killed.", DefaultValueFactory = _ => 50 };
var seed = new Option<int>("--seed") { Description = "Of everything random but the timing.", DefaultValueFactory = _ => 1 };
var perHub = new Option<int>("--kills-per-hub") { Description = "Kills before the work is checked and a new task hub begins.", DefaultValueFactory = _ => 25 };

var root = new RootCommand("Kills the app with SIGKILL, again and again, and checks what is left of its promises.") { kills, seed, perHub };
root.SetAction((parsed, cancellation) => CrashRun.RunAsync(parsed.GetValue(kills), parsed.GetValue(perHub), parsed.GetValue(seed), Console.Out, cancellation));

// Between two lives it can stop, with everything it has started.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
