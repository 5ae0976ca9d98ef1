using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using FanOut.Cli.Hosting;
using FanOut.Cli.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>fanout: its commands, and how each of them ends.</summary>
internal static class FanOutCommand
{
    private const string Name = "fanout";

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            var path = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
            return Fail(ExitCode.BadUsage, $"{parsed.Errors[0].Message.TrimEnd('.')} (fanout {path}--help tells more)");
        }

        try
        {
            // Signals are the commands' own: by default an action is given two seconds and then abandoned.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (UsageException e)
        {
            return Fail(ExitCode.BadUsage, e.Message);
        }
        catch (ApiException e)
        {
            return Fail(e.CallerCanMend ? ExitCode.BadUsage : ExitCode.NotAllOk, e.Message);
        }
        catch (JsonException)
        {
            return Fail(ExitCode.BadUsage, "what answers there is not FanOut: its answer is no JSON (is --endpoint right?)");
        }
        catch (Exception e) when (e is AppStartException or HttpRequestException or IOException)
        {
            return Fail(ExitCode.NotAllOk, e.Message);
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Fetches lists of URLs with a Durable Functions app, on this machine or elsewhere")
        {
            DemoCommand.Create(), RunCommand.Create(), ListCommand.Create(), StatusCommand.Create(), ResultsCommand.Create(),
            SiteCommand.Create(), CompletionCommand.Create(),
        };
        foreach (var command in ControlCommands.Create())
            root.Add(command);
        root.HelpName = Name;
        root.SetAction(new Func<ParseResult, int>(_ =>
            throw new UsageException("say what to do: fanout demo, or fanout run FILE (fanout --help tells more)")));
        return root;
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"{Name}: {message}");
        return code;
    }
}
