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
        await WriteAsync(client, job.Id, "ndjson", null);
        if (_json)
            Console.WriteLine(job.Json);
    }

    /// <returns>Whether these are all the results there will be; false where none are written.</returns>
    public async Task<bool> WriteAsync(JobClient client, string id, string format, string[]? outcomes)
    {
        if (_stream is null)
            return false;
        var (records, isComplete) = await client.OpenResultsAsync(id, format, outcomes);
        await using (records)
        {
            // Only now: an app that refuses leaves the file as it was.
            if (_stream.CanSeek)
                _stream.SetLength(0);
            await records.CopyToAsync(_stream);
            await _stream.FlushAsync();
        }

        return isComplete;
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
