using FanOut.Lists;

namespace FanOut.Jobs;

/// <summary>What a caller asked for, without its URLs, which are lines of their own.</summary>
/// <param name="Total">The lines that were written, duplicates left out where the caller wanted so.</param>
/// <param name="BodySha256">Lower-case hexadecimal, of the decoded body: tells a repeated request from another one.</param>
public sealed record JobRequest(string? Name, JobOptions Options, int Total, LineIndex LineIndex, string BodySha256, string? CallbackUrl = null)
{
    /// <summary>Where its URLs are; null when they are the lines that were written. Until they are read from there, there are none.</summary>
    public UrlsFrom? UrlsFrom { get; init; }
}
