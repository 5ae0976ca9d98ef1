using Azure.Core;
using Azure.Core.Pipeline;

namespace FanOut.Results;

/// <summary>
/// Lets only so many requests that write be under way at once, and the others in the order in which they came. Azurite works
/// on one at a time: a hundred that wait in it would hold up the journal, the health check and whoever reads.
/// </summary>
internal sealed class WriteGate(int atOnce) : HttpPipelinePolicy, IDisposable
{
    private readonly SemaphoreSlim _room = new(atOnce);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (IsRead(message))
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }
        await _room.WaitAsync(message.CancellationToken);
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            _room.Release();
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The app calls storage asynchronously.");

    public void Dispose() => _room.Dispose();

    private static bool IsRead(HttpMessage message) => message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head;
}
