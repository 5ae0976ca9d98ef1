using FanOut.Cli.Jobs;

namespace FanOut.Cli.Output;

/// <summary>Where a job's results go: a file, standard output, or nowhere when that holds the job object.</summary>
internal sealed class ResultsOutput : IAsyncDisposable
{
    private readonly Stream? _stream;
    private readonly bool _json;

    private ResultsOutput(Stream? stream, bool json, string? where)
    {
        _stream = stream;
        _json = json;
        Where = where;
    }

    /// <summary>Null when the results stay with the app.</summary>
    public string? Where { get; }

    /// <summary>Opens the file before the job runs: a job whose results cannot be kept had better not start.</summary>
    public static ResultsOutput Open(string? file, bool json)
    {
        if (file is null)
            return json ? new ResultsOutput(null, json, null) : new ResultsOutput(Console.OpenStandardOutput(), json, "on standard output");
        try
        {
            // What the file held stays until there is something to put in its place.
            return new ResultsOutput(new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write), json, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException(Directory.Exists(file) ? $"{file} is a directory" : $"cannot write {file}: {e.Message}");
        }
    }

    public async Task WriteAsync(JobClient client, JobSnapshot job)
    {
        if (_stream is not null)
        {
            if (_stream.CanSeek)
                _stream.SetLength(0);
            await using var results = await client.OpenResultsAsync(job.Id);
            await results.CopyToAsync(_stream);
            await _stream.FlushAsync();
        }

        if (_json)
            Console.WriteLine(job.Json);
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
