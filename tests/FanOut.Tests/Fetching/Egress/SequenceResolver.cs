using System.Net;
using FanOut.Fetching;

namespace FanOut.Tests.Fetching.Egress;

/// <summary>A name server that answers each question with the next of its answers, and the last one from then on.</summary>
internal sealed class SequenceResolver(params string[] answers) : IHostResolver
{
    private int _asked;

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([IPAddress.Parse(answers[Math.Min(_asked++, answers.Length - 1)])]);
}
