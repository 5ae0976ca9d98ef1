using System.Collections.Immutable;
using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>What an orchestrator can do and know. Everything here is the same on every replay; an orchestrator awaits
/// nothing else.</summary>
public abstract partial class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that started this one; null when a client did.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The present time, UTC; it moves only between turns.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code now runs over what it did before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The instance's version; empty for none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Settings that the host hands to the orchestrator; none by default.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties => ImmutableDictionary<string, object?>.Empty;

    /// <summary>What calls and locks entities.</summary>
    /// <exception cref="NotSupportedException">This context cannot do it, as that of the emulator cannot.</exception>
    public virtual TaskOrchestrationEntityFeature Entities => throw new NotSupportedException($"Durable entities are not supported by {GetType()}.");

    /// <summary>Makes loggers that write nothing while replaying.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => new ReplaySafeLoggerFactory(this, LoggerFactory);

    /// <summary>Makes loggers that write on every replay.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>Reads the instance's input; the default of <typeparamref name="T"/> when there is none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Sets what status queries show besides the runtime status: at most 16 KB of UTF-16 when serialized.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Makes an id that is the same on every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that writes nothing while replaying.</summary>
    /// <param name="categoryName">The logger's category.</param>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggerFactory.CreateLogger(categoryName);

    /// <summary>A logger that writes nothing while replaying.</summary>
    /// <param name="type">The type whose full name is the category.</param>
    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggerFactory.CreateLogger(type);

    /// <summary>A logger, with the full name of <typeparamref name="T"/> as its category, that writes nothing while replaying.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() => ReplaySafeLoggerFactory.CreateLogger<T>();

    /// <summary>Compares the instance's version with another: negative when older, 0 when equal, positive when newer.</summary>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);
}
