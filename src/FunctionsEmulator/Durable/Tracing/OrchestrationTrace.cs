using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FunctionsEmulator.Durable.Events;

namespace FunctionsEmulator.Durable.Tracing;

/// <summary>
/// Where an orchestration stands in its trace. The id of its span follows from its start, so a restarted host finds the
/// same one, and what it starts belongs to it before the span itself is told of, which is at its end.
/// </summary>
internal sealed class OrchestrationTrace
{
    private OrchestrationTrace(ActivityContext parent, ActivityContext own)
    {
        Parent = parent;
        Own = own;
    }

    /// <summary>What started the orchestration.</summary>
    public ActivityContext Parent { get; }

    /// <summary>The orchestration, as the parent of what it starts.</summary>
    public ActivityContext Own { get; }

    /// <summary>The orchestration in the form of a <c>traceparent</c> header (W3C Trace Context).</summary>
    public string TraceParent => $"00-{Own.TraceId}-{Own.SpanId}-{(byte)Own.TraceFlags:x2}";

    /// <summary>Null for an instance that was started outside of any trace.</summary>
    public static OrchestrationTrace? Of(string instanceId, HistoryEvent.Started started)
    {
        if (!ActivityContext.TryParse(started.TraceParent, null, isRemote: true, out var parent)) return null;
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, Hash($"{started.TraceParent} {instanceId} {started.CreatedAt:O} {started.Input}"));
        return new OrchestrationTrace(parent, new ActivityContext(parent.TraceId, ActivitySpanId.CreateFromBytes(id), parent.TraceFlags, isRemote: true));
    }

    private static ulong Hash(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
