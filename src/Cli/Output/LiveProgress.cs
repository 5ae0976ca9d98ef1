using FanOut.Cli.Jobs;
using Spectre.Console;

namespace FanOut.Cli.Output;

/// <summary>Progress on a terminal: one line that redraws itself.</summary>
internal sealed class LiveProgress(TextWriter output) : IJobProgress
{
    private const string ShowCursor = "\e[?25h";

    public async Task<JobSnapshot> ShowAsync(Func<Action<JobSnapshot>, Task<JobSnapshot>> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });

        // A second Ctrl-C leaves from the middle of the display, which hides the cursor.
        EventHandler restore = (_, _) => output.Write(ShowCursor);
        AppDomain.CurrentDomain.ProcessExit += restore;
        try
        {
            return await console.Progress()
                .AutoClear(true)
                .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 30 }, new TaskDescriptionColumn { Alignment = Justify.Left })
                .StartAsync(async display =>
                {
                    var task = display.AddTask("sending the URLs", autoStart: true, maxValue: 1).IsIndeterminate();
                    return await run(job => Show(task, job));
                });
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= restore;
        }
    }

    private static void Show(ProgressTask task, JobSnapshot job)
    {
        task.IsIndeterminate(job.Done == 0);
        task.MaxValue = Math.Max(1, job.Total);
        task.Value = job.Done;
        task.Description = Markup.Escape(JobText.Progress(job));
    }
}
