using System.Diagnostics;

namespace EndToEnd.Tests.Cli;

/// <summary>The built command line as a process, through pipes.</summary>
internal sealed class CliProcess : IDisposable
{
    /// <summary>For what a test waits for; on a busy machine everything takes long, but not this long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "FanOut.Cli.dll");

    public static Task<CliResult> RunAsync(params string[] args) => RunAsync("", args);

    public static async Task<CliResult> RunAsync(string input, string[] args)
    {
        using var cli = Start("dotnet", [Program, .. args]);
        await cli.WriteInputAsync(input);
        return await cli.WaitAsync();
    }

    public static CliProcess Start(string program, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new CliProcess(start);
    }

    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public Task<CliResult> WaitAsync() => FinishAsync().WaitAsync(Limit);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task WriteInputAsync(string input)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It may end without having read its input.
        }
    }

    private async Task<CliResult> FinishAsync()
    {
        await _process.WaitForExitAsync();
        return new CliResult(_process.ExitCode, await _output, await _error);
    }
}
